import { shownTime } from '../../../course/shown-time.ts'
import { pausedBy } from '../../../grade/newest-decision.ts'
import type { RepositorySeen } from '../../../model/repository-seen.ts'
import { html, type Html } from '../../text/html.ts'
import { prose } from '../prose.ts'
import { repositoryPath } from '../site-page.ts'
import { buttons, hidden } from './decide-forms.ts'
import type { StudentPageOf } from './student-of.ts'

/** That the App is paused in a repository, since when and why; nothing where it is not. */
export function pauseNote({ decisions }: RepositorySeen, { calendar }: StudentPageOf): Html | null {
  const pause = pausedBy(decisions)
  return pause === null ? null : html`<div class="note">
<p><strong>Paused</strong> by ${pause.by.login} since ${shownTime(pause.at, calendar)}: nothing is published in this repository until it resumes. What is pushed meanwhile is judged and counts.${pause.reason === '' ? null : html` Reason: ${prose(pause.reason, 400)}`}</p>
</div>
`
}

/** What the staff may do about a repository as a whole: decide on anything by its name; and instructors set another due day, have it judged anew, and pause what the App publishes there. */
export function staffForms(seen: RepositorySeen, of: StudentPageOf): Html {
  return html`${allLink(seen, of)}${extendForm(seen, of)}${judgeForm(seen, of)}${pauseForm(seen, of)}`
}

function allLink({ repository }: RepositorySeen, { courseId, may }: StudentPageOf): Html | null {
  return may('decisions.set') ? html`<p class="no-print"><a href="${repositoryPath(courseId, repository.id)}/decide">All that can be decided here</a></p>
` : null
}

function extendForm({ repository }: RepositorySeen, of: StudentPageOf): Html | null {
  if (!of.may('decisions.extend')) return null
  return folded('Set another due day', html`<form class="decide" method="post" action="${repositoryPath(of.courseId, repository.id)}/extend">
${hidden({ form: of.formToken, page: of.now })}<label>Due by <input type="text" name="until" required maxlength="30" placeholder="2026-12-20 or 2026-12-20T18:00"></label>
<label>Reason<textarea name="reason" rows="2" maxlength="2000" required></textarea></label>
${buttons()}</form>`)
}

function judgeForm({ repository, decisions }: RepositorySeen, of: StudentPageOf): Html | null {
  if (!of.may('work.judge')) return null
  return folded('Judge this repository anew', html`<form class="decide" method="post" action="${repositoryPath(of.courseId, repository.id)}/judge">
${hidden({ form: of.formToken, page: of.now })}<p>The default branch and every open pull request that the App knows are judged anew, each with a new check <code>Capstone</code>.${pausedBy(decisions) === null ? '' : ' While the App is paused here, nothing of it is published.'}</p>
<p class="row"><button name="button" value="do">Judge anew</button></p></form>`)
}

function pauseForm({ repository, decisions }: RepositorySeen, of: StudentPageOf): Html | null {
  if (!of.may('work.pause')) return null
  const isPaused = pausedBy(decisions) !== null
  return folded(isPaused ? 'Resume the App here' : 'Pause the App here', html`<form class="decide" method="post" action="${repositoryPath(of.courseId, repository.id)}/pause">
${hidden({ form: of.formToken, page: of.now, to: isPaused ? 'resumed' : 'paused' })}<p>${isPaused ? 'Verdicts are published again at once, beginning with the newest commits.' : 'Nothing is published here, and only the staff is answered, until it resumes. What is pushed meanwhile is judged and counts.'}</p>
<label>Reason${isPaused ? ', where there is one' : ''}<textarea name="reason" rows="2" maxlength="2000"${isPaused ? null : html` required`}></textarea></label>
<p class="row"><button name="button" value="do">${isPaused ? 'Resume' : 'Pause'}</button></p></form>`)
}

function folded(summary: string, form: Html): Html {
  return html`<details class="no-print">
<summary>${summary}</summary>
${form}
</details>
`
}
