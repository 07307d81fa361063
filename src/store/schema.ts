import type { Measure, PaceReason } from '../model/pace.ts'
import type { Purpose } from '../model/purpose.ts'
import type { StaffRole, TokenRole } from '../model/role.ts'
import type { WrongVerdict } from '../model/wrong-verdict.ts'

/**
 * The tables as the queries see them, the same on both databases: text for JSON and names, integers for times (milliseconds since 1970), ids and
 * yes or no (1, 0). What each column means beyond its name is said by the port that it serves (`flow/store-ports.ts`).
 */
export type Tables = {
  readonly deliveries: DeliveryRow
  readonly delivery_counts: { readonly name: string; readonly result: SettledResult; readonly count: number }
  readonly work: WorkRow
  readonly work_marks: { readonly work_id: string; readonly seq: number; readonly at: number; readonly due_at: number; readonly reason: string; readonly again: string | null }
  readonly turns: { readonly installation_id: number; readonly served_at: number; readonly put_off_until: number }
  readonly spending: { readonly installation_id: number; readonly measure: Measure; readonly full_at: number }
  readonly slowings: { readonly installation_id: number; readonly purpose: Purpose; readonly rank: number; readonly since: number; readonly until: number; readonly reason: PaceReason }
  readonly installations: InstallationRow
  readonly repositories: RepositoryRow
  readonly publications: PublicationRow
  readonly courses: CourseRow
  readonly enrolments: EnrolmentRow
  readonly course_staff: StaffRow
  readonly operators: { readonly word: string; readonly person_id: number; readonly login: string; readonly since: number }
  readonly participants: { readonly course_id: string; readonly repository_id: number; readonly person_id: number; readonly login: string; readonly since: number }
  readonly roster: RosterRow
  readonly tokens: TokenRow
  readonly checklists: ChecklistRow
  readonly releases: ReleaseRow
  readonly contributions: ContributionRow
  readonly wrong_verdicts: WrongVerdictRow
  readonly standings: { readonly course_id: string; readonly repository_id: number; readonly at: number; readonly standing: string; readonly form: number; readonly counted_by: string; readonly workers: string }
  readonly facts: { readonly key: string; readonly facts: string; readonly extractor: string; readonly used_at: number }
  readonly assessments: AssessmentRow
  readonly gists: GistRow
  readonly readings: { readonly repository_id: number; readonly commit_sha: string; readonly since: number; readonly at: number; readonly reading: string }
  readonly run_inputs: { readonly repository_id: number; readonly digest: string; readonly commit_sha: string; readonly at: number }
  readonly activities: { readonly repository_id: number; readonly commit_sha: string; readonly activity: string }
  readonly deployments: { readonly repository_id: number; readonly environment: string; readonly id: number; readonly stated_at: number; readonly deployment: string }
  readonly probes: ProbeRow
  readonly events: EventRow
  readonly decisions: DecisionRow
  readonly statements: StatementRow
  readonly watch_notes: WatchNoteRow
  readonly counted: CountedRow
  readonly rejudgings: RejudgingRow
  readonly rejudging_turns: RejudgingTurnRow
  readonly traces: { readonly repository_id: number; readonly commit_sha: string; readonly since: number; readonly trace: string }
  readonly audit: { readonly id: string; readonly at: number; readonly actor: number | null; readonly action: string; readonly subject: string; readonly says: string }
}

export type SettledResult = 'used' | 'ignored' | 'set-aside'

export type DeliveryRow = {
  readonly id: string
  readonly name: string
  readonly action: string | null
  readonly installation_id: number | null
  readonly repository_id: number | null
  readonly received_at: number
  /** Null once it is forgotten. */
  readonly body: string | null
  /** `held`: it waits for more to be known of its repository. */
  readonly result: 'waiting' | 'held' | SettledResult
  readonly says: string | null
  readonly settled_at: number | null
}

/** Held while `token` is set: `due_at` is then the end of the lease. Dead while `died_at` is set. */
export type WorkRow = {
  readonly id: string
  readonly installation_id: number
  readonly repository_id: number
  /** The target as JSON; `target_key` is short enough for an index. */
  readonly target: string
  readonly target_key: string
  /** What it is for, by `rankOf`: what has a smaller number is claimed first. */
  readonly rank: number
  readonly seq: number
  readonly attempts: number
  readonly due_at: number
  readonly token: string | null
  /** Why it waits, failed or died. */
  readonly says: string | null
  readonly died_at: number | null
}

type InstallationRow = {
  readonly id: number
  readonly account_id: number
  readonly login: string
  readonly kind: 'organization' | 'user'
  readonly state: 'there' | 'suspended' | 'gone'
  readonly changed_at: number
}

export type RepositoryRow = {
  readonly id: number
  readonly installation_id: number
  readonly owner_id: number
  readonly owner: string
  readonly name: string
  readonly default_branch: string
  readonly private: number
  readonly archived: number
  readonly topics: string
  /** What it was made from, as JSON: `null` for no template, no value while nobody asked. */
  readonly template: string | null
  readonly seen_at: number
  readonly removed_at: number | null
}

export type PublicationRow = {
  readonly repository_id: number
  readonly kind: 'check-run' | 'comment' | 'issue' | 'answer' | 'again' | 'hint' | 'grade' | 'notice' | 'class'
  readonly place: string
  readonly round: number
  readonly remote_id: number | null
  readonly digest: string
  readonly at: number
}

