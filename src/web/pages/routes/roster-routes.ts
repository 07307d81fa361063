import { readRosterQuery, rosterPage, type RosterShown } from '../../../report/pages/roster/roster-page.ts'
import { rosterPreviewPage, rosterProblemsPage } from '../../../report/pages/roster/roster-import.ts'
import type { RosterImported } from '../../../report/courses/roster-text.ts'
import { frameOf } from '../form-words.ts'
import type { PageRoute } from '../page-route.ts'
import { keptText, sentText } from '../sent-text.ts'

/** So much of a list stands in the form again; more of it nobody corrects there. */
const LONGEST_WRITTEN = 200_000

const rosterRoute: PageRoute = {
  method: 'get', path: '/roster', needs: 'roster.read', tab: 'roster',
  answer: async (call) => {
    const asked = await call.ask('roster.read', {})
    return asked.ok ? { kind: 'page', title: 'Roster', wide: true, body: rosterPage(asked.value as RosterShown, readRosterQuery(call.query), frameOf(call, 'roster.import')) } : { kind: 'refused', refusal: asked.refusal }
  },
}

const importRoute: PageRoute = {
  method: 'post', path: '/roster', needs: 'roster.import', tab: 'roster',
  answer: async (call) => {
    const sent = sentText(call, 'list')
    if (!sent.ok) return { kind: 'refused', refusal: sent.refusal }
    const preview = call.form.get('write') !== '1'
    const asked = await call.ask('roster.import', { csv: sent.text, preview })
    if (!asked.ok) {
      const { lines } = asked.refusal
      return lines === undefined ? { kind: 'refused', refusal: asked.refusal }
        : { kind: 'page', title: 'This list cannot be brought in', status: 422, body: rosterProblemsPage(lines, sent.text.length > LONGEST_WRITTEN ? '' : sent.text, frameOf(call, 'roster.import')) }
    }
    return preview ? { kind: 'page', title: 'Bring in this list?', body: rosterPreviewPage(asked.value as RosterImported, keptText(sent.text), frameOf(call, 'roster.import')) } : { kind: 'to', path: '/roster' }
  },
}

/** The list of a course, and what brings in a new one. */
export const ROSTER_ROUTES: readonly PageRoute[] = [rosterRoute, importRoute]
