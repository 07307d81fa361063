import type { DeadItem, Mark, QueuedItem, QueueState, RestingInstallation, WorkItem, WorkQueue } from '../../model/work.ts'

/**
 * Work: one row for each installation, repository and target. A row is due, held by one worker until its lease ends, or dead. At most one row of a
 * repository is held at a time; installations take turns. Every change of a held row is fenced by its token: false means that the lease was lost, and
 * nothing was changed.
 */
export type WorkStore = {
  readonly mark: (marks: readonly Mark[], now: number) => Promise<void>
  /** Holds the next due row for `lease` milliseconds. What a person waits for goes first. Rows of a repository that another worker holds, of an installation that is put off, suspended or gone, those whose purpose is slowed down for it (`PaceStore.slow`), and dead ones are passed over. A lease that ran out counts as an attempt, so check the attempts before working. */
  readonly claim: (now: number, lease: number) => Promise<WorkItem | null>
  /** When the next row that nobody holds becomes due after `now`; null where none does. It may still be passed over then. */
  readonly nextDueAt: (now: number) => Promise<number | null>
  readonly renew: (item: WorkItem, now: number, lease: number) => Promise<boolean>
  /** The work is done as far as `item.seq`: the row goes, or is due again where a later mark came in. */
  readonly finish: (item: WorkItem, now: number) => Promise<boolean>
  /** Due again at a time, or when a mark that came in meanwhile is due, if that is earlier; without counting an attempt: waiting for CI, giving back at shutdown. */
  readonly putOff: (item: WorkItem, dueAt: number, reason: string) => Promise<boolean>
  /** Failed: one attempt more, due again at a time. */
  readonly retry: (item: WorkItem, dueAt: number, says: string) => Promise<boolean>
  /** Given up, kept for the operator; a later mark of the same target brings it back to life, and so does one that came while it was held. */
  readonly bury: (item: WorkItem, says: string, now: number) => Promise<boolean>
  /** All work of an installation rests until a time: GitHub's limit was reached. */
  readonly putOffInstallation: (installationId: number, until: number) => Promise<void>
  readonly dead: (most: number) => Promise<readonly DeadItem[]>
  /** Brings dead work back, with no attempts counted: that of an id, or all of it (null). Gives what was brought back by this call: nothing where there is none. */
  readonly requeue: (id: string | null, now: number) => Promise<readonly Pick<WorkItem, 'repositoryId' | 'target'>[]>
  /** How much work there is, and `most` pieces of one state from a place on (the first is 0): what was given up last in front, of others what is due first. What `depth` counts as nothing is in no state. */
  readonly queue: (asked: { readonly state: QueueState; readonly most: number; readonly from: number }, now: number) => Promise<WorkQueue>
  /** The installations that are put off, and those whose work rests for another reason: those with most work in front. */
  readonly resting: (now: number) => Promise<readonly RestingInstallation[]>
  /** The work on repositories of a course that is given up, held, due, or has failed, at most `most`: what was given up first in front, then by when it is due. */
  readonly inCourse: (courseId: string, most: number, now: number) => Promise<readonly QueuedItem[]>
  /** The repositories, by numeric id, on which something is done just now or is due: what is known of them may be out of date. */
  readonly atWork: (now: number) => Promise<ReadonlySet<number>>
  /** `oldestDueAt` is null where nothing is due. Work of an installation that is put off, slowed down, suspended or gone counts as later; a row that only waits to look whether somebody is stuck, for the end of the hours for proofs, or to show the class anew, counts as nothing. */
  readonly depth: (now: number) => Promise<{ readonly due: number; readonly later: number; readonly held: number; readonly dead: number; readonly oldestDueAt: number | null }>
}
