import type { RunJob } from '../../model/run.ts'

/** Whoever acts or owns; `Bot` is an App's own account. */
export type Account = { readonly id: number; login: string; readonly kind: 'User' | 'Organization' | 'Bot'; readonly createdAt: number }

/** What somebody may do in a repository, weakest last. */
export type Level = 'admin' | 'maintain' | 'write' | 'triage' | 'read'

export type Team = { readonly id: number; readonly organizationId: number; readonly slug: string; readonly members: Map<number, 'member' | 'maintainer'> }

/** One line of a repository's activity list. */
export type Activity = {
  readonly id: number; readonly before: string; readonly after: string; readonly ref: string; readonly at: number; readonly actorId: number
  readonly kind: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge'
}

/** A repository: what git holds lies in `folder`, the rest here. */
export type Repository = {
  readonly id: number
  ownerId: number
  name: string
  /** Its git directory: a bare repository, or the `.git` of a clone. */
  readonly folder: string
  private: boolean
  archived: boolean
  defaultBranch: string
  topics: readonly string[]
  readonly description: string | null
  readonly forkOf: number | null
  /** The repository that it was made from as its template. */
  readonly templateId: number | null
  readonly createdAt: number
  pushedAt: number
  readonly collaborators: Map<number, Level>
  /** Full names that lead here still, in small letters. */
  readonly formerNames: string[]
  /** Whether it has issues; pull requests it always has. */
  hasIssues: boolean
  /** The issues that were deleted (null) or transferred to another repository, by their numbers. */
  readonly formerIssues: Map<number, { readonly repositoryId: number; readonly number: number } | null>
  /** The last number given to an issue or pull request. */
  lastNumber: number
  readonly activity: Activity[]
}

export type Permissions = Readonly<Record<string, string>>

/** The App under test, as it is registered. */
export type App = {
  readonly id: number
  readonly slug: string
  readonly name: string
  /** In PEM; the sandbox checks tokens with its public part. */
  readonly privateKey: string
  readonly webhookSecret: string
  readonly clientId: string
  readonly clientSecret: string
  readonly permissions: Permissions
  readonly events: readonly string[]
  /** The login of the person who registered it; without one its own account stands in. */
  readonly owner?: string
}

/** Whose check runs there are: the App under test, or GitHub Actions. */
export type AppRecord = Pick<App, 'id' | 'slug' | 'name' | 'permissions' | 'events' | 'clientId' | 'owner'>

export type Installation = {
  readonly id: number
  readonly accountId: number
  selection: 'all' | 'selected'
  readonly repositoryIds: Set<number>
  permissions: Permissions
  readonly events: readonly string[]
  readonly createdAt: number
  updatedAt: number
  suspendedAt: number | null
  suspendedById: number | null
  removed: boolean
}

export type PullRequestPart = {
  readonly id: number
  head: { readonly repositoryId: number; readonly branch: string; sha: string }
  base: { readonly branch: string; sha: string }
  draft: boolean
  mergedAt: number | null
  mergedById: number | null
  /** The try of a merge while it is open, the merge itself afterwards; null where it conflicts. */
  mergeSha: string | null
}

/** An issue, or a pull request where `pull` is there: both share their numbers. */
export type Issue = {
  readonly id: number
  readonly repositoryId: number
  readonly number: number
  title: string
  body: string | null
  readonly userId: number
  readonly viaApp: boolean
  state: 'open' | 'closed'
  isLocked: boolean
  readonly createdAt: number
  updatedAt: number
  closedAt: number | null
  readonly pull: PullRequestPart | null
}

