import type { CourseSettings } from '../model/course.ts'
import { saidOrder, type Decision, type Dispute, type DisputeState, type Statement, type Subject } from '../model/decision.ts'
import { changesRuling, isAfter } from './newest-decision.ts'

const DAY = 86_400_000

type Saying = Extract<Statement, { readonly kind: 'dispute' }>
type End = { readonly at: number; readonly id: string; readonly state: 'answered' | 'closed'; readonly answer: Decision | null }

/**
 * The disputes of a repository as they stand at a time, by when they began, in whatever order things were said. One is answered by a decision on its subject (not by a `clear` that takes nothing away), closed by the staff or by
 * being taken back, and escalated where neither happened by its day (`disputeDays` after it began). Disputing again what is not answered yet is the same dispute;
 * after an answer it is a new one.
 */
export function disputesOf(statements: readonly Statement[], decisions: readonly Decision[], now: number, { disputeDays }: Pick<CourseSettings, 'disputeDays'>): readonly Dispute[] {
  const begun: { readonly saying: Saying; readonly ends: readonly End[] }[] = []
  for (const saying of statements.filter((one): one is Saying => one.kind === 'dispute').toSorted(saidOrder)) {
    const last = begun.findLast((one) => isSame(one.saying.subject, saying.subject))
    const isOver = last?.ends.some((end) => isAfter(saying, end)) ?? true
    if (isOver) begun.push({ saying, ends: endsOf(saying, statements, decisions) })
  }
  return begun.map(({ saying, ends }, index) => {
    const later = begun.slice(index + 1).find((one) => isSame(one.saying.subject, saying.subject))
    // What was decided after the next one began answers that one.
    const own = ends.filter((end) => end.state === 'closed' || later === undefined || isAfter(later.saying, end))
    const { id, subject, by, at, text } = saying
    const due = at + disputeDays * DAY
    return { id, subject, by, at, due, text, state: stateOf(own) ?? (now >= due ? 'escalated' : 'open'), answer: own.findLast(({ answer }) => answer !== null)?.answer ?? null }
  })
}

function stateOf(ends: readonly End[]): DisputeState | null {
  return ends.find(({ state }) => state === 'closed')?.state ?? ends[0]?.state ?? null
}

/** What answered or closed a dispute, in the order of time. */
function endsOf(saying: Saying, statements: readonly Statement[], decisions: readonly Decision[]): readonly End[] {
  const answers = decisions.flatMap((one): readonly End[] => {
    if (one.kind === 'close') return one.dispute === saying.id ? [{ at: one.at, id: one.id, state: 'closed', answer: one }] : []
    return 'subject' in one && isSame(one.subject, saying.subject) && changesRuling(one, decisions) ? [{ at: one.at, id: one.id, state: 'answered', answer: one }] : []
  })
  const takenBack = statements.flatMap((one): readonly End[] => one.kind === 'withdraw' && one.dispute === saying.id ? [{ at: one.at, id: one.id, state: 'closed', answer: null }] : [])
  return [...answers, ...takenBack].filter((end) => isAfter(end, saying)).toSorted(saidOrder)
}

function isSame(one: Subject, other: Subject): boolean {
  return one.kind === other.kind && one.id === other.id
}
