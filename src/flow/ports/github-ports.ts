import type { CheckRunContent } from '../../model/check-run.ts'
import type { ContributionReading } from '../../model/contribution.ts'
import type { Person } from '../../model/course.ts'
import type { HostedRepository, Installation, PullRequest } from '../../model/hosting.ts'
import type { Deployment, WorkflowRun } from '../../model/run.ts'
import type { ListedArtifact } from '../../model/run-artifact.ts'
import type { RepositoryReader } from './repository-port.ts'
import type { PaceReason } from '../../model/pace.ts'
import type { Purpose } from '../../model/purpose.ts'
import type { Room } from './pace-port.ts'

/**
 * Why GitHub gave nothing. `limited`: the whole installation waits until a time; where the App slows itself down before GitHub does (`paced`, and why), what has the same purpose waits. `gone`: the repository, pull request or commit is not there, or not for us.
 * `no-issues`: the repository's issues are turned off, which says nothing of whether one of them is there. `suspended`: the installation rests or was removed. `locked`: the conversation is locked, so that nobody but people who may write to the repository says anything in it. `forbidden`: a permission is missing (`says` names it). `refused`: what was sent is wrong to
 * GitHub, and would be again. `passing`: worth another try, and of a write it is not known whether it was done.
 */
export type GitHubTrouble =
  | { readonly kind: 'limited'; readonly until: number; readonly says: string; readonly paced?: PaceReason }
  | { readonly kind: 'gone' | 'no-issues' | 'suspended' | 'locked' | 'forbidden' | 'refused' | 'passing'; readonly says: string }

export type FromGitHub<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly trouble: GitHubTrouble }

/** The head of a branch or pull request as GitHub has it now. */
export type Head = { readonly repository: HostedRepository; readonly commit: string; readonly branch: string | null; readonly pull: PullRequest | null }

/** A commit that is open for reading; `halted` says why GitHub stopped answering, where it did: what was not read then is no truth about the repository. */
export type OpenedCommit = { readonly reader: RepositoryReader; readonly halted: () => GitHubTrouble | null }

/** What the person of a login may do in a repository; `personId` tells whether it is still the same one. */
export type RepositoryRole = { readonly personId: number; readonly isAdmin: boolean; readonly mayWrite: boolean; readonly mayRead: boolean }

/** What is put to somebody's comment: `+1` where what it asks was done, `eyes` where it is being looked at. */
export type Reaction = '+1' | 'eyes'

/** What a comment says. Times are milliseconds since 1970; `changedAt` is null while nobody changed it. */
export type SaidComment = { readonly text: string; readonly authorId: number | null; readonly at: number; readonly changedAt: number | null }

/** A check run of this App, and how many remarks at lines it has. */
export type OwnCheckRun = { readonly id: number; readonly externalId: string; readonly annotations: number }

/** An issue that this App created. */
export type OwnIssue = { readonly number: number; readonly state: 'open' | 'closed'; readonly holdsMarker: boolean }

/** Why something cannot be had from where GitHub keeps it; `isPassing` where it may be another time. */
export type NotFetched = { readonly says: string; readonly isPassing: boolean }

/** The bytes of a zip, or why they cannot be had. */
export type FetchedZip = { readonly bytes: Uint8Array } | NotFetched

/** The end of a log as text, or why it cannot be had. */
export type FetchedLog = { readonly text: string } | NotFetched

