import type { Course } from '../../model/course.ts'
import type { WorkItem } from '../../model/work.ts'
import type { AskParts } from '../proof/ask-service.ts'
import type { Head, InstallationPort } from '../ports/github-ports.ts'
import type { KeptParts } from '../courses/kept-checklists.ts'
import type { Log } from '../ports/operation-ports.ts'
import type { Publish } from '../ports/publish-port.ts'
import type { ReadingParts } from './read-and-judge.ts'
import type { ReadArtifact } from '../proof/run-artifacts.ts'
import type { ActivityStore, AssessmentStore, DecisionStore, JournalStore, PublicationStore, ReadingStore, TraceStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'

/** All that judging a head needs, the same for every head. */
export type Judging = ReadingParts & Pick<AskParts, 'prober' | 'probes'> & {
  readonly assessments: AssessmentStore
  readonly activities: ActivityStore
  readonly readings: ReadingStore
  readonly checklists: KeptParts['checklists']
  readonly traces: TraceStore
  readonly decisions: Pick<DecisionStore, 'decisionsOf' | 'statementsOf'>
  readonly readArtifact: ReadArtifact
  readonly journal: Pick<JournalStore, 'eventsOf' | 'newestEventsOf' | 'addEvents'>
  readonly work: Pick<WorkStore, 'mark'>
  readonly publish: Publish
  readonly publications: Pick<PublicationStore, 'newest'>
  /** Whether webhooks reach us. The steps rest on what they tell; without them no steps are told. */
  readonly hears: boolean
  readonly now: () => number
  /** An id that no other assessment has. */
  readonly newId: () => string
  /** How long after which running CI is looked at again without having heard of it, in milliseconds. */
  readonly lookAgain: number
  readonly log: Log
}

/** What is judged now, for which course, and by which work. */
export type Judged = { readonly port: InstallationPort; readonly head: Head; readonly course: Course; readonly item: WorkItem; readonly isHeld: () => boolean }

/** Whether a person asked for all to be looked at anew. */
export function isAskedAnew({ again }: WorkItem): boolean {
  return again.length > 0
}

type OfBranch = Pick<Head, 'repository' | 'branch' | 'pull'>

/** The line of commits that a head is judged in. Branches of forks bear the names of ours, so theirs go by their pull request. */
export function lineOf(head: Head): string | null {
  return isOfFork(head) && head.pull !== null ? `refs/pull/${head.pull.number}/head` : head.branch
}

/** The branch of the repository itself that a head is of; null where it is of a fork, or of none. */
export function ownBranchOf(head: OfBranch): string | null {
  return isOfFork(head) ? null : head.branch
}

function isOfFork({ repository, pull }: OfBranch): boolean {
  return pull !== null && pull.head.repositoryId !== repository.id
}
