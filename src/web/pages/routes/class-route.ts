import type { ClassStanding } from '../../../model/class-standing.ts'
import { classPage } from '../../../report/pages/class/class-page.ts'
import { readClassQuery } from '../../../report/pages/class/class-query.ts'
import type { PageRoute } from '../page-route.ts'

/** The class of a course. */
export const CLASS_ROUTE: PageRoute = {
  method: 'get', path: '', needs: 'class.read', tab: 'class',
  answer: async ({ course, query, ask, now }) => {
    const asked = await ask('class.read', {})
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    const { id, settings } = course
    return { kind: 'page', title: 'Class', wide: true, body: classPage(asked.value as ClassStanding, readClassQuery(query), { courseId: id, calendar: settings, dueAt: settings.dueAt, now }) }
  },
}
