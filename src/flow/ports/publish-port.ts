import type { Checklist } from '../../model/checklist.ts'
import type { CiState } from '../../model/ci-state.ts'
import type { Course } from '../../model/course.ts'
import type { Dispute } from '../../model/decision.ts'
import type { HostedRepository, PullRequest } from '../../model/hosting.ts'
import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { WorkflowChange } from '../../model/workflow-change.ts'
import type { FromGitHub, InstallationPort } from './github-ports.ts'
import type { Assessment } from './store-ports.ts'

/** What is published about: one commit, the branch or the pull request that it is the head of, and for which course. */
export type PublishContext = {
  readonly port: InstallationPort
  /** The repository that the check run goes to: for a pull request from a fork, the one it asks to merge into. */
  readonly repository: HostedRepository
  readonly commit: string
  readonly branch: string | null
  readonly pull: PullRequest | null
  /** The askings for a new check run that this work answers (`WorkItem.again`): each is answered once, however often the same work is done. */
  readonly again: readonly string[]
  readonly course: Course
}

/** What a judgement says. `before` and `hint` are those of the commit, the same for each branch and pull request that it is the head of. */
export type Verdict = {
  readonly assessment: Assessment
  readonly ci: CiState
  /** The record that changes are told from; null where none is earlier. */
  readonly before: AssessmentRecord | null
  /** How often a hint was asked for at this commit: 0 shows none. */
  readonly hint: number
  /** What the commit changes of the course's workflows. */
  readonly changes?: readonly WorkflowChange[]
  /** What the pull request is compared with, told in its comment alone, since a commit's check run says the same for every head: the record of its base (null where it was not judged), and the steps as they stand without it. */
  readonly base?: { readonly branch: string; readonly record: AssessmentRecord | null; readonly steps: readonly StepRecord[] } | undefined
  /** The student's own items at this commit. */
  readonly own?: Checklist
  /** How the disputes of the repository stand. */
  readonly disputes?: readonly Dispute[]
}

/** How many requests that write were sent. */
export type Published = { readonly writes: number }

/** What follows a fault of ours: it is tried again by itself, or given up until something new is pushed or somebody asks. */
export type FaultFollows = 'tried-again' | 'given-up'

/**
 * Tells the student. Each call brings the places (the commit's check run, the pull request's comment) to what they are to say, and writes only what differs;
 * calling it again after any failure or crash is safe. GitHub's trouble is a value, trouble of the store throws.
 */
export type Publish = {
  /** The first word on a commit that was not judged yet: `checking 3f2c1ab`. A check run that is completed stays as it is. Left out where there is little room for writing. */
  readonly checking: (context: PublishContext) => Promise<FromGitHub<Published>>
  /** The verdict, final or with CI still awaited (`ci`): check run, and comment where a pull request is open at this commit. */
  readonly verdict: (context: PublishContext, verdict: Verdict) => Promise<FromGitHub<Published>>
  /** The judging failed for a reason of ours: check run alone, which says what follows. A verdict that stands already stays. */
  readonly fault: (context: PublishContext, follows: FaultFollows) => Promise<FromGitHub<Published>>
}

/** Publishing that can also tell that the course has paused the repository: on a commit that has no verdict yet, and once. */
export type PausablePublish = Publish & { readonly paused: (context: PublishContext) => Promise<FromGitHub<Published>> }
