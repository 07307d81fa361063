import type { Decision, Statement } from '../model/decision.ts'
import type { StudentEvidence } from '../model/evidence.ts'
import type { StepId, StepRecord } from '../model/progress.ts'
import { STEP_PARTS } from '../model/step.ts'
import { plainLine } from '../report/plain-line.ts'
import { PART_1 } from './part-1.ts'
import { PART_2 } from './part-2.ts'
import { PART_3 } from './part-3.ts'
import { PART_4 } from './part-4.ts'
import type { StepRule, Weighed } from './rule.ts'
import { inOrder, type ProgressSeen } from './seen.ts'
import { storyOf } from './story.ts'

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
  const [statements, decisions] = [inOrder(seen.statements), inOrder(seen.decisions)]
  const records: StepRecord[] = []
  for (const rule of STEP_RULES) {
    const weighed = rule.weigh(story, (id) => shownSince(records.find((record) => record.id === id), statements))
    records.push(decidedRecord(attestedRecord(observedRecord(rule, weighed), weighed, statements), decisions, seen.repository.private))
  }
  return records
}

function shownSince(record: StepRecord | undefined, statements: readonly Statement[]): number | null {
  if (record === undefined || record.since === null) return null
  return record.basis === 'decided' || saidOf(record.id, statements) !== undefined ? Number.NEGATIVE_INFINITY : Date.parse(record.since)
}

function observedRecord({ id, lookedFor, lesson }: StepRule, { proof, against, unseen, open }: Weighed): StepRecord {
  const named = TITLES.get(id)
  if (named === undefined) throw new Error(`${id} is no step of the capstone`)
  const base = { id, ...named, lookedFor, lesson, against: against?.evidence ?? [] }
  if (proof !== null) {
    const { at, commit, basis, evidence, found } = proof
    const shown = { ...base, basis, since: new Date(at).toISOString(), commit, evidence }
    return against === null ? { ...shown, state: 'done', found, next: '' } : { ...shown, state: 'held', found: `${against.found} Before that: ${found}`, next: against.next }
  }
  const nothing = { ...base, basis: 'observed', since: null, commit: null, evidence: [] } as const
  if (against !== null) return { ...nothing, state: 'open', found: against.found, next: against.next }
  return unseen === null ? { ...nothing, state: 'open', ...open } : { ...nothing, state: 'unknown', found: unseen, next: open.next }
}

/** With what a student says, where the App saw nothing that shows it: their first word counts. */
function attestedRecord(record: StepRecord, { against }: Weighed, statements: readonly Statement[]): StepRecord {
  const said = saidOf(record.id, statements)
  if (said === undefined || record.state === 'done' || record.state === 'held') return record
  const evidence: StudentEvidence = { kind: 'student', login: said.by.login, comment: said.said === null ? '' : String(said.said.commentId), text: plainLine(said.text, 300) }
  const shown = { ...record, basis: 'attested', since: new Date(said.at).toISOString(), commit: null, evidence: [evidence] } as const
  const found = `${plainLine(said.by.login, 60)} says: ${evidence.text}`
  return against === null ? { ...shown, state: 'done', found, next: '' } : { ...shown, state: 'held', found: `${against.found} ${found}` }
}

function saidOf(id: StepId, statements: readonly Statement[]): Statement | undefined {
  return statements.find((one) => one.kind === 'done' && one.step === id)
}

/** With the newest decision of the staff on the step, if it was not taken back. Its reason is private where the repository is public. */
function decidedRecord(record: StepRecord, decisions: readonly Decision[], isPrivate: boolean): StepRecord {
  const newest = decisions.findLast((one) => (one.kind === 'set' || one.kind === 'clear') && isOf(one.subject, record.id))
  if (newest?.kind !== 'set') return record
  const isDone = newest.outcome === 'done' || newest.outcome === 'verified' || newest.outcome === 'present'
  const { by: { login }, at } = newest
  return {
    ...record, state: isDone ? 'done' : 'open', basis: 'decided', since: isDone ? new Date(at).toISOString() : null, commit: null, next: isDone ? '' : record.next,
    evidence: [{ kind: 'decision', login, reason: isPrivate ? plainLine(newest.reason, 300) : '' }, ...record.evidence],
    found: `Set to ${isDone ? 'done' : 'open'} by ${plainLine(login, 60)}. ${record.found}`,
  }
}

function isOf(subject: Extract<Decision, { kind: 'set' | 'clear' }>['subject'], id: StepId): boolean {
  return subject.kind === 'step' && subject.id === id
}
