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
  const daysLate = at <= dueAt + graceOf(grading) ? 0 : Math.ceil((at - dueAt) / DAY)
  return { commit, at, daysLate, proofsUntil: Math.max(at, dueAt) + grading.proofHours * HOUR }
}

/** How long behind the day a push is still in time, in milliseconds. */
export function graceOf({ graceMinutes }: Pick<Grading, 'graceMinutes'>): number {
  return graceMinutes * MINUTE
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
