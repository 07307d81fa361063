import type { CountedHead, CountedJudgement, Rejudging, RejudgingTurn } from '../../model/counted.ts'
import type { AuditEntry } from './store-ports.ts'

/** Judgements made for the gradebook, and re-judgings: append-only. Adding what is there already (by id) changes nothing, and gives false. */
export type CountStore = {
  readonly add: (judgement: CountedJudgement) => Promise<boolean>
  /** All judgements of a course, or those of one of its repositories, without what they say; the oldest first. */
  readonly headsOf: (courseId: string, repositoryId?: number) => Promise<readonly CountedHead[]>
  readonly byId: (id: string) => Promise<CountedJudgement | null>
  /** Begins a re-judging, with its entry for the audit in one transaction. */
  readonly begin: (rejudging: Omit<Rejudging, 'state' | 'turnedAt'>, audit: AuditEntry) => Promise<boolean>
  /** Applies or undoes one, in the same way. A turn to what it is already changes nothing, and gives false, and so does one of a re-judging that is not there, or undoing one that was never applied. */
  readonly turn: (turn: RejudgingTurn, audit: AuditEntry) => Promise<boolean>
  /** The re-judgings of a course as they stand, the newest first. */
  readonly rejudgings: (courseId: string) => Promise<readonly Rejudging[]>
}
