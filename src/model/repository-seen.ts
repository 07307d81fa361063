import type { ManualLevel } from './checklist.ts'
import type { JudgedId, Outcome } from './criterion.ts'
import type { Decision, Dispute, Statement } from './decision.ts'
import type { Evidence } from './evidence.ts'
import type { RepositoryGrade } from './gradebook.ts'
import type { AssessmentRecord } from './record.ts'
import type { Deployment } from './run.ts'
import type { Stuck } from './stuck.ts'
import type { DomainEvent } from './work.ts'

/** Who works on a repository; `key` and `name` are of the list of the course, null for who is not of the staff. */
export type WorkerSeen = { readonly login: string; readonly key: string | null; readonly name: string | null }

/** What became of one criterion from one judged commit to the next; `found` is what was found then, `place` the first place that shows it. */
export type ChangeSeen = { readonly id: JudgedId; readonly title: string; readonly before: Outcome; readonly outcome: Outcome; readonly found: string; readonly place: Evidence | null }

/** One judged commit of the default branch. `changes` are those since the one before it, null for the first that is told; `otherMeasure` where checklist or checks were others then, so that they need not come from the commit. */
export type JudgedSeen = { readonly commit: string; readonly at: number; readonly inPlace: number; readonly of: number; readonly changes: readonly ChangeSeen[] | null; readonly otherMeasure: boolean }

/** A pull request by what was told of it: `state` is of the newest event. */
export type PullSeen = { readonly number: number; readonly state: 'open' | 'merged' | 'closed'; readonly openedBy: string | null; readonly openedAt: number | null; readonly changedAt: number }

/** A run on the newest judged commit; `failed` are its jobs that failed, with the reason in words where the log told one. */
export type RunSeen = { readonly name: string; readonly path: string; readonly state: string; readonly at: number; readonly url: string; readonly failed: readonly { readonly job: string; readonly says: string | null; readonly url: string }[] }

/** How a grade is seen: as it is (null where nothing counts yet), held until it is released, or not told, in a public repository to who works there. `isReleased` is whether who works there sees it. */
export type GradeSeen = { readonly kind: 'shown'; readonly grade: RepositoryGrade | null; readonly isReleased: boolean; readonly unjudged: string | null } | { readonly kind: 'held' } | { readonly kind: 'public' }

/** What the staff alone is told. `levels` are those of the items that people grade; `ownNames` what each of the student's own items is called where it is decided, by its id: the course may have something of that name, too. */
export type StaffSees = { readonly stuck: readonly Stuck[]; readonly workflowChanges: readonly DomainEvent[]; readonly levels: Readonly<Record<string, readonly ManualLevel[]>>; readonly ownNames: Readonly<Record<string, string>> }

/**
 * One repository of a course in depth, as one who may see it sees it: `staff` is null for who works there, and nothing else in it is more than they may know. `record` is the newest judgement of the default branch with what was decided;
 * without points for whom the grade is not shown. Times are milliseconds since 1970.
 */
export type RepositorySeen = {
  readonly repository: { readonly id: number; readonly name: string; readonly url: string | null; readonly isPrivate: boolean }
  readonly people: readonly WorkerSeen[]
  readonly isAtWork: boolean
  readonly judgedAt: number | null
  readonly record: AssessmentRecord | null
  readonly grade: GradeSeen
  readonly dueAt: number | null
  readonly history: readonly JudgedSeen[]
  readonly decisions: readonly Decision[]
  readonly disputes: readonly Dispute[]
  readonly statements: readonly Statement[]
  readonly pulls: readonly PullSeen[]
  readonly runs: readonly RunSeen[]
  readonly deployments: readonly Deployment[]
  readonly events: readonly DomainEvent[]
  readonly staff: StaffSees | null
}
