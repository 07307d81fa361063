import { shownDay, shownTime, type Calendar } from '../../course/shown-time.ts'
import type { Outcome } from '../../model/criterion.ts'
import type { Decision, Dispute, Subject } from '../../model/decision.ts'
import type { AssessmentRecord, CriterionRecord, DecidedRecord, ItemRecord } from '../../model/record.ts'
import { STEP_PARTS } from '../../model/step.ts'
import { quotedLevel } from '../gradebook/graded-by-people.ts'
import { cleanLine } from '../text/clean-text.ts'
import { counted } from '../gradebook/counted.ts'
import { titleOf } from '../formats/markdown-rows.ts'
import { sentence } from '../text/markdown-text.ts'
import { OUTCOME_MARKS } from './outcome-words.ts'
import { safeForTerminal } from '../text/terminal-text.ts'

const LONGEST_LOGIN = 60
const LONGEST_REASON = 400
const MOST_DISPUTES = 5
const MOST_DECIDED = 40

type Ruled = Pick<ItemRecord, 'title' | 'outcome' | 'decided'> & { readonly excused?: string | null }

/** What the staff decided, what is excused and how disputes stand, as a list in Markdown under a line of its own; empty where there is nothing of it. */
export function decidedSection(record: AssessmentRecord, disputes: readonly Dispute[], calendar: Calendar): string {
  const ruled = ruledOf(record)
  const rest = ruled.length - MOST_DECIDED
  const lines = [
    ...ruled.slice(0, MOST_DECIDED).map((one) => ruledLine(one, calendar)), ...(rest > 0 ? [`- and ${rest} more\n`] : []),
    ...shownFirst(disputes).slice(0, MOST_DISPUTES).map((dispute) => disputeLine(dispute, record, calendar)),
    ...(disputes.length > MOST_DISPUTES ? [`- and ${counted(disputes.length - MOST_DISPUTES, 'more dispute')}\n`] : []),
  ]
  const heading = ruled.length === 0 ? 'Disputes' : `Decided by the course's staff${disputes.length === 0 ? '' : ', and disputes'}`
  return lines.length === 0 ? '' : `**${heading}:**\n\n${lines.join('')}\n`
}

/** Those that wait for the staff as they began, then the newest of the others. */
function shownFirst(disputes: readonly Dispute[]): readonly Dispute[] {
  const waits = ({ state }: Dispute): boolean => state === 'open' || state === 'escalated'
  return [...disputes.filter(waits), ...disputes.filter((dispute) => !waits(dispute)).toReversed()]
}

/** What stands below a decided or excused outcome on a terminal: by whom, and what the App itself says. Empty where nobody decided. */
export function decidedLine({ decided, excused }: Pick<Ruled, 'decided' | 'excused'>): string {
  const by = decided === undefined ? [] : [safeForTerminal(decided.level === undefined
    ? `decided by ${cleanLine(decided.by, LONGEST_LOGIN)}; the App's own verdict: ${decided.automatic}${decided.disagrees ? ', which has changed since' : ''}`
    : `graded ${quotedLevel(decided.level)} by ${cleanLine(decided.by, LONGEST_LOGIN)}`)]
  return [...by, ...((excused ?? null) === null ? [] : ['excused: it counts neither way'])].join('; ')
}

/** Why nothing is open to do while something is decided to be open, as a sentence in Markdown; null where nothing is. */
export function askTheStaff(record: AssessmentRecord): string | null {
  const open = ruledOf(record).find(({ decided, outcome }) => decided !== undefined && outcome !== 'verified' && outcome !== 'present' && outcome !== 'unknown')
  return open?.decided === undefined ? null : `“${titleOf(open.title)}” was ${open.decided.level === undefined ? `set to ${open.outcome}` : `graded ${sentence(quotedLevel(open.decided.level))}`} by ${loginOf(open.decided.by)}: ask what it needs, or dispute it.`
}

/** What is looked for in an item that somebody added to their own, and what was found: only the staff sets it. */
export function addedCriterion({ criterion: id, title }: { readonly criterion: CriterionRecord['id']; readonly title: string }): CriterionRecord {
  return {
    id, title, standing: 'unknown', outcome: 'unknown', basis: 'observed', proof: 'decision', proofFrom: null, blockedBy: null, excused: null, evidence: [], against: [],
    lookedFor: 'A decision of the course\'s staff: this item was added by a command.', found: 'It is not set yet, and nothing is held against the repository.', next: '', lesson: '',
  }
}

function ruledOf(record: AssessmentRecord): readonly Ruled[] {
  return [...record.items, ...record.practices, ...record.own, ...record.criteria].filter(({ decided, excused }) => decided !== undefined || (excused ?? null) !== null)
}

function ruledLine({ title, outcome, decided, excused }: Ruled, calendar: Calendar): string {
  const parts = [decided === undefined ? '' : decidedWords(outcome, decided, calendar), (excused ?? null) === null ? '' : `excused: it counts neither way. Reason: ${reasonWords(excused ?? '')}`]
  return `- **${titleOf(title)}**: ${parts.filter((part) => part !== '').join(' ')}\n`
}

/** Without the share that it was set to: points are told in a comment of their own, which can be taken away with all that it said before. */
function decidedWords(outcome: Outcome, { by, at, reason, automatic, disagrees, level }: DecidedRecord, calendar: Calendar): string {
  const who = `by ${loginOf(by)} on ${shownDay(Date.parse(at), calendar)}: ${marked(outcome)}.`
  return [
    level === undefined ? `decided ${who} The App's own verdict: ${marked(automatic)}.` : `graded ${sentence(quotedLevel(level))} ${who}`,
    disagrees ? 'It has changed since the decision, which is noted for the staff; the decision holds until they change it.' : '',
    reason === null || reason.trim() === '' ? '' : `${level === undefined ? 'Reason' : 'Comment'}: ${reasonWords(reason)}`,
  ].filter((part) => part !== '').join(' ')
}

function disputeLine({ subject, by, due, state, answer }: Dispute, record: AssessmentRecord, calendar: Calendar): string {
  const day = `${shownTime(due, calendar)} ${calendar.timeZone}`
  const says = {
    open: `open, to be answered by ${day}.`,
    escalated: `escalated: no answer came by ${day}.`,
    answered: answer === null ? 'answered.' : `answered by ${answeredBy(answer, calendar)}.`,
    closed: answer?.kind === 'close' ? `closed by ${answeredBy(answer, calendar)}.` : 'closed: it was taken back.',
  }[state]
  return `- **Dispute of “${titleOf(titleOfSubject(subject, record))}”** by ${loginOf(by.login)}: ${says}\n`
}

function answeredBy({ by, at }: Decision, calendar: Calendar): string {
  return `${loginOf(by.login)} on ${shownDay(at, calendar)}`
}

/** A subject's title; its id where the record no longer has it. */
function titleOfSubject({ kind, id }: Subject, record: AssessmentRecord): string {
  if (kind === 'step') return STEP_PARTS.flatMap(({ steps }) => steps).find((step) => step.id === id)?.title ?? id
  const among = kind === 'criterion' ? record.criteria : [...record.items, ...record.practices, ...record.own]
  return among.find((one) => one.id === id)?.title ?? id
}

function marked(outcome: Outcome): string {
  return `${OUTCOME_MARKS[outcome]}&nbsp;${outcome}`
}

function loginOf(login: string): string {
  return sentence(cleanLine(login, LONGEST_LOGIN))
}

function reasonWords(reason: string): string {
  const line = sentence(cleanLine(reason, LONGEST_REASON))
  return /[.?…!]$/.test(line) ? line : `${line}.`
}
