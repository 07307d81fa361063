import { OUTCOMES } from '../../../model/criterion.ts'
import type { Dispute } from '../../../model/decision.ts'
import type { ItemRecord } from '../../../model/record.ts'
import type { RepositorySeen } from '../../../model/repository-seen.ts'
import { html, type Html } from '../../html.ts'
import { shortName } from '../../answers/subject-words.ts'
import { repositoryPath } from '../site-page.ts'
import type { StudentPageOf } from './student-of.ts'

/** What stands in front of a level's title in what a form sends; an outcome stands alone. */
export const DECIDE_TO = { level: 'level:', share: 'share', excuse: 'excuse', clear: 'clear' } as const

/** The form by which the staff decides an item, which goes by `called` there, its id or that of its criterion: an outcome, a level, a share of its credit, excused, or the App's own verdict again. Nothing for anybody else. */
export function decideForm(item: ItemRecord, called: string, { staff, repository, decisions }: Pick<RepositorySeen, 'staff' | 'repository' | 'decisions'>, of: Pick<StudentPageOf, 'courseId' | 'formToken' | 'now' | 'may'>): Html | null {
  if (staff === null || !of.may('decisions.set')) return null
  const kind = called === item.id ? 'item' : 'criterion'
  const levels = kind === 'item' ? staff.levels[item.id] ?? [] : []
  // A criterion earns no share, and what people grade is set to its levels.
  const takesShare = kind === 'item' && levels.length === 0
  const isDecided = decisions.some((one) => (one.kind === 'set' || one.kind === 'excuse') && one.subject.kind === kind && one.subject.id === called)
  const name = `${repository.id}-${called}`
  const options = levels.length > 0 ? levels.map(({ title }) => html`<option value="${DECIDE_TO.level}${title}">${title}</option>`) : OUTCOMES.map((outcome) => html`<option value="${outcome}">${outcome}</option>`)
  return html`<form class="decide" method="post" action="${repositoryPath(of.courseId, repository.id)}/decide">
${hidden({ form: of.formToken, page: of.now, subject: called })}<p class="fields"><label>Decide <select name="to" required><option value="">choose</option>${options}${takesShare ? html`<option value="${DECIDE_TO.share}">a share of its credit</option>` : null}<option value="${DECIDE_TO.excuse}">excused: it counts neither way</option>${isDecided ? html`<option value="${DECIDE_TO.clear}">the App's own verdict again</option>` : null}</select></label>${takesShare ? html`
<label>Share, where it is one <input type="text" name="share" size="8" maxlength="12" placeholder="80%"></label>` : null}</p>
<label for="why-${name}">Reason</label>
<textarea id="why-${name}" name="reason" rows="2" maxlength="2000" required></textarea>
${buttons()}</form>
`
}

/** The form by which a dispute that waits is closed by the staff, or taken back by who opened it. */
export function closeForm(dispute: Dispute, { repository, staff }: RepositorySeen, of: StudentPageOf): Html | null {
  if ((dispute.state !== 'open' && dispute.state !== 'escalated') || (staff === null && dispute.by.id !== of.personId)) return null
  return html`<form class="decide" method="post" action="${repositoryPath(of.courseId, repository.id)}/close">
${hidden({ form: of.formToken, page: of.now, subject: dispute.subject.kind === 'step' ? shortName(dispute.subject) : dispute.subject.id })}<label>${staff === null ? 'Why it is taken back' : 'Close it, with the reason'}<textarea name="reason" rows="2" maxlength="2000" required></textarea></label>
<p class="row"><button name="button" value="do">${staff === null ? 'Take the dispute back' : 'Close the dispute'}</button></p></form>
`
}

/** The form by which an instructor sets another due day for the repository. */
export function extendForm({ repository }: RepositorySeen, of: StudentPageOf): Html | null {
  if (!of.may('decisions.extend')) return null
  return html`<details class="no-print">
<summary>Set another due day</summary>
<form class="decide" method="post" action="${repositoryPath(of.courseId, repository.id)}/extend">
${hidden({ form: of.formToken, page: of.now })}<label>Due by <input type="text" name="until" required maxlength="30" placeholder="2026-12-20 or 2026-12-20T18:00"></label>
<label>Reason<textarea name="reason" rows="2" maxlength="2000" required></textarea></label>
${buttons()}</form>
</details>
`
}

function buttons(): Html {
  return html`<p class="row"><button name="button" value="preview">Preview</button> <button name="button" value="do">Decide</button></p>
`
}

/** Fields that are sent and not shown. */
export function hidden(fields: Readonly<Record<string, string | number>>): Html {
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`)}`
}
