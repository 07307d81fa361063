import type { CourseWork } from '../../../model/work.ts'
import { courseWorkPage } from '../../../report/pages/operations/course-work-page.ts'
import type { PageRoute } from '../page-route.ts'

const READ: PageRoute = {
  method: 'get', path: '/operations', needs: 'operations.read', tab: 'operations',
  answer: async ({ course: { id, settings }, may, ask, formToken }) => {
    const asked = await ask('operations.read', {})
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    return { kind: 'page', title: 'Operations', wide: true, body: courseWorkPage(asked.value as CourseWork, { courseId: id, calendar: settings, formToken, mayBringBack: may('operations.again') }) }
  },
}

/** Brings work back that was given up. */
const AGAIN: PageRoute = {
  method: 'post', path: '/operations/again', needs: 'operations.again', tab: 'operations',
  answer: async ({ form, ask }) => {
    const asked = await ask('operations.again', { work: form.get('work') ?? '' })
    return asked.ok ? { kind: 'to', path: '/operations' } : { kind: 'refused', refusal: asked.refusal }
  },
}

/** How the App works on the repositories of a course. */
export const OPERATIONS_ROUTES: readonly PageRoute[] = [READ, AGAIN]
