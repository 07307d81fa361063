import { UTC, type Calendar } from '../../course/shown-time.ts'
import type { CheckRunAction, CheckRunContent } from '../../model/check-run.ts'
import type { CiState } from '../../model/ci-state.ts'
import type { Dispute } from '../../model/decision.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { WorkflowChange } from '../../model/workflow-change.ts'
import { annotationsOf } from './annotations.ts'
import type { EarlierRecord } from '../changes.ts'
import { verdictSummary, verdictText } from './check-run-text.ts'
import { awaitedWords } from '../words/ci-words.ts'
import { askTheStaff } from '../words/decided-words.ts'
import { isGradedByPeople, isNotGradedYet } from '../gradebook/graded-by-people.ts'
import type { HintAsked } from './hint-answer.ts'
import type { LessonLinks } from '../words/lesson-words.ts'
import { countedItems, isInPlace } from '../formats/markdown-standing.ts'
import { nextAction } from '../next-action.ts'
import { nextSteps } from '../next-steps.ts'
import { asClause, plainLine } from '../text/plain-line.ts'

const LONGEST_TITLE = 255
/** More than a list of checks shows of one line. */
const LONGEST_ADVICE = 100

const AGAIN: CheckRunAction = { label: 'Check again', description: 'Judge this commit once more', identifier: 'again' }
const HINT: CheckRunAction = { label: 'Hint', description: 'Show a hint for the next step', identifier: 'hint' }

export type VerdictInput = {
  readonly record: AssessmentRecord
  readonly ci: CiState
  readonly earlier: EarlierRecord | null
  readonly hint: HintAsked
  readonly links: LessonLinks
  /** The page of this assessment; null where there is none. */
  readonly detailsUrl: string | null
  /** Whether the course wants unfinished work to fail. */
  readonly gate: boolean
  /** Whether the check run is completed already: GitHub takes no completed one back to waiting. */
  readonly completed: boolean
  /** What the commit changes of the course's workflows. */
  readonly changes?: readonly WorkflowChange[]
  readonly disputes?: readonly Dispute[]
  /** The zone in which days are told. */
  readonly calendar?: Calendar
  /** Whether a button that is pressed is heard: without webhooks none is shown. Yes unless said. */
  readonly hears?: boolean
}

/** The first word on a commit: that it is being read. */
export function checkingRun(commit: string): CheckRunContent {
  return { ...EMPTY, status: 'in_progress', conclusion: null, title: `checking ${commit.slice(0, 7)}`, summary: 'The files of this commit are being read. What is in place and what to do next follows here.', actions: [] }
}

const AGAIN_BY_ITSELF = 'It is tried again without anybody\'s doing'
const GIVEN_UP = 'It is not tried again by itself: whoever runs Capstone Coach sees that it failed, and a new push'

/** What stands there while a commit could not be judged for a reason of ours: neutral, said to be ours, whether it is tried again by itself or given up, and with a button to ask for it where that is heard. */
export function faultRun(commit: string, isTriedAgain: boolean, hears: boolean): CheckRunContent {
  const follows = isTriedAgain ? `${AGAIN_BY_ITSELF}${hears ? '; `Check again` asks for it now' : ''}.` : `${GIVEN_UP}${hears ? ' or `Check again`' : ''} begins anew.`
  return {
    ...EMPTY, status: 'completed', conclusion: 'neutral', title: `${commit.slice(0, 7)} could not be judged${isTriedAgain ? ' yet' : ''}: a fault of Capstone Coach`,
    summary: `Judging this commit failed on the side of Capstone Coach. Nothing is held against it. ${follows}`,
    actions: hears ? [AGAIN] : [],
  }
}

/** What stands there while the course's staff has paused the repository: that nothing is lost, and what follows. */
export function pausedRun(commit: string): CheckRunContent {
  return {
    ...EMPTY, status: 'completed', conclusion: 'neutral', title: `${commit.slice(0, 7)}: paused by the course`,
    summary: 'The course\'s staff has paused Capstone Coach for this repository. What is pushed is still read, and nothing is held against it. There is nothing to do: when the course resumes, the verdict follows here, or at the newest commit of the branch where one was pushed since.',
    actions: [],
  }
}

/** The verdict on a commit: open while CI is awaited, then completed with its conclusion, remarks at lines of the files, and buttons. */
export function verdictRun(input: VerdictInput): CheckRunContent {
  const { record, ci, detailsUrl, hears = true } = input
  const waits = ci.state === 'awaited'
  const open = waits && !input.completed
  const steps = nextSteps(record, record.criteria.length)
  const { shown, leftOut } = annotationsOf(steps)
  return {
    status: open ? 'in_progress' : 'completed',
    conclusion: open ? null : waits ? 'neutral' : conclusionOf(record, input.gate),
    title: plainLine(titleOf(record, ci), LONGEST_TITLE),
    summary: verdictSummary(record, { ci, earlier: input.earlier, hint: input.hint, marked: { shown: shown.length, leftOut }, changes: input.changes ?? [], disputes: input.disputes ?? [], calendar: input.calendar ?? UTC }),
    text: verdictText(record, input.hint, input.links, hears),
    detailsUrl,
    annotations: shown,
    actions: open || !hears ? [] : nextAction(record) === null ? [AGAIN] : [AGAIN, HINT],
  }
}

const EMPTY = { text: '', detailsUrl: null, annotations: [] } as const

function titleOf(record: AssessmentRecord, ci: CiState): string {
  const items = countedItems(record)
  const [proven, there] = [items.filter(({ outcome }) => outcome === 'verified').length, items.filter(isInPlace).length]
  const steps = record.steps.length === 0 ? '' : ` · ${record.steps.filter(({ state }) => state === 'done').length} of ${record.steps.length} steps`
  const where = `${proven} of ${items.length} verified${there === proven ? '' : `, ${there} in place`}${steps}`
  if (ci.state === 'awaited') return `${where} · waiting for ${awaitedWords(ci)}`
  const action = nextAction(record)
  const next = action !== null ? `next: ${asClause(action.next, LONGEST_ADVICE)}`
    : askTheStaff(record) !== null ? 'ask the course\'s staff about what they set'
    : items.some((item) => item.outcome === 'unknown' && !isNotGradedYet(item, record)) ? 'nothing is open among what could be seen' : 'nothing is open'
  return ci.state === 'given-up' ? `${where} · CI did not end: ${awaitedWords(ci)} · ${next}` : `${where} · ${next}`
}

/** Unfinished work is neutral; only a course that asks for a gate lets it fail. What could not be seen never fails, and neither does what people graded: nothing that is pushed mends it. */
function conclusionOf(record: AssessmentRecord, gate: boolean): 'success' | 'neutral' | 'failure' {
  const required = countedItems(record).filter((item) => item.required)
  if (required.every(({ outcome }) => outcome === 'verified')) return 'success'
  return gate && required.some((item) => !isInPlace(item) && item.outcome !== 'unknown' && !isGradedByPeople(item, record)) ? 'failure' : 'neutral'
}
