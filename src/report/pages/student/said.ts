import { shownTime, type Calendar } from '../../../course/shown-time.ts'
import type { Decision, Dispute, Statement, Subject } from '../../../model/decision.ts'
import type { AssessmentRecord } from '../../../model/record.ts'
import type { RepositorySeen } from '../../../model/repository-seen.ts'
import { STEP_PARTS } from '../../../model/step.ts'
import { counted } from '../../gradebook/counted.ts'
import { setToWords } from '../../gradebook/graded-by-people.ts'
import { html, type Html } from '../../text/html.ts'
import { linked, prose } from '../prose.ts'
import { closeForm } from './decide-forms.ts'
import type { StudentPageOf } from './student-of.ts'

const MOST = 100

/** The disputes with their answers, and what who works there said. */
export function conversation(seen: RepositorySeen, of: StudentPageOf): Html {
  const { disputes, statements, repository } = seen
  const said = statements.filter(({ kind }) => kind !== 'dispute' && kind !== 'withdraw').toReversed()
  return html`<section aria-labelledby="conversation">
<h2 id="conversation">Conversation</h2>
${disputes.length + said.length === 0 ? html`<p>Nothing was disputed, answered or said by a command.</p>
` : null}${disputes.length === 0 ? null : html`<h3>Disputes</h3>
<ol class="log">
${disputes.toReversed().map((one) => disputeEntry(one, seen, of))}</ol>
`}${said.length === 0 ? null : html`<h3>Said</h3>
<ol class="log">
${said.slice(0, MOST).map((one) => statementEntry(one, repository.url, of.calendar))}</ol>
`}</section>
`
}

function disputeEntry(dispute: Dispute, seen: RepositorySeen, of: StudentPageOf): Html {
  const { subject, by, at, due, text, state, answer } = dispute
  const { calendar } = of
  const stands = { open: `open, to be answered by ${shownTime(due, calendar)}`, escalated: `escalated: no answer came by ${shownTime(due, calendar)}`, answered: 'answered', closed: answer === null ? 'closed: it was taken back' : 'closed' }[state]
  return html`<li><p><strong>${subjectTitle(subject, seen.record)}</strong>, disputed by ${by.login} <span class="soft">${shownTime(at, calendar)}; ${stands}</span></p>
<blockquote>${prose(text)}</blockquote>
${answer === null ? null : html`<p>${answer.by.login}: ${decisionWords(answer, seen.record, calendar)}.${answer.reason === '' ? null : html` ${prose(answer.reason)}`}</p>
`}${closeForm(dispute, seen, of)}</li>
`
}

function statementEntry(statement: Statement, url: string | null, calendar: Calendar): Html {
  const { by, at, said, text } = statement
  const place = said === null ? null : html` in ${linked(`#${said.number}`, url === null ? null : `${url}/issues/${said.number}#issuecomment-${said.commentId}`)}`
  return html`<li><p><strong>${by.login}</strong> ${statedWords(statement)}${place} <span class="soft">${shownTime(at, calendar)}</span></p>
${text === '' ? null : html`<blockquote>${prose(text)}</blockquote>
`}${statement.kind === 'answer' ? recognised(statement) : null}</li>
`
}

function statedWords(statement: Statement): string {
  switch (statement.kind) {
    case 'done': return `said that step ${statement.step.slice('step-'.length)} is done`
    case 'answer': return 'answered in their own words'
    case 'add': return 'added an item of their own'
    case 'feedback': return `gave feedback: ${statement.rating} of 5`
    case 'dispute': return 'disputed a verdict'
    case 'withdraw': return 'took a dispute back'
    case 'notify': return 'said what to be told of'
  }
}

function recognised({ parts }: Extract<Statement, { readonly kind: 'answer' }>): Html | null {
  const ideas = new Set(parts.flatMap(({ reading }) => reading.covers.map(({ id }) => id)))
  return ideas.size === 0 ? null : html`<p class="soft">${counted(ideas.size, 'idea')} of the lessons recognised in it.</p>
`
}

/** Every decision of a repository, the newest in front: when, who, what, and why. */
export function decisionList({ decisions, record }: RepositorySeen, { calendar }: StudentPageOf): Html {
  return html`<section aria-labelledby="decisions">
<h2 id="decisions">Decisions</h2>
${decisions.length === 0 ? html`<p>Nothing was decided by the staff.</p>
` : html`<ol class="log">
${decisions.toReversed().slice(0, MOST).map((one) => html`<li><p><strong>${one.by.login}</strong>: ${decisionWords(one, record, calendar)} <span class="soft">${shownTime(one.at, calendar)}</span></p>
${one.reason === '' ? null : html`<blockquote>${prose(one.reason)}</blockquote>
`}</li>
`)}</ol>
`}</section>
`
}

type Titled = readonly { readonly id: string; readonly title: string }[]
/** What of a record its titles are in. */
type TitlesIn = { readonly [Part in keyof Pick<AssessmentRecord, 'items' | 'practices' | 'own' | 'criteria'>]: Titled }

/** What a decision does, in some words. */
export function decisionWords(decision: Decision, record: TitlesIn | null, calendar: Calendar): string {
  switch (decision.kind) {
    case 'set': return `${subjectTitle(decision.subject, record)} set to ${setToWords(decision)}${decision.automatic === null ? '' : `; the App said ${decision.automatic}`}`
    case 'clear': return `the decision on ${subjectTitle(decision.subject, record)} taken back`
    case 'excuse': return `${subjectTitle(decision.subject, record)} excused`
    case 'extend': return `due by ${shownTime(decision.until, calendar)}`
    case 'close': return 'a dispute closed'
    case 'pause': return 'the App paused here'
    case 'resume': return 'the App resumed here'
  }
}

/** What a thing is called; its id where the record does not have it. */
export function subjectTitle({ kind, id }: Subject, record: TitlesIn | null): string {
  if (kind === 'step') return `step ${id.slice('step-'.length)}, “${STEP_PARTS.flatMap(({ steps }) => steps).find((step) => step.id === id)?.title ?? id}”`
  const among = record === null ? [] : kind === 'criterion' ? record.criteria : [...record.items, ...record.practices, ...record.own]
  return `“${among.find((one) => one.id === id)?.title ?? id}”`
}
