import type { CriterionId } from './criterion.ts'
import { DEFAULT_GRADING, type Grading } from './grading.ts'

/** A person on GitHub: the numeric id stays, the login may change and is only shown. */
export type Person = { readonly id: number; readonly login: string }

/**
 * Which repositories of its organization a course takes in: any of the lists that is set. Patterns are globs over the repository's name; so are those of `practice` (left out where there are none), whose repositories are worked on as a student's are
 * and count nowhere. `templates` (left out where there are none) are repositories by `owner/name`, of any account: what was made from one is taken in.
 */
export type CourseRepositories = { readonly patterns: readonly string[]; readonly topics: readonly string[]; readonly names: readonly string[]; readonly templates?: readonly string[]; readonly practice?: readonly string[] }

/** People by login (resolved to ids when they are read), and teams of the organization by slug. */
export type NamedPeople = { readonly logins: readonly string[]; readonly teams: readonly string[] }

/** Who may decide in a course: its instructors, and its assistants, who may do less (left out where there are none). */
export type CourseStaff = NamedPeople & { readonly assistants?: NamedPeople }

/**
 * A reusable workflow of the course, pinned: `path` within `repository` (`owner/name`) at a commit (40 hex digits). `shows` are the criteria that its success shows
 * by the course's word, since its steps stand elsewhere and are not read; none where the course does not say.
 */
export type TrustedWorkflow = { readonly repository: string; readonly path: string; readonly sha: string; readonly shows: readonly CriterionId[] }

/** What a course says of whose workflow is its own: reusable ones it pinned, and blob SHAs of files that students copy. */
export type Trust = { readonly trustedWorkflows: readonly TrustedWorkflow[]; readonly trustedBlobs: readonly string[] }

/** The checklist that a course names, as it is kept. */
export type CourseChecklist = { readonly id: string; readonly revision: number; readonly digest: string }

/** What a course sets for its repositories; times are milliseconds since 1970, null where no date is set. */
export type CourseSettings = {
  /** When it is held, as people say it (`autumn 2026`), shown behind its title; null where it does not say. */
  readonly term: string | null
  /** Whether deployed services are asked at all. */
  readonly probesEnabled: boolean
  /** Hosts that probes may ask besides those that deployments name. */
  readonly probeHosts: readonly string[]
  /** Workflows of the course itself: what they report is observed, not claimed. */
  readonly trustedWorkflows: readonly TrustedWorkflow[]
  /** The same for files that students keep a copy of: the blob SHAs (40 hex digits) of those that the course knows. */
  readonly trustedBlobs: readonly string[]
  /** Days without a step forward after which a student counts as stuck. */
  readonly stuckDays: number
  /** Days within which the staff answers a dispute; one that is not answered by then is escalated. */
  readonly disputeDays: number
  /** The last level of hints that is given: 1 to 3. */
  readonly hintCeiling: 1 | 2 | 3
  /** The IANA name of the zone that dates are written and shown in. */
  readonly timeZone: string
  /** The language that dates are written in for people, a BCP 47 tag; null for 2026-12-18 23:59, which everybody reads alike. */
  readonly dateLanguage: string | null
  readonly opensAt: number | null
  readonly dueAt: number | null
  readonly closesAt: number | null
  /** Whether unfinished work fails the check run; otherwise it is neutral. */
  readonly gate: boolean
  /** What its repositories are judged by; null for the checklist that comes with the App. */
  readonly checklist: CourseChecklist | null
  /** How grades are counted. */
  readonly grading: Grading
  /** The repository of the course's account, by its name, in which one issue shows the class; null where none does. */
  readonly summaryIn: string | null
  /** As what it shows the class there: as one table that is kept current, or by a comment each week. */
  readonly summaryAs: 'issue' | 'digest'
}

/** What holds where a course sets nothing. */
export const DEFAULT_COURSE_SETTINGS: CourseSettings = {
  term: null, probesEnabled: false, probeHosts: [], trustedWorkflows: [], trustedBlobs: [], stuckDays: 7, disputeDays: 7, hintCeiling: 3, timeZone: 'UTC', dateLanguage: null, opensAt: null, dueAt: null, closesAt: null, gate: false, checklist: null, grading: DEFAULT_GRADING, summaryIn: null, summaryAs: 'issue',
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
  readonly origin: CourseOrigin
}

/** A course by name: `term` stands behind the title, null where it has none. */
export type NamedCourse = Pick<Course, 'id' | 'title'> & { readonly term: string | null }

/** What may change of a course while it stays the same one. */
export type CoursePart = Exclude<keyof Course, 'id' | 'settings'> | `settings.${keyof CourseSettings}`

/**
 * Where a course was written down: in a file of the operator, with its organization as it stands there; in the organization's own `.github` repository, at the commit at which it was first read as it is; or nowhere, made for
 * the one account that has the App.
 */
export type CourseOrigin =
  | { readonly kind: 'file'; readonly organization: string | null }
  | { readonly kind: 'repository'; readonly repositoryId: number; readonly repository: string; readonly commit: string }
  | { readonly kind: 'default' }

/** A course as somebody wrote it down: whose it is stands there by login, null for the one account that has the App installed. */
export type WrittenCourse = Omit<Course, 'account' | 'origin'> & { readonly organization: string | null }

/** Somebody who may decide in a course, and by which word of it: the login or the team that stands there, in small letters. `role` is left out of instructors. */
export type StaffMember = { readonly person: Person; readonly by: 'login' | 'team'; readonly word: string; readonly role?: 'assistant' }

/** What ties one repository to a course, and by which word: its pattern, template, topic or name in the course, or its owner's `/join`. */
export type Enrolment = {
  readonly courseId: string
  readonly repositoryId: number
  readonly by: 'pattern' | 'template' | 'topic' | 'name' | 'join'
  readonly since: number
}

/** A person who works on an enrolled repository. */
export type Participant = { readonly courseId: string; readonly repositoryId: number; readonly person: Person; readonly since: number }