/** Reads and writes one installation's repositories. Counts its requests. Nothing of it throws for what GitHub answers. */
export type InstallationPort = {
  /** A repository by its numeric id, under its present name. */
  readonly repository: (repositoryId: number) => Promise<FromGitHub<HostedRepository>>
  readonly repositories: () => Promise<FromGitHub<readonly HostedRepository[]>>
  readonly branchHead: (repository: HostedRepository, branch: string) => Promise<FromGitHub<Head>>
  readonly pullRequest: (repository: HostedRepository, number: number) => Promise<FromGitHub<Head>>
  /** The open pull requests (those whose head is a commit, or all of them: at most 100, newest first), also those from forks: of this repository alone. */
  readonly openPullRequests: (repository: HostedRepository, commit: string | null) => Promise<FromGitHub<readonly PullRequest[]>>
  /** Opens a commit for reading. Its tree is read at once, blobs when they are asked for. */
  readonly open: (repository: HostedRepository, commit: string, takenAt: string) => Promise<FromGitHub<OpenedCommit>>
  /** The runs of workflows on a commit, newest attempt each, with jobs and steps where they have ended: those of an attempt that is among the `known` ones with its jobs are not asked for again. */
  readonly runs: (repository: HostedRepository, commit: string, known: readonly WorkflowRun[]) => Promise<FromGitHub<readonly WorkflowRun[]>>
  /** The artifacts of a run, of all its attempts, in the order of their ids. */
  readonly artifacts: (repository: HostedRepository, runId: number) => Promise<FromGitHub<readonly ListedArtifact[]>>
  /** The zip of an artifact, 50 MB at most; in words why it cannot be had from where GitHub keeps it. */
  readonly artifactZip: (repository: HostedRepository, artifactId: number) => Promise<FromGitHub<FetchedZip>>
  /** The log of one job that has ended: its last 4 MB, as plain text in the form that GitHub serves (https://docs.github.com/en/rest/actions/workflow-jobs); `gone` where GitHub no longer keeps it. */
  readonly jobLog: (repository: HostedRepository, jobId: number) => Promise<FromGitHub<FetchedLog>>
  readonly deployments: (repository: HostedRepository, commit: string) => Promise<FromGitHub<readonly Deployment[]>>
  /** Our own check runs of a commit, by App id and name, oldest first. */
  readonly ownCheckRuns: (repository: HostedRepository, commit: string) => Promise<FromGitHub<readonly OwnCheckRun[]>>
  /** `externalId` names the publication (commit and round), so that it can be found again. */
  readonly createCheckRun: (repository: HostedRepository, commit: string, externalId: string, content: CheckRunContent) => Promise<FromGitHub<number>>
  readonly updateCheckRun: (repository: HostedRepository, id: number, content: CheckRunContent) => Promise<FromGitHub<null>>
  /** Our own comments on an issue or pull request that hold a marker, oldest first. */
  readonly ownComments: (repository: HostedRepository, number: number, marker: string) => Promise<FromGitHub<readonly number[]>>
  readonly createComment: (repository: HostedRepository, number: number, body: string) => Promise<FromGitHub<number>>
  /** A comment on an issue or pull request as it is now, by its id; one whose account is gone is by nobody. */
  readonly comment: (repository: HostedRepository, id: number) => Promise<FromGitHub<SaidComment>>
  readonly updateComment: (repository: HostedRepository, id: number, body: string) => Promise<FromGitHub<null>>
  /** Deletes a comment of ours with what GitHub keeps of its earlier texts; one that is not there any more is gone. */
  readonly deleteComment: (repository: HostedRepository, id: number) => Promise<FromGitHub<null>>
  /** The issues of a repository that this App created, no pull requests, oldest first; `holdsMarker` where the body holds a marker. Those that were deleted or transferred away are not among them. */
  readonly ownIssues: (repository: HostedRepository, marker: string) => Promise<FromGitHub<readonly OwnIssue[]>>
  /** Opens an issue; gives its number. */
  readonly openIssue: (repository: HostedRepository, content: { readonly title: string; readonly body: string }) => Promise<FromGitHub<number>>
  /** Writes the body of an issue anew; title and state stay. One that was deleted, or transferred to another repository, is gone: nothing is written there. */
  readonly updateIssue: (repository: HostedRepository, number: number, content: { readonly body: string }) => Promise<FromGitHub<null>>
  /** The person of a login; an organization or a bot of that name is nobody (`gone`). */
  readonly person: (login: string) => Promise<FromGitHub<Person>>
  /** The person of a numeric id, under the present login. */
  readonly personById: (id: number) => Promise<FromGitHub<Person>>
  /** Everybody in a team of an organization, by the name in its address. */
  readonly teamMembers: (organization: string, slug: string) => Promise<FromGitHub<readonly Person[]>>
  readonly roleIn: (repository: HostedRepository, login: string) => Promise<FromGitHub<RepositoryRole>>
  /** Who did what on the default branch and in the pull requests, read down to what is `known`: its commits, pull requests and reviews, the newest 2,000 and 500 of them. What left the branch is not in it; of what was erased nobody is named again. */
  readonly contributions: (repository: HostedRepository, known: ContributionReading | null) => Promise<FromGitHub<ContributionReading>>
  /** Puts a reaction to somebody's comment, once however often it is done. */
  readonly react: (repository: HostedRepository, commentId: number, reaction: Reaction) => Promise<FromGitHub<null>>
  /** Whether there is room for work of a purpose to begin, or for a first word: null where there is. */
  readonly room: (purpose: Purpose) => Promise<Room>
  /** How many requests were sent for this installation until now. */
  readonly requests: () => number
}

/** Whose a registered App is. */
export type AppOwner = { readonly id: number; readonly login: string; readonly isPerson: boolean }

/** What the App may do, as GitHub has it now. `owner` is whose it is; null where GitHub does not say so. */
export type Registration = { readonly appId: number; readonly slug: string; readonly name: string; readonly owner: AppOwner | null; readonly permissions: Readonly<Record<string, string>>; readonly events: readonly string[] }

/**
 * A delivery as GitHub lists it: `guid` is its `X-GitHub-Delivery`, `attemptId` names this attempt (digits: since February 2026 more than a number holds exactly);
 * `status` is what was answered, 0 where nothing was.
 */
export type ListedDelivery = { readonly attemptId: string; readonly guid: string; readonly deliveredAt: number; readonly event: string; readonly status: number; readonly succeeded: boolean; readonly redelivery: boolean }

/** Where and how GitHub sends webhooks; `contentType` is GitHub's word, `json` or `form`. */
export type Hook = { readonly url: string; readonly contentType: string; readonly checksCertificate: boolean; readonly isSigned: boolean }

/** The App itself, by its private key. */
export type AppPort = {
  readonly registration: () => Promise<FromGitHub<Registration>>
  readonly installations: () => Promise<FromGitHub<readonly Installation[]>>
  /** The deliveries since a time, newest first. */
  readonly deliveries: (since: number) => Promise<FromGitHub<readonly ListedDelivery[]>>
  /** The last hundred attempts to deliver, newest first. */
  readonly newestDeliveries: () => Promise<FromGitHub<readonly ListedDelivery[]>>
  /** How webhooks are sent; `gone` where no address is set. */
  readonly hook: () => Promise<FromGitHub<Hook>>
  readonly redeliver: (attemptId: string) => Promise<FromGitHub<null>>
  /** The work for an installation; `purpose` says what its requests are for where they have to wait, a verdict unless it says so. */
  readonly installation: (installationId: number, purpose?: Purpose) => InstallationPort
}