/** A review of a pull request; its state as the API writes it. */
export type Review = { readonly id: number; readonly repositoryId: number; readonly number: number; readonly userId: number; state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED'; readonly body: string | null; readonly commit: string; readonly submittedAt: number }

export type IssueComment = { readonly id: number; readonly repositoryId: number; readonly number: number; body: string; readonly userId: number; readonly viaApp: boolean; readonly createdAt: number; updatedAt: number }

/** A reaction to an issue, or to a comment where `commentId` is there. */
export type Reaction = { readonly id: number; readonly repositoryId: number; readonly number: number; readonly commentId: number | null; readonly content: string; readonly userId: number; readonly createdAt: number }

export type CheckSuite = {
  readonly id: number; readonly repositoryId: number; readonly appId: number; readonly headSha: string; readonly headBranch: string | null
  readonly before: string | null; readonly createdAt: number; updatedAt: number
}

export type CheckAnnotation = { readonly path: string; readonly start_line: number; readonly end_line: number; readonly annotation_level: string; readonly message: string; readonly title: string | null; readonly raw_details: string | null }
export type CheckAction = { readonly label: string; readonly description: string; readonly identifier: string }

export type CheckRun = {
  readonly id: number
  readonly repositoryId: number
  readonly suiteId: number
  readonly appId: number
  readonly headSha: string
  name: string
  externalId: string
  detailsUrl: string | null
  status: string
  conclusion: string | null
  startedAt: number
  completedAt: number | null
  output: { readonly title: string | null; readonly summary: string | null; readonly text: string | null }
  readonly annotations: CheckAnnotation[]
  actions: readonly CheckAction[]
}

export type WorkflowRun = {
  readonly id: number; readonly repositoryId: number; readonly headRepositoryId: number; readonly suiteId: number; readonly workflowId: number
  readonly name: string; readonly path: string; readonly event: string; readonly headSha: string; readonly headBranch: string; readonly number: number
  readonly title: string; readonly actorId: number; attempt: number; status: string; conclusion: string | null; readonly createdAt: number; updatedAt: number; startedAt: number
}

/** A job of one attempt of a run; its id is its check run's too. */
export type Job = Omit<RunJob, 'url' | 'startedAt' | 'completedAt' | 'steps' | 'log'> & {
  readonly runId: number; readonly attempt: number; readonly startedAt: number; completedAt: number | null
  readonly steps: readonly (RunJob['steps'][number] & { readonly at: number })[]
  /** What its log says, without the times that GitHub puts before each line; empty while it runs. */
  readonly log: string
}

export type Artifact = { readonly id: number; readonly repositoryId: number; readonly runId: number; readonly name: string; readonly zip: Uint8Array; readonly createdAt: number }

export type Deployment = {
  readonly id: number; readonly repositoryId: number; readonly sha: string; readonly ref: string; readonly environment: string; readonly creatorId: number; readonly createdAt: number; updatedAt: number
  readonly statuses: DeploymentStatus[]
}

export type DeploymentStatus = { readonly id: number; readonly state: string; readonly url: string; readonly logUrl: string; readonly creatorId: number; readonly at: number }

/** One attempt to deliver a webhook; a redelivery is an attempt of its own under the same `guid`. */
export type Delivery = {
  readonly id: number
  readonly guid: string
  readonly event: string
  readonly action: string | null
  readonly installationId: number | null
  readonly repositoryId: number | null
  /** The payload as it was signed. */
  readonly body: string
  readonly redelivery: boolean
  deliveredAt: number
  /** Seconds. */
  duration: number
  /** `OK`, or GitHub's word for what went wrong; `pending` until it is known. */
  status: string
  statusCode: number
  answer: string
}

/** What goes wrong with a delivery: it is lost (and listed as failed), comes several times, or comes after so many later ones. */
export type DeliveryTrouble = { readonly kind: 'drop' } | { readonly kind: 'duplicate'; readonly times: number } | { readonly kind: 'late'; readonly after: number }

/** Says for each first attempt of a delivery what goes wrong with it; null for nothing. `number` counts deliveries from 1. */
export type DeliveryPlan = (delivery: Pick<Delivery, 'guid' | 'event' | 'action' | 'repositoryId'> & { readonly number: number }) => DeliveryTrouble | null

/** Where webhooks wait and are listed. */
export type Outbox = {
  readonly deliveries: Delivery[]
  plan: DeliveryPlan
  /** How long an answer may take, in milliseconds. */
  readonly patience: number
  /** Ends when everything handed in so far was tried. */
  last: Promise<void>
  readonly late: { readonly delivery: Delivery; after: number }[]
}
