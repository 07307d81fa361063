import { shownDay, shownTime } from '../../../course/shown-time.ts'
import type { AssessmentRecord } from '../../../model/record.ts'
import type { RepositorySeen } from '../../../model/repository-seen.ts'
import { counted } from '../../gradebook/counted.ts'
import { lateWords, mayChangeWords, pointsWords } from '../../published/grade-comment.ts'
import { cleanLine } from '../../text/clean-text.ts'
import { html, type Html } from '../../text/html.ts'
import { nextAction } from '../../next-action.ts'
import { stepNumber } from '../../words/step-words.ts'
import { commitLink, linked, prose } from '../prose.ts'
import { lessonHtml } from './places.ts'
import type { StudentPageOf } from './student-of.ts'

const LONGEST = 160

/** Where a repository stands in a line, the one next step, its points, and what the staff is to know of it. */
export function studentTop(seen: RepositorySeen, of: StudentPageOf): Html {
  const { repository, people, record, isAtWork, judgedAt } = seen
  const who = people.map(({ login, name, key }) => name === null ? login : `${name} (${[login, key ?? ''].filter((one) => one !== '' && one !== name).join(', ')})`)
  const commit = record?.repository.commit ?? null
  return html`<p class="soft">${linked(repository.name, repository.url)}${who.length === 0 ? null : `, worked on by ${who.join('; ')}`}. ${judgedAt === null || commit === null ? 'Nothing of its default branch was judged yet.' : html`Judged at ${commitLink(commit, repository.url)} on ${shownTime(judgedAt, of.calendar)} (${of.calendar.timeZone}).`}${isAtWork ? ' It is being looked at now, so this page may be out of date in a minute.' : ''}</p>
${record === null ? null : html`<p class="lead">${whereWords(record)}</p>
${nextBlock(record, of)}`}${staffNotes(seen, of)}${pointsBlock(seen, of)}`
}

function whereWords(record: AssessmentRecord): string {
  const done = record.steps.filter(({ state }) => state === 'done').length
  const counting = record.items.filter(({ excused }) => excused === undefined)
  const inPlace = counting.filter(({ outcome }) => outcome === 'verified' || outcome === 'present').length
  const at = record.steps.find(({ state }) => state === 'held') ?? record.steps.find(({ state }) => state === 'open')
  const steps = record.steps.length === 0 ? [] : [`${done} of ${record.steps.length} steps done`]
  const next = at === undefined ? '' : ` Now at step ${stepNumber(at)}, “${at.title}”${at.state === 'held' ? ', which the newest work holds back' : ''}.`
  return `${[...steps, `${inPlace} of ${counted(counting.length, 'item')} in place`].join(', ')}.${next}`
}

function nextBlock(record: AssessmentRecord, { links }: StudentPageOf): Html {
  const action = nextAction(record)
  if (action === null) return html`<p>Nothing is left to do by the checklist.</p>\n`
  const about = action.kind === 'step' ? `step ${stepNumber(action.step)}, “${action.step.title}”` : `“${action.open.item.title}”`
  return html`<section class="next" aria-labelledby="next">
<h2 id="next">Next step</h2>
<p>${prose(action.next)}</p>
<p class="soft">For ${about}.${action.lesson === '' ? null : html` Lesson: ${lessonHtml(action.lesson, links)}.`}</p>
</section>
`
}

function pointsBlock({ grade: seen, repository, dueAt, staff }: RepositorySeen, { calendar, grading, now }: StudentPageOf): Html {
  const due = dueAt === null ? 'No due day is set.' : `Due ${shownTime(dueAt, calendar)} (${calendar.timeZone}).`
  const told = (body: Html): Html => html`<section aria-labelledby="points">
<h2 id="points">Points</h2>
${body}
<p class="soft">${due}</p>
</section>
`
  if (seen.kind === 'public') return told(html`<p>Points are not shown here: the repository is public.</p>`)
  if (seen.kind === 'held') return told(html`<p>Points are not shown yet: the course shows them once it releases them.</p>`)
  const { grade, unjudged, isReleased } = seen
  if (grade === null) return told(html`<p>${unjudged === null ? 'Nothing counts yet.' : html`What counts, commit ${commitLink(unjudged, repository.url)}, was never judged.`}</p>`)
  return told(html`<p><strong class="points">${pointsWords(grade)}</strong> points, by the commit ${commitLink(grade.commit, repository.url)}, pushed ${shownTime(grade.pushedAt, calendar)}${lateWords({ grade, grading, dueAt })}</p>
<p>${grade.isProvisional ? `It may still change: ${mayChangeWords({ grade, grading, dueAt, calendar, now }, (title) => `“${title}”`)}.` : 'What is pushed now changes it no more.'}${staff === null ? '' : ` ${releaseWords(isReleased, repository.isPrivate)}`}</p>`)
}

function releaseWords(isReleased: boolean, isPrivate: boolean): string {
  if (!isPrivate) return 'Who works there is not shown points: the repository is public.'
  return isReleased ? 'Released: who works there sees it.' : 'Held: who works there does not see it yet.'
}

/** What the staff alone is told: who is stuck at what, and which workflows of the course were changed. */
function staffNotes({ staff, repository }: RepositorySeen, { calendar }: StudentPageOf): Html {
  if (staff === null) return html``
  return html`${staff.stuck.map(({ since, found, next, step, job }) => html`<div class="note no-print">
<p><strong>Stuck since ${shownDay(since, calendar)}</strong>${job === null ? step === null ? '' : ` at step ${stepNumber({ id: step })}` : html` at ${linked(`the job “${cleanLine(job.job, LONGEST)}”`, job.url)}`}.${found === '' ? null : html` ${prose(found)}`}${next === '' ? null : html` Next: ${prose(next)}`}</p>
</div>
`)}${staff.workflowChanges.length === 0 ? null : html`<div class="note no-print">
<p><strong>A workflow of the course was changed here.</strong> What its runs say is not the course's word at these commits:</p>
<ul>
${staff.workflowChanges.slice(-10).map(({ at, facts }) => html`<li>${shownDay(at, calendar)}: <code>${cleanLine(String(facts['path'] ?? ''), LONGEST)}</code>${typeof facts['headSha'] === 'string' ? html` at ${commitLink(facts['headSha'], repository.url)}` : null}</li>
`)}</ul>
</div>
`}`
}
