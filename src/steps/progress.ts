import type { Decision } from '../model/decision.ts'
import type { StudentEvidence } from '../model/evidence.ts'
import type { StepId, StepRecord } from '../model/progress.ts'
import { STEP_PARTS } from '../model/step.ts'
import { plainLine } from '../report/text/plain-line.ts'
import { isByWord, wordsOfSteps } from './by-word.ts'
import { deliveriesSince } from './deployed.ts'
import { PART_1 } from './part-1.ts'
import { PART_2 } from './part-2.ts'
import { PART_3 } from './part-3.ts'
import { PART_4 } from './part-4.ts'
import type { Against, StepRule, Weighed } from './rule.ts'
import { inOrder, type ProgressSeen } from './seen.ts'
import { storyOf } from './story.ts'
import { sinceOf, weighAfter, type Since } from './told-since.ts'

/** The thirteen steps in their order. */
export const STEP_RULES: readonly StepRule[] = [...PART_1, ...PART_2, ...PART_3, ...PART_4]

const TITLES = new Map(STEP_PARTS.flatMap(({ part, steps }) => steps.map(({ id, title }) => [id, { part, title }] as const)))

/**
 * Where the thirteen steps of a repository stand: a fold over events, traces, statements and decisions that gives the same for any order and repetition, and can be
 * made anew at any time. What was shown once stays `done`, with its first proof, or `held`, with what of the newest work speaks against it. What the App saw goes
 * before what a student says of a step, and the newest decision of the staff before both.
 */
export function progressOf(seen: ProgressSeen): readonly StepRecord[] {
  const story = storyOf(seen)
  const [statements, decisions] = [wordsOfSteps(inOrder(seen.statements), deliveriesSince(story)), inOrder(seen.decisions)]
  const before = new Map<StepId, Since>()
  return STEP_RULES.map((rule) => {
    const after = weighAfter(rule, story, before)
    const set = setOf(rule.id, decisions)
    before.set(rule.id, sinceOf(after, saidOf(rule.id, statements), set === null ? null : { at: set.at, isDone: isSetDone(set) }))
    return decidedRecord(attestedRecord(observedRecord(rule, after.weighed, statements), after.weighed, statements), set, seen.repository.private)
  })
}

/** Whether a person's word can show a step of a repository, by all that is seen of it. */
export function takesWord(step: StepId, seen: ProgressSeen): boolean {
  return isByWord(step, deliveriesSince(storyOf(seen)) !== null)
}

function observedRecord({ id, lookedFor, lesson }: StepRule, { proof, against, unseen, open }: Weighed, statements: readonly Word[]): StepRecord {
  const named = TITLES.get(id)
  if (named === undefined) throw new Error(`${id} is no step of the capstone`)
  const base = { id, ...named, lookedFor, lesson, against: against?.evidence ?? [] }
  if (proof !== null) {
    const { at, commit, basis, evidence, found } = proof
    const shown = { ...base, basis, since: new Date(at).toISOString(), commit, evidence }
    if (against === null) return { ...shown, state: 'done', found, next: '' }
    const answer = answerTo(against, id, statements)
    return answer === undefined
      ? { ...shown, state: 'held', found: `${against.found} Before that: ${found}`, next: against.next }
      : { ...shown, evidence: [...evidence, evidenceOf(answer)], against: [], state: 'done', found: `${found} Since then: ${against.found} ${wordsOf(answer)}`, next: '' }
  }
  const nothing = { ...base, basis: 'observed', since: null, commit: null, evidence: [] } as const
  if (against !== null) return { ...nothing, state: 'open', found: against.found, next: against.next }
  return unseen === null ? { ...nothing, state: 'open', ...open } : { ...nothing, state: 'unknown', found: unseen, next: open.next }
}

/** With what a student says, where the App saw nothing that shows it: since their first word, in the words of their newest. */
function attestedRecord(record: StepRecord, { against }: Weighed, statements: readonly Word[]): StepRecord {
  const [first, said] = [saidOf(record.id, statements), statements.findLast(({ step }) => step === record.id)]
  if (first === undefined || said === undefined || record.state === 'done' || record.state === 'held') return record
  const shown = { ...record, basis: 'attested', since: new Date(first.at).toISOString(), commit: null, evidence: [evidenceOf(said)] } as const
  if (against === null) return { ...shown, state: 'done', found: wordsOf(said), next: '' }
  const found = `${against.found} ${wordsOf(said)}`
  return answerTo(against, record.id, statements) === undefined ? { ...shown, state: 'held', found } : { ...shown, against: [], state: 'done', found, next: '' }
}

/** The newest word that answers what speaks against a step; none answers what only the repository can mend. */
function answerTo({ answeredFrom = Number.POSITIVE_INFINITY }: Against, id: StepId, statements: readonly Word[]): Word | undefined {
  return statements.findLast(({ step, at }) => step === id && at >= answeredFrom)
}

function evidenceOf({ by: { login }, said, text }: Word): StudentEvidence {
  return { kind: 'student', login, comment: said === null ? '' : String(said.commentId), text: plainLine(text, 300) }
}

function wordsOf({ by: { login }, text }: Word): string {
  return `${plainLine(login, 60)} says: ${plainLine(text, 300)}`
}

function saidOf(id: StepId, statements: readonly Word[]): Word | undefined {
  return statements.find(({ step }) => step === id)
}

type Word = ReturnType<typeof wordsOfSteps>[number]
type Setting = Extract<Decision, { kind: 'set' }>

/** The newest decision of the staff on a step, null where there is none or it was taken back. */
function setOf(id: StepId, decisions: readonly Decision[]): Setting | null {
  const newest = decisions.findLast((one) => (one.kind === 'set' || one.kind === 'clear') && isOf(one.subject, id))
  return newest?.kind === 'set' ? newest : null
}

/** Whether the staff set a step to done: open is the one other word. */
export function isSetDone({ outcome }: Pick<Setting, 'outcome'>): boolean {
  return outcome === 'done' || outcome === 'verified' || outcome === 'present'
}

/** With the decision of the staff. Its reason is private where the repository is public. */
function decidedRecord(record: StepRecord, set: Setting | null, isPrivate: boolean): StepRecord {
  if (set === null) return record
  const { by: { login }, at } = set
  return {
    ...record, decided: { automatic: record.state }, state: isSetDone(set) ? 'done' : 'open', basis: 'decided', since: isSetDone(set) ? new Date(at).toISOString() : null, commit: null, next: isSetDone(set) ? '' : record.next,
    evidence: [{ kind: 'decision', login, reason: isPrivate ? plainLine(set.reason, 300) : '' }, ...record.evidence],
    found: `Set to ${isSetDone(set) ? 'done' : 'open'} by ${plainLine(login, 60)}. ${record.found}`,
  }
}

function isOf(subject: Extract<Decision, { kind: 'set' | 'clear' }>['subject'], id: StepId): boolean {
  return subject.kind === 'step' && subject.id === id
}