/** `repositories`, `staff`, `settings` and `origin` are JSON; without an origin it was made for the one account. Ended while `ended_at` is set. */
export type CourseRow = {
  readonly id: string
  readonly title: string
  readonly account_id: number
  readonly account_login: string
  readonly repositories: string
  readonly staff: string
  readonly settings: string
  readonly join_code: string | null
  readonly saved_at: number
  readonly origin: string | null
  readonly ended_at: number | null
}

/** One row for each word of a course that makes somebody staff. */
export type StaffRow = {
  readonly course_id: string
  readonly person_id: number
  readonly login: string
  readonly by: 'login' | 'team'
  readonly word: string
  readonly since: number
  readonly role: StaffRole
}

export type EnrolmentRow = {
  readonly course_id: string
  readonly repository_id: number
  readonly by: 'pattern' | 'template' | 'topic' | 'name' | 'join'
  readonly since: number
  readonly ended_at: number | null
}

/** `entry` is JSON. `left_at` is when a list came in which they no longer are; null while they are in it. */
export type RosterRow = { readonly course_id: string; readonly key: string; readonly person_id: number | null; readonly entry: string; readonly since: number; readonly left_at: number | null }

/** `checklist` is JSON. */
export type ChecklistRow = { readonly scope: string; readonly id: string; readonly revision: number; readonly digest: string; readonly checklist: string; readonly at: number }
/** `people` and `work` are JSON. */
export type ContributionRow = { readonly repository_id: number; readonly people: string; readonly work: string }

/** `scope` and `reason` are JSON; without an actor it was said at the command line. */
export type ReleaseRow = { readonly id: string; readonly course_id: string; readonly scope: string; readonly says: 'released' | 'held'; readonly actor: number | null; readonly actor_login: string | null; readonly reason: string; readonly at: number }

/** `value` and `reason` are JSON. */
export type WrongVerdictRow = { readonly id: string; readonly course_id: string; readonly repository_id: number; readonly item: string; readonly criterion: WrongVerdict['criterion']; readonly commit_sha: string; readonly value: string; readonly reason: string; readonly actor: number; readonly actor_login: string; readonly at: number }

/** What lets a program in to a course; `hash` is of its secret. */
export type TokenRow = {
  readonly id: string
  readonly course_id: string
  readonly name: string
  readonly role: TokenRole
  readonly hash: string
  readonly created_at: number
  readonly expires_at: number
  readonly revoked_at: number | null
}

/** `position` counts a repository's assessments in the order in which they were added, from 1. */
export type AssessmentRow = {
  readonly id: string
  readonly repository_id: number
  readonly position: number
  readonly commit_sha: string
  readonly branch: string | null
  readonly is_default_branch: number
  readonly at: number
  readonly digest: string
  readonly record: string
}

/** `id` is that of an assessment or of a judgement made for the gradebook; `gist` is JSON. */
export type GistRow = { readonly id: string; readonly repository_id: number; readonly gist: string }

/** `probe` is JSON. */
export type ProbeRow = { readonly id: string; readonly repository_id: number; readonly commit_sha: string; readonly what: string; readonly at: number; readonly probe: string }

export type EventRow = {
  readonly id: string
  readonly kind: string
  readonly installation_id: number | null
  readonly repository_id: number | null
  readonly actor_id: number | null
  readonly actor_login: string | null
  readonly at: number
  readonly facts: string
}

/** What an instructor decides of a repository in a course; `value`, `reason` and `said` are JSON, `subject` is empty where a decision has none. */
export type DecisionRow = {
  readonly id: string
  readonly course_id: string
  readonly repository_id: number
  readonly subject: string
  readonly kind: string
  readonly value: string
  readonly reason: string
  readonly actor: number
  readonly at: number
  readonly actor_login: string
  readonly said: string | null
}

/** What a participant says of a repository in a course; `value` and `said` are JSON. */
export type StatementRow = {
  readonly id: string
  readonly course_id: string
  readonly repository_id: number
  readonly kind: string
  readonly value: string
  readonly actor: number
  readonly actor_login: string
  readonly said: string | null
  readonly at: number
}

/** What the staff said of a matter on the watch list; `reason` is JSON. */
export type WatchNoteRow = {
  readonly id: string
  readonly course_id: string
  readonly repository_id: number
  readonly matter: string
  readonly since: number
  readonly says: 'seen' | 'open'
  readonly actor: number
  readonly actor_login: string
  readonly reason: string
  readonly at: number
}

export type CountedRow = {
  readonly id: string
  readonly course_id: string
  readonly repository_id: number
  readonly commit_sha: string
  readonly until_at: number | null
  readonly rejudging_id: string | null
  readonly at: number
  readonly record: string
  readonly seen: string | null
}

export type RejudgingRow = { readonly id: string; readonly course_id: string; readonly at: number; readonly actor: number | null; readonly actor_login: string | null; readonly reason: string; readonly repositories: string }

/** `position` counts the turns of one re-judging from 1. */
export type RejudgingTurnRow = { readonly id: string; readonly rejudging_id: string; readonly position: number; readonly kind: 'applied' | 'undone'; readonly at: number; readonly actor: number | null; readonly actor_login: string | null; readonly reason: string }
