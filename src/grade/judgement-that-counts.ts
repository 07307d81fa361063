import type { CountedHead, Rejudging } from '../model/counted.ts'
import type { CountedCommit } from '../model/grading.ts'

const DAY = 86_400_000
/** So long after the hours for proofs the App judges what counts by itself: later its own program may be another, and what counts already is left to a re-judging. */
const BY_ITSELF = 14 * DAY

/** What is known of the judgements of one repository: those made for the gradebook, and the re-judgings that may cover it. */
export type JudgementsKnown = { readonly heads: readonly CountedHead[]; readonly rejudgings: readonly Rejudging[] }

/** A judgement that is to be made: of a commit, by what had happened until a time, for a re-judging or (null) for the end of its hours. */
export type JudgementToMake = Pick<CountedHead, 'commit' | 'until' | 'rejudging'>

/** The judgement of a commit that was made once its hours were over; null where none was. */
export function settledOf({ commit, proofsUntil }: CountedCommit, heads: readonly CountedHead[]): CountedHead | null {
  return madeFor(null, commit, proofsUntil, heads)
}

/**
 * The App's own judgement of a commit that holds: the one of the end of its hours. Where there is none for that end, as after a change of the day, it is the last one from before it, `last`, or the one of an earlier end that saw as much. Null where there is none.
 */
export function ownJudgement<Last extends { readonly at: number }>(counted: CountedCommit, last: Last | null, heads: readonly CountedHead[]): CountedHead | Last | null {
  const settled = settledOf(counted, heads)
  if (settled !== null) return settled
  const { proofsUntil } = counted
  const earlier = lastBefore(counted, heads)
  if (earlier === null) return last
  const sawMore = last !== null && last.at > (earlier.until ?? 0) && (proofsUntil === null || last.at <= proofsUntil)
  return sawMore ? last : earlier
}

/**
 * The re-judgement of a commit that holds: that of the re-judging which was applied last and is not undone. None holds where the App's own judgement (`judgedAt`, milliseconds since 1970, null where there is none) is younger than the re-judging
 * itself: it was made by as new a program, and saw what came meanwhile. Null where none holds.
 */
export function rejudgedOf({ commit, proofsUntil }: CountedCommit, judgedAt: number | null, { heads, rejudgings }: JudgementsKnown): CountedHead | null {
  const applied = rejudgings.filter(({ state }) => state === 'applied').toSorted((one, other) => (other.turnedAt ?? 0) - (one.turnedAt ?? 0) || other.at - one.at)
  for (const { id, at } of applied) {
    const head = madeFor(id, commit, proofsUntil, heads)
    if (head !== null && (judgedAt === null || judgedAt < at)) return head
  }
  return null
}

/**
 * The judgements of a repository that are still to be made: of each commit that counts one once its hours are over, and one for each re-judging that covers the repository and is younger than what the App says of it.
 * `judgedAt` tells of when the App's own judgement of a commit is that holds, null where there is none.
 */
export function judgementsToMake(counted: readonly CountedCommit[], repositoryId: number, judgedAt: (commit: CountedCommit) => number | null, { heads, rejudgings }: JudgementsKnown, now: number): readonly JudgementToMake[] {
  return counted.flatMap((one) => {
    const { commit, proofsUntil: until } = one
    const settled = settledOf(one, heads)
    const at = settled?.at ?? judgedAt(one)
    const isDue = settled === null && until !== null && now > until && (at === null || now <= until + BY_ITSELF)
    // One that is made now is as young as any re-judging.
    const again = isDue ? [] : rejudgings.filter(({ id, state, at: begun, repositories }) => state !== 'undone' && repositories.includes(repositoryId) && (at === null || at < begun) && madeFor(id, commit, until, heads) === null)
    return [...isDue ? [{ commit, until, rejudging: null }] : [], ...again.map(({ id }) => ({ commit, until, rejudging: id }))]
  })
}

/** Whether the App is still to judge a commit by itself, its hours being over: until then its grade may change. */
export function awaitsJudgement(counted: CountedCommit, heads: readonly CountedHead[], now: number): boolean {
  const { proofsUntil: until } = counted
  return until !== null && now > until && now <= until + BY_ITSELF && settledOf(counted, heads) === null
}

/** When the first hours of a repository end that are not over yet; null where none do. */
export function nextEnd(counted: readonly CountedCommit[], now: number): number | null {
  const ends = counted.flatMap(({ proofsUntil }) => (proofsUntil !== null && proofsUntil >= now ? [proofsUntil + 1] : []))
  return ends.length === 0 ? null : Math.min(...ends)
}

function madeFor(rejudging: string | null, commit: string, until: number | null, heads: readonly CountedHead[]): CountedHead | null {
  return heads.find((one) => one.rejudging === rejudging && one.commit === commit && one.until === until) ?? null
}

/** The App's judgement for the last end of the hours before this one. */
function lastBefore({ commit, proofsUntil }: CountedCommit, heads: readonly CountedHead[]): CountedHead | null {
  const before = heads.filter((one) => one.rejudging === null && one.commit === commit && one.until !== null && (proofsUntil === null || one.until < proofsUntil))
  return before.reduce<CountedHead | null>((last, one) => last === null || (one.until ?? 0) > (last.until ?? 0) ? one : last, null)
}
