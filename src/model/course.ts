/** A person on GitHub: the numeric id stays, the login may change and is only shown. */
export type Person = { readonly id: number; readonly login: string }

/** Which repositories of its organization a course takes in: any of the three that is set. Patterns are globs over the repository's name. */
export type CourseRepositories = { readonly patterns: readonly string[]; readonly topics: readonly string[]; readonly names: readonly string[] }

/** Who may decide in a course: people by login (resolved to ids when they are read), and teams of the organization by slug. */
export type CourseStaff = { readonly logins: readonly string[]; readonly teams: readonly string[] }

/** What a course sets for its repositories; times are milliseconds since 1970, null where no date is set. */
export type CourseSettings = {
  /** Hosts that probes may ask besides those that deployments name. */
  readonly probeHosts: readonly string[]
  /** Workflows of the course itself, as `owner/name/path`: what they report is observed, not claimed. */
  readonly trustedWorkflows: readonly string[]
  /** Days without a step forward after which a student counts as stuck. */
  readonly stuckDays: number
  /** The last level of hints that is given: 1 to 3. */
  readonly hintCeiling: 1 | 2 | 3
  readonly opensAt: number | null
  readonly dueAt: number | null
  readonly closesAt: number | null
  /** Whether unfinished work fails the check run; otherwise it is neutral. */
  readonly gate: boolean
}

/** An organization's set-up. Its repositories and staff lie within that organization alone. */
export type Course = {
  readonly id: string
  readonly title: string
  /** The account on GitHub that owns the course: an organization, or the operator's own account. */
  readonly account: Person
  readonly repositories: CourseRepositories
  readonly staff: CourseStaff
  readonly settings: CourseSettings
  /** What the owner of a repository elsewhere writes behind `/join`; null where nobody can join. */
  readonly joinCode: string | null
}

/** What ties one repository to a course, and by which word: its pattern, topic or name in the course, or its owner's `/join`. */
export type Enrolment = {
  readonly courseId: string
  readonly repositoryId: number
  readonly by: 'pattern' | 'topic' | 'name' | 'join'
  readonly since: number
}

/** A person who works on an enrolled repository. */
export type Participant = { readonly courseId: string; readonly repositoryId: number; readonly person: Person; readonly since: number }
