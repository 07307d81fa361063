import type { CountablePush, CountedCommit, Grading } from '../model/grading.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * The commits of a repository that may count, the first of them in front of the others: one by `deadline` and `latest`, and all that may be the best by `best`; none where nothing counts. `pushes` are those to the
 * default branch in their order (GitHub tells when each came; the dates of commits are the student's to set), `dueAt` when the work is due for this repository, null where no day is set.
 *
 * By `deadline` the last push in time counts, and where there is none the last of all, late; by `latest` the last of all. A cut-off leaves out what is late. A commit that came twice counts as of the first time.
 */
export function countedCommits(pushes: readonly CountablePush[], dueAt: number | null, grading: Grading): readonly CountedCommit[] {
  const all = pushes.map((push) => counted(push, dueAt, grading))
  const inTime = all.filter(({ daysLate }) => daysLate === 0)
  const allowed = grading.late.kind === 'cut-off' ? inTime : all
  const last = grading.counts === 'deadline' ? inTime.at(-1) ?? allowed.at(-1) : allowed.at(-1)
  if (last === undefined) return []
  return grading.counts === 'best' ? newestOfEach(allowed) : [allowed.find(({ commit }) => commit === last.commit) ?? last]
}

function counted({ commit, at }: CountablePush, dueAt: number | null, grading: Grading): CountedCommit {
  if (dueAt === null) return { commit, at, daysLate: 0, proofsUntil: null }
  // Behind the grace, lateness is counted from the day itself: the grace is for those who are in time.
  const daysLate = isInTime(at, dueAt, grading) ? 0 : Math.ceil((at - dueAt) / DAY)
  return { commit, at, daysLate, proofsUntil: Math.max(at, dueAt) + grading.proofHours * HOUR }
}

/** How long behind the day a push is still in time, in milliseconds. */
function graceOf({ graceMinutes }: Pick<Grading, 'graceMinutes'>): number {
  return graceMinutes * MINUTE
}

/** Whether a push at a time is in time: by the day with its grace, or where no day is set. */
export function isInTime(at: number, dueAt: number | null, grading: Pick<Grading, 'graceMinutes'>): boolean {
  return dueAt === null || at <= dueAt + graceOf(grading)
}

/** Whether another push that comes now may count in place of one from `at`: in time any may; behind that none where late work is cut off, and by `deadline` where none came in time. */
export function anotherMayCount(at: number, dueAt: number | null, grading: Pick<Grading, 'counts' | 'late' | 'graceMinutes'>, now: number): boolean {
  return isInTime(now, dueAt, grading) || (grading.late.kind !== 'cut-off' && (grading.counts !== 'deadline' || !isInTime(at, dueAt, grading)))
}

/** Until when runs and deployments may change the grade that a push from `at` brings: by `best` also those of another one that came within the grace. Null where no day is set. */
export function proofsEnd(at: number, dueAt: number | null, grading: Pick<Grading, 'counts' | 'proofHours' | 'graceMinutes'>): number | null {
  return dueAt === null ? null : Math.max(at, grading.counts === 'best' ? dueAt + graceOf(grading) : dueAt) + grading.proofHours * HOUR
}

/** A commit that came twice (a branch that was put back and forth) counts as of the first time that it came: it was there then. */
function newestOfEach(all: readonly CountedCommit[]): readonly CountedCommit[] {
  const first = new Map<string, CountedCommit>()
  for (const one of all) if (!first.has(one.commit)) first.set(one.commit, one)
  return [...first.values()].toReversed()
}

/** The points that lateness takes off a grade of so many: never more than there are. */
export function lateDeduction(points: number, daysLate: number, { late }: Pick<Grading, 'late'>): number {
  if (late.kind !== 'deduct' || daysLate === 0) return 0
  const asked = daysLate * late.pointsADay
  return Math.min(points, late.most === null ? asked : Math.min(asked, late.most))
}
