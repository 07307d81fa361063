import type { Person } from './course.ts'
import type { Seen } from './proof-seen.ts'
import type { AssessmentRecord } from './record.ts'

/**
 * A judgement of a commit that counts, made for the gradebook: by what had happened until a time (`until`, milliseconds since 1970, null for all that had happened when it was made). `rejudging` is the id of the re-judging that it was
 * made for, null where it was made once the hours for proofs were over.
 */
export type CountedHead = {
  readonly id: string
  readonly courseId: string
  readonly repositoryId: number
  readonly commit: string
  readonly until: number | null
  readonly rejudging: string | null
  readonly at: number
}

/** What had been seen of a commit by then, besides its files: judging it again goes by the same. */
export type SeenThen = Pick<Seen, 'runs' | 'earlier' | 'deployments' | 'probes' | 'waysBack' | 'metricsBefore'>

/** `seen` is kept with a judgement at the end of the hours alone, null with those of a re-judging, which go by the former. */
export type CountedJudgement = CountedHead & { readonly record: AssessmentRecord; readonly seen: SeenThen | null }

/**
 * That some repositories of a course are judged again, each at the commits that count there. It changes no grade before it is applied, and none any more once it is undone. `by` is null for the operator.
 * `state`: `prepared` until it is applied; what was undone can be applied again. `turnedAt` is when that last changed, null while it is prepared.
 */
export type Rejudging = {
  readonly id: string
  readonly courseId: string
  readonly at: number
  readonly by: Person | null
  readonly reason: string
  readonly repositories: readonly number[]
  readonly state: 'prepared' | 'applied' | 'undone'
  readonly turnedAt: number | null
}

/** That a re-judging was applied or undone. */
export type RejudgingTurn = { readonly id: string; readonly rejudgingId: string; readonly kind: 'applied' | 'undone'; readonly at: number; readonly by: Person | null; readonly reason: string }
