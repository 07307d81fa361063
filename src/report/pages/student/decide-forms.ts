import { OUTCOMES } from '../../../model/criterion.ts'
import type { Dispute } from '../../../model/decision.ts'
import type { RepositorySeen } from '../../../model/repository-seen.ts'
import type { DecidableSeen } from '../../../model/subject-seen.ts'
import { html, type Html } from '../../text/html.ts'
import { shortName } from '../../answers/subject-words.ts'
import { repositoryPath } from '../site-page.ts'
import type { StudentPageOf } from './student-of.ts'

/** What stands in front of a level's title in what a form sends; an outcome stands alone. */
export const DECIDE_TO = { level: 'level:', share: 'share', excuse: 'excuse', clear: 'clear' } as const

const STEP_OUTCOMES = ['done', 'open'] as const

/** The page on which something of a repository is decided, by the name that comments know it by. */
export function decidePath(courseId: string, repositoryId: number, called: string): string {
  return `${repositoryPath(courseId, repositoryId)}/decide?${new URLSearchParams({ on: called }).toString()}`
}

/** A link to the page on which something is decided, for whom may; null for all others. `what` says it beside the thing itself, `title` for who hears the link alone. */
export function decideLink(called: string, what: string, title: string, { staff, repository }: Pick<RepositorySeen, 'staff' | 'repository'>, { courseId, may }: Pick<StudentPageOf, 'courseId' | 'may'>): Html | null {
  return staff === null || !may('decisions.set') ? null : html`<a href="${decidePath(courseId, repository.id, called)}">Decide on ${what}<span class="unseen">: ${title}</span></a>`
}

/** The form by which the staff decides something: an outcome, a level, a share of an item's credit, excused, or the App's own verdict again. */
export function decideForm({ subject: { kind }, called, levels, isDecided }: Pick<DecidableSeen, 'subject' | 'called' | 'levels' | 'isDecided'>, repositoryId: number, { courseId, formToken, now }: Pick<StudentPageOf, 'courseId' | 'formToken' | 'now'>): Html {
  // A criterion earns no share, a step nothing, and what people grade is set to its levels.
  const takesShare = kind === 'item' && levels === null
  const outcomes: readonly string[] = kind === 'step' ? STEP_OUTCOMES : OUTCOMES
  const options = levels !== null ? levels.map(({ title }) => html`<option value="${DECIDE_TO.level}${title}">${title}</option>`) : outcomes.map((outcome) => html`<option value="${outcome}">${outcome}</option>`)
  return html`<form class="decide" method="post" action="${repositoryPath(courseId, repositoryId)}/decide">
${hidden({ form: formToken, page: now, subject: called })}<p class="fields"><label>Decide <select name="to" required><option value="">choose</option>${options}${takesShare ? html`<option value="${DECIDE_TO.share}">a share of its credit</option>` : null}${kind === 'step' ? null : html`<option value="${DECIDE_TO.excuse}">excused: it counts neither way</option>`}${isDecided ? html`<option value="${DECIDE_TO.clear}">the App's own verdict again</option>` : null}</select></label>${takesShare ? html`
<label>Share, where it is one <input type="text" name="share" size="8" maxlength="12" placeholder="80%"></label>` : null}</p>
<label>Reason<textarea name="reason" rows="2" maxlength="2000" required></textarea></label>
${buttons()}</form>
`
}

/** The form by which a dispute is closed by the staff, or taken back by who opened it while it waits. */
export function closeForm(dispute: Dispute, { repository, staff }: RepositorySeen, of: StudentPageOf): Html | null {
  const waits = dispute.state === 'open' || dispute.state === 'escalated'
  if (dispute.state === 'closed' || (staff === null && (!waits || dispute.by.id !== of.personId))) return null
  const form = html`<form class="decide" method="post" action="${repositoryPath(of.courseId, repository.id)}/close">
${hidden({ form: of.formToken, page: of.now, subject: dispute.subject.kind === 'criterion' ? `criterion:${dispute.subject.id}` : shortName(dispute.subject) })}<label>${staff === null ? 'Why it is taken back' : 'Close it, with the reason'}<textarea name="reason" rows="2" maxlength="2000" required></textarea></label>
<p class="row"><button name="button" value="do">${staff === null ? 'Take the dispute back' : 'Close the dispute'}</button></p></form>
`
  return waits ? form : html`<details class="no-print">
<summary>Close this dispute</summary>
${form}</details>
`
}

/** The buttons of a form that can be shown first with what it would bring. */
export function buttons(): Html {
  return html`<p class="row"><button name="button" value="preview">Preview</button> <button name="button" value="do">Decide</button></p>
`
}

/** Fields that are sent and not shown. */
export function hidden(fields: Readonly<Record<string, string | number>>): Html {
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`)}`
}
