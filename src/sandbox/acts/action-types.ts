import type { FileChanges } from '../git/write-git.ts'
import type { PullIssue } from '../shapes/pull-requests.ts'
import type { Account, CheckRun, Delivery, DeliveryPlan, Deployment, Installation, Issue, IssueComment, Level, Permissions, Repository, Review, WorkflowRun } from '../state/records.ts'
import type { World } from '../state/world.ts'
import type { NewDeployment } from './deployments.ts'
import type { IssueChange } from './issues.ts'
import type { NewPull } from './pull-requests.ts'
import type { NewRepository, Push } from './repositories.ts'
import type { NewReview } from './reviews.ts'
import type { NewRun, PlayedJob } from './runs.ts'

type Actor = { readonly actor?: string }
/** `headRepository` is a fork's full name. */
type NewRunBy = Omit<NewRun, 'headRepository'> & Actor & { readonly headRepository?: string }
/** By the artifact's name: its files by their paths. */
type Artifacts = Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>>

/**
 * What people do on this GitHub, each as one call. People are named by their logins, repositories by their full names (`octo-org/churn`); whom it does
 * not know it makes. Who does it is the repository's owner unless `actor` says so. Webhooks go out in their turn; `settled` ends when all were tried.
 */
export type Actions = {
  /** Everything it knows, to look at. */
  readonly world: World
  readonly user: (login: string) => Account
  readonly organization: (login: string) => Account
  /** Throws where there is none of the name. */
  readonly repository: (name: string) => Repository
  /** Ends when every webhook was tried, also those that were to come late. */
  readonly settled: () => Promise<void>
  readonly setWebhookUrl: (url: string | null) => void
  readonly setDeliveryPlan: (plan: DeliveryPlan) => void

  readonly installApp: (account: string, repositories?: readonly string[] | 'all', options?: Actor & { readonly permissions?: Permissions }) => Installation
  readonly suspend: (installation: Installation, actor?: string) => void
  readonly unsuspend: (installation: Installation, actor?: string) => void
  readonly uninstall: (installation: Installation, actor?: string) => void
  readonly acceptPermissions: (installation: Installation, permissions: Permissions, actor?: string) => void
  readonly addToInstallation: (installation: Installation, names: readonly string[], actor?: string) => void
  readonly removeFromInstallation: (installation: Installation, names: readonly string[], actor?: string) => void

  /** Makes a repository, with these files in a first commit on its default branch. `template` is the full name of the one that it is made from. */
  readonly createRepository: (name: string, options?: Omit<NewRepository, 'owner' | 'name' | 'template'> & Actor & { readonly files?: FileChanges; readonly template?: string }) => Promise<Repository>
  /** Commits files to a branch, made where there is none; gives the commit. */
  readonly push: (name: string, branch: string, what: Push & Actor) => Promise<string>
  readonly deleteBranch: (name: string, branch: string, actor?: string) => Promise<void>
  readonly tag: (name: string, tagName: string, commit: string, actor?: string) => Promise<void>
  readonly fork: (name: string, owner: string) => Promise<Repository>
  readonly renameRepository: (name: string, to: string, actor?: string) => void
  readonly transfer: (name: string, to: string, actor?: string) => void
  readonly archive: (name: string, actor?: string) => void
  readonly unarchive: (name: string, actor?: string) => void
  readonly setTopics: (name: string, topics: readonly string[], actor?: string) => void
  readonly deleteRepository: (name: string, actor?: string) => void
  readonly addCollaborator: (name: string, login: string, level: Level) => void
  readonly addToTeam: (organization: string, slug: string, login: string, role?: 'member' | 'maintainer') => void
  readonly removeFromTeam: (organization: string, slug: string, login: string) => void
  /** Gives an account another login: whoever comes by the old one afterwards is somebody else. */
  readonly renameAccount: (login: string, to: string) => void

  /** Opens a pull request: from a branch of the repository, or of a fork where `head` is `owner/name:branch`. */
  readonly openPullRequest: (name: string, what: Omit<NewPull, 'head'> & Actor & { readonly head: string }) => Promise<PullIssue>
  /** Merges by a merge commit; gives it. Throws where it conflicts. */
  readonly mergePullRequest: (name: string, number: number, actor?: string) => Promise<string>
  /** Reviews a pull request: who opened it can only comment. */
  readonly review: (name: string, number: number, what: NewReview, actor: string) => Review
  readonly dismissReview: (review: Review, actor: string) => void
  readonly closePullRequest: (name: string, number: number, actor?: string) => Promise<void>
  readonly reopenPullRequest: (name: string, number: number, actor?: string) => Promise<void>
  readonly markReady: (name: string, number: number, actor?: string) => Promise<void>
  /** Locks the conversation of an issue or pull request. */
  readonly lockConversation: (name: string, number: number, actor?: string) => Promise<void>
  readonly openIssue: (name: string, title: string, body: string, actor?: string) => Issue
  /** Takes the lock off an issue. */
  readonly unlockConversation: (name: string, number: number, actor?: string) => void
  /** Changes an issue's title or text, closes it or opens it again. */
  readonly editIssue: (name: string, number: number, change: IssueChange, actor?: string) => void
  readonly deleteIssue: (name: string, number: number, actor?: string) => void
  /** Moves an issue to another repository of the same owner; gives it as it is there. */
  readonly transferIssue: (name: string, number: number, to: string, actor?: string) => Issue
  /** Turns a repository's issues off, or on again, of which no webhook tells. */
  readonly setIssues: (name: string, are: 'on' | 'off') => void
  readonly comment: (name: string, number: number, body: string, actor?: string) => IssueComment
  readonly editComment: (comment: IssueComment, body: string, actor: string) => void
  readonly deleteComment: (comment: IssueComment, actor: string) => void

  /** Plays a run of a workflow from being asked for to its end. */
  readonly runWorkflow: (name: string, what: NewRunBy & { readonly jobs: readonly PlayedJob[]; readonly artifacts?: Artifacts }) => Promise<WorkflowRun>
  /** The same up to where its jobs are in progress, and then its end. */
  readonly startWorkflow: (name: string, what: NewRunBy & { readonly jobs: readonly PlayedJob[] }) => Promise<WorkflowRun>
  readonly finishWorkflow: (run: WorkflowRun, jobs: readonly PlayedJob[], artifacts?: Artifacts) => Promise<void>
  /** Plays the next attempt of a run. */
  readonly rerunWorkflow: (run: WorkflowRun, jobs: readonly PlayedJob[], actor?: string) => Promise<void>
  /** Deploys a commit; what was live there becomes inactive. */
  readonly deploy: (name: string, what: NewDeployment & Actor) => Deployment

  /** Presses Re-run at a check run. */
  readonly rerunCheck: (id: number, actor?: string) => Promise<void>
  /** Presses Re-run at all of an App's check runs on a commit. */
  readonly rerunSuite: (id: number, actor?: string) => Promise<void>
  /** Presses a check run's button. Throws where GitHub would show none. */
  readonly pressAction: (id: number, identifier: string, actor?: string) => Promise<void>

  /** The App's check runs of a commit, or of all, oldest first. */
  readonly checkRuns: (name: string, commit?: string | null) => readonly CheckRun[]
  /** The issues of a repository that are no pull requests, oldest first. */
  readonly issues: (name: string) => readonly Issue[]
  /** The comments on an issue or pull request, oldest first. */
  readonly comments: (name: string, number: number) => readonly IssueComment[]
  /** Every attempt to deliver a webhook, oldest first. */
  readonly deliveries: () => readonly Delivery[]
  readonly loginOf: (id: number) => string
  readonly nameOf: (id: number) => string
}
