import type { RepositorySeen } from '../../../model/repository-seen.ts'
import { html, type Html } from '../../text/html.ts'
import { historyList } from './history.ts'
import { itemList } from './item-list.ts'
import { conversation, decisionList } from './said.ts'
import { pauseNote, staffForms } from './staff-forms.ts'
import { stepList } from './step-list.ts'
import type { StudentPageOf } from './student-of.ts'
import { studentTop } from './student-top.ts'
import { timeline } from './timeline.ts'
import { workDone } from './work-done.ts'

/** The page of one repository: where it stands, its items, steps, history, what was said, what happened, and what was decided. Everything works by links and forms; no scripts. */
export function studentPage(seen: RepositorySeen, of: StudentPageOf): Html {
  const parts = [['items', 'Items'], ['steps', 'Steps'], ['history', 'History'], ['conversation', 'Conversation'], ['work', 'Work'], ['timeline', 'Timeline'], ['decisions', 'Decisions']] as const
  return html`<div class="student">
<nav class="filters" aria-label="On this page"><ul>
${parts.map(([id, words]) => html`<li><a href="#${id}">${words}</a></li>
`)}</ul></nav>
${pauseNote(seen, of)}${studentTop(seen, of)}${staffForms(seen, of)}${itemList(seen, of)}${stepList(seen, of)}${historyList(seen, of)}${conversation(seen, of)}${workDone(seen, of)}${timeline(seen, of)}${decisionList(seen, of)}</div>
`
}

/** What the page is called: by who works there where the staff reads it, by the repository for everybody else. */
export function studentTitle({ people, repository, staff }: Pick<RepositorySeen, 'people' | 'repository' | 'staff'>): string {
  const names = people.map(({ name, login }) => name ?? login)
  return staff === null || names.length === 0 ? repository.name : names.slice(0, 4).join(', ')
}
