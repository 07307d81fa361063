import type { WatchDocument } from '../../../flow/course-service/watch-operations.ts'
import { readWatchQuery, watchQueryText } from '../../../report/pages/watch/watch-query.ts'
import { watchPage } from '../../../report/pages/watch/watch-page.ts'
import type { PageRoute } from '../page-route.ts'

const READ: PageRoute = {
  method: 'get', path: '/watch', needs: 'watch.read', tab: 'watch',
  answer: async ({ course: { id, settings }, query, ask, now, formToken }) => {
    const asked = await ask('watch.read', {})
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    const { matters, beingCounted } = asked.value as WatchDocument
    return { kind: 'page', title: 'Watch list', body: watchPage(matters, readWatchQuery(query), { courseId: id, calendar: settings, now, formToken, beingCounted }) }
  },
}

/** Marks a matter as seen, or opens it again, and shows the list as it was shown. */
const NOTE: PageRoute = {
  method: 'post', path: '/watch', needs: 'watch.note', tab: 'watch',
  answer: async ({ form, ask }) => {
    const asked = await ask('watch.note', { repository: Number(form.get('repository') ?? ''), matter: form.get('matter') ?? '', since: form.get('since') ?? '', says: form.get('says') ?? '', note: form.get('note') ?? '' })
    return asked.ok ? { kind: 'to', path: `/watch${watchQueryText(readWatchQuery(new URLSearchParams(form.get('back') ?? '')))}` } : { kind: 'refused', refusal: asked.refusal }
  },
}

/** The watch list of a course, and the form on each of its entries. */
export const WATCH_ROUTES: readonly PageRoute[] = [READ, NOTE]
