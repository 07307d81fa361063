import type { CommandsOfComment } from './command.ts'
import type { Person } from './course.ts'

/**
 * What a work item is about: a branch, a pull request, the repository itself (its enrolment, its default branch), or a commit: one whose pull requests
 * the event does not name, as with every fork (they are those whose head it is, `InstallationPort.openPullRequests`), or whose check run was asked for again.
 * `command`: a person wrote commands in a comment of an issue or pull request (`number`) at the time `at` by GitHub's word (milliseconds since 1970; left out where it was not kept).
 * `capstone`: the capstone issue of the repository, to be brought to what it is to say.
 * `answer`: a person wrote or changed a comment on the capstone issue (`number`) that holds no command; its text is read by the work.
 * `stuck`: whether somebody is stuck there, to be looked at. `count`: the commits that count in the gradebook, to be judged for it.
 * `contributions`: who did what, where several work on the repository.
 * `class`: the issue in this repository that shows the class of a course.
 * `join`: a person wrote the right code of a course in a comment; whether they may bring the repository in is for the work to find out.
 */
export type WorkTarget =
  | { readonly kind: 'branch'; readonly name: string }
  | { readonly kind: 'pull-request'; readonly number: number }
  | { readonly kind: 'commit'; readonly sha: string }
  | { readonly kind: 'repository' }
  | { readonly kind: 'capstone' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'count' }
  | { readonly kind: 'contributions' }
  | { readonly kind: 'class'; readonly courseId: string }
  | ({ readonly kind: 'command'; readonly at?: number; readonly commentId: number; readonly number: number; readonly onPullRequest: boolean; readonly person: Person } & CommandsOfComment)
  | { readonly kind: 'answer'; readonly commentId: number; readonly number: number; readonly person: Person }
  | { readonly kind: 'join'; readonly courseId: string; readonly commentId: number; readonly person: Person }

/** A sign that something of a repository changed: work on it is due at a time (milliseconds since 1970), later signs join it. */
export type Mark = {
  readonly installationId: number
  readonly repositoryId: number
  readonly target: WorkTarget
  readonly dueAt: number
  /** A word or two for the operator: `push`, `workflow_run`, `sweep`. */
  readonly reason: string
  /** Set where a person asks for a new check run: GitHub's Re-run, or an action button. Its value is the delivery's id, so that asking once counts once. */
  readonly again?: string
}

/** Work that one worker holds until its lease ends; `token` fences a worker that comes back too late. */
export type WorkItem = {
  readonly id: string
  readonly installationId: number
  readonly repositoryId: number
  readonly target: WorkTarget
  /** How often it was marked: finishing it leaves it due where a mark came in meanwhile. */
  readonly seq: number
  /** Failures since it last succeeded. */
  readonly attempts: number
  readonly reasons: readonly string[]
  readonly again: readonly string[]
  readonly token: string
  /** When the first mark since its last success came, for the age of the queue. */
  readonly since: number
}

/** A work item that was given up, as the operator sees it. */
export type DeadItem = Omit<WorkItem, 'token'> & { readonly says: string; readonly diedAt: number }

/** Work on a repository as its course's staff sees it: given up, held by a worker, due, or tried again later; `says` is why it waits, failed or was given up. */
export type QueuedItem = Pick<WorkItem, 'id' | 'repositoryId' | 'target' | 'attempts'> & { readonly state: 'dead' | 'held' | 'due' | 'later'; readonly dueAt: number; readonly says: string | null; readonly diedAt: number | null }

/** The states of work in the whole queue, what was given up first: `resting` is of an installation that is put off, slowed down, suspended or gone. */
export const QUEUE_STATES = ['dead', 'due', 'held', 'resting', 'later'] as const
export type QueueState = (typeof QUEUE_STATES)[number]

/** Work as whoever runs the App sees it; `account` is whose installation it is of, null where that is not known. */
export type QueuedWork = Omit<QueuedItem, 'state'> & Pick<WorkItem, 'installationId' | 'reasons'> & { readonly account: string | null }

/** How much work there is in each state, since when the oldest is due, and some of one state. */
export type WorkQueue = { readonly counts: Readonly<Record<QueueState, number>>; readonly oldestDueAt: number | null; readonly items: readonly QueuedWork[] }

/** An installation whose work rests: until when it was put off (null where it was not), and how many pieces of work wait for it. */
export type RestingInstallation = { readonly installationId: number; readonly account: string | null; readonly until: number | null; readonly isSuspended: boolean; readonly count: number }

/** A webhook about a repository that could not be understood, and why; `name` is that of its event. */
export type AsideDelivery = { readonly id: string; readonly name: string; readonly action: string | null; readonly repositoryId: number; readonly receivedAt: number; readonly says: string }

/** The same, whatever it is about: `repositoryId` is null where that was not to be read either. */
export type AsideAnywhere = Omit<AsideDelivery, 'repositoryId'> & { readonly repositoryId: number | null }

/** How many webhooks of an event came within an hour, the first one counted as 0, and what became of them. */
export type HeardDeliveries = { readonly name: string; readonly result: 'waiting' | 'held' | 'used' | 'ignored' | 'set-aside'; readonly hour: number; readonly count: number }

/** What is to be done in the repositories of a course, and which of their webhooks were set aside, `most` of each; `names` are `owner/name` by the numeric ids of repositories. */
export type CourseWork = { readonly work: readonly QueuedItem[]; readonly aside: readonly AsideDelivery[]; readonly names: ReadonlyMap<number, string>; readonly most: number }

/** What one webhook means to the App, besides the marks: appended, never changed. `facts` is plain JSON without text of students. */
export type DomainEvent = {
  /** The delivery's id and the place within it: the same delivery gives the same id. */
  readonly id: string
  readonly kind: string
  readonly installationId: number | null
  readonly repositoryId: number | null
  readonly actor: { readonly id: number; readonly login: string } | null
  readonly at: number
  readonly facts: Readonly<Record<string, string | number | boolean | null>>
}
