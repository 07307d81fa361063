import type { CommitTrace } from '../../model/commit-trace.ts'
import type { Course, Enrolment, Participant, Person, StaffMember } from '../../model/course.ts'
import type { Decision, Statement } from '../../model/decision.ts'
import type { HostedRepository, Installation } from '../../model/hosting.ts'
import type { Reading } from '../../model/reading.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { StaffRole } from '../../model/role.ts'
import type { CommitHead, Deployment, WorkflowRun, WorkflowStart } from '../../model/run.ts'
import type { AsideAnywhere, AsideDelivery, DomainEvent, HeardDeliveries, Mark } from '../../model/work.ts'
import type { FactStore } from './repository-port.ts'

/** A webhook as it arrived; `body` is the raw text that was signed. Times are milliseconds since 1970 throughout. */
export type Delivery = {
  readonly id: string
  readonly name: string
  readonly action: string | null
  readonly installationId: number | null
  readonly repositoryId: number | null
  readonly receivedAt: number
  readonly body: string
}

/** What a delivery was found to mean, written together with its being settled: all of it or nothing. */
export type Meaning = {
  readonly result: 'used' | 'ignored'
  readonly marks: readonly Mark[]
  readonly events: readonly DomainEvent[]
  readonly installations: readonly InstallationChange[]
  readonly repositories: readonly HostedRepository[]
  /** Repositories that an installation no longer reaches, or that are deleted: for `HostingStore.removeRepositories`. */
  readonly removed: readonly { readonly installationId: number; readonly repositoryId: number }[]
  /** Codes of courses that people wrote in comments, to bring in the repository where they did. */
  readonly joins?: readonly { readonly installationId: number; readonly repositoryId: number; readonly code: string; readonly commentId: number; readonly person: Person }[]
}

/** What a delivery says of an installation: that it is there, resting (suspended), or gone. */
export type InstallationChange = { readonly change: 'there' | 'suspended' | 'gone'; readonly installation: Installation }

/** Deliveries: stored before they are answered, settled once. */
export type DeliveryStore = {
  /** Stores a delivery durably unless one of its id is there; true where it is new. */
  readonly add: (delivery: Delivery) => Promise<boolean>
  /** The oldest that are stored and not settled. */
  readonly waiting: (most: number) => Promise<readonly Delivery[]>
  /** Settles a delivery and writes what it means in one transaction, which those that are settled at once share, in the order of the calls; false where it was settled already, and nothing is written then. What cannot be written fails by itself, and nothing of it is written. */
  readonly settle: (id: string, meaning: Meaning, now: number) => Promise<boolean>
  /** Whether settling failed for what that one delivery means, which no other try would change. */
  readonly isRefused: (error: unknown) => boolean
  /** Holds a delivery that waits back until its installation or its repository is known better, and marks the work that finds that out, in one transaction; one that is not waiting stays as it is. */
  readonly hold: (id: string, marks: readonly Mark[], now: number) => Promise<void>
  /** Lets those wait again to be worked off that are held of a repository or an installation, or were received before a time. */
  readonly release: (which: { readonly repositoryId: number } | { readonly installationId: number } | { readonly before: number }) => Promise<void>
  /** Sets a delivery aside that could not be understood, for the operator to see. */
  readonly setAside: (id: string, says: string, now: number) => Promise<void>
  /** The newest `most` that were set aside and are of repositories of a course. */
  readonly asideIn: (courseId: string, most: number) => Promise<readonly AsideDelivery[]>
  /** All that were set aside, the newest in front, `most` of them from a place on (the first is 0); `count` is of all. */
  readonly aside: (most: number, from: number) => Promise<{ readonly count: number; readonly deliveries: readonly AsideAnywhere[] }>
  /** Lets one that was set aside, or all of them (null), be understood again, as if it had come just now. Gives how many; one whose body is gone stays. */
  readonly takeUp: (id: string | null) => Promise<number>
  /** What was received since a time, by event, what became of it, and hours since then. */
  readonly lately: (since: number) => Promise<readonly HeardDeliveries[]>
  /** Those of the ids that are stored. */
  readonly known: (ids: readonly string[]) => Promise<ReadonlySet<string>>
  /** When the newest was received; null where none was. */
  readonly newest: () => Promise<number | null>
  /** Forgets the bodies of some deliveries that were used or ignored and received before a time, `most` at a time; ids stay, so that a repetition is still known. Gives how many. */
  readonly forgetBodies: (before: number, most: number) => Promise<number>
  /** Forgets some deliveries that were received and settled before a time, `most` at a time: one that came again after that would be new. Gives how many; what they were counted as stays. */
  readonly forgetSettled: (before: number, most: number) => Promise<number>
  readonly counts: () => Promise<readonly { readonly name: string; readonly result: 'waiting' | 'held' | 'used' | 'ignored' | 'set-aside'; readonly count: number }[]>
}

/** What is known of installations and the repositories in them. */
export type HostingStore = {
  readonly installations: () => Promise<readonly Installation[]>
  /** Whether anything was ever told of an installation, also that it is gone. */
  readonly hasInstallation: (id: number) => Promise<boolean>
  readonly saveInstallation: (change: InstallationChange, now: number) => Promise<void>
  readonly saveRepositories: (repositories: readonly HostedRepository[], now: number) => Promise<void>
  readonly repository: (id: number) => Promise<HostedRepository | null>
  /** A repository as it was seen last, whether the App still reaches it or not: what was judged of it stays. */
  readonly lastSeen: (id: number) => Promise<HostedRepository | null>
  readonly repositoriesOf: (installationId: number) => Promise<readonly HostedRepository[]>
  /** The repositories that an installation no longer reaches: their work is dropped, what was judged stays. */
  readonly removeRepositories: (installationId: number, ids: readonly number[], now: number) => Promise<void>
}

/** What becomes of the courses at once, each change with its entry for the audit. */
export type CourseChanges = {
  /** New or changed: one that had ended runs again. */
  readonly saved: readonly { readonly course: Course; readonly audit: AuditEntry }[]
  /** Ended, with all their enrolments, and their tokens revoked, each with an entry of its own behind that of the end; nothing is deleted. */
  readonly ended: readonly { readonly courseId: string; readonly audit: AuditEntry }[]
  readonly letGo: readonly { readonly courseId: string; readonly repositoryId: number; readonly audit: AuditEntry }[]
}

/** What became of somebody's place in a staff. */
export type StaffChange = 'added' | 'removed' | 'changed'

/** Courses, their staff, enrolments and participants. */
export type CourseStore = {
  readonly saveCourse: (course: Course, now: number) => Promise<void>
  /** Writes all changes in one transaction. What stands so already is left as it is, without an entry for the audit: doing it again changes nothing. */
  readonly changeCourses: (changes: CourseChanges, now: number) => Promise<void>
  /** Those that have not ended. */
  readonly courses: () => Promise<readonly Course[]>
  /** The ids of all that ever ran, also of those that ended, sorted. */
  readonly everRan: () => Promise<readonly string[]>
  /** Of each of them that runs: how many repositories it has, and how many pieces of their work are given up. */
  readonly tallies: () => Promise<ReadonlyMap<string, { readonly repositories: number; readonly dead: number }>>
  /** When each of them that runs was last saved, by its id. */
  readonly savedAt: () => Promise<ReadonlyMap<string, number>>
  /** Puts a course's staff in the place of what was known; `auditOf` gives the entry for each that is new (`added`), no longer there, or of another role, written with it. */
  readonly saveStaff: (courseId: string, staff: readonly StaffMember[], auditOf: (member: StaffMember, change: StaffChange) => AuditEntry, now: number) => Promise<void>
  /** The staff of a course that has not ended; somebody may be in it by several words. */
  readonly staffOf: (courseId: string) => Promise<readonly StaffMember[]>
  /** What a person, by numeric id, is in the staff of a course that has not ended: an instructor where any word makes them one; null for nobody of it. */
  readonly staffRole: (courseId: string, personId: number) => Promise<StaffRole | null>
  readonly enrol: (enrolment: Enrolment) => Promise<void>
  /** Ends an enrolment; its assessments stay. */
  readonly endEnrolment: (courseId: string, repositoryId: number, now: number) => Promise<void>
  /** The enrolments of a repository that have not ended. */
  readonly enrolmentsOf: (repositoryId: number) => Promise<readonly Enrolment[]>
  readonly enrolled: (courseId: string) => Promise<readonly Enrolment[]>
  readonly addParticipant: (participant: Participant) => Promise<void>
  /** Who works on a repository, besides the staff. */
  readonly participantsOf: (courseId: string, repositoryId: number) => Promise<readonly Participant[]>
  /** On what a person, by numeric id, works, staff or not: in courses that run, by the enrolments that have not ended. */
  readonly worksOn: (personId: number) => Promise<readonly Pick<Participant, 'courseId' | 'repositoryId'>[]>
}

/** One judgement, for ever. `digest` is that of the record without its time: the same commit judged alike is stored once. */
export type Assessment = {
  readonly id: string
  readonly repositoryId: number
  readonly commit: string
  readonly branch: string | null
  readonly isDefaultBranch: boolean
  readonly at: number
  readonly digest: string
  readonly record: AssessmentRecord
}

export type AssessmentStore = {
  /**
   * Appends an assessment. Where the newest of the same repository and commit has the same digest, nothing is added and that one is given back; unless this
   * one is of the default branch and that one is not: a merge that only moves a branch on makes its commit the default branch's.
   */
  readonly add: (assessment: Assessment) => Promise<Assessment>
  readonly byId: (id: string) => Promise<Assessment | null>
  /** The newest of a repository, at a commit or at any of its default branch. */
  readonly newest: (repositoryId: number, where: { readonly commit: string } | 'default-branch') => Promise<Assessment | null>
  /** The newest of a commit that was made by a time, else the first one after it: what was judged late by us is no student's fault. `until` null: the newest of all. */
  readonly asOf: (repositoryId: number, commit: string, until: number | null) => Promise<Pick<Assessment, 'id' | 'at'> | null>
  /** The newest of each of a repository's newest commits of its default branch, at most `most`, the commit that was judged last first. */
  readonly ofDefaultBranch: (repositoryId: number, most: number) => Promise<readonly Assessment[]>
  /** The commits that were judged as those of the default branch and when each was first, at most `most` of the newest, earliest first. */
  readonly seenOnDefaultBranch: (repositoryId: number, most: number) => Promise<readonly { readonly commit: string; readonly at: number }[]>
  /**
   * What changes are told from: the newest of the same branch at another commit, made before this one. Where there is none and the branch is not the default
   * one, the newest of the default branch at another commit, whenever it was made. So the order of judging branches does not matter.
   */
  readonly before: (assessment: Assessment) => Promise<Assessment | null>
}

/** What was read of a commit: when it was first, and when last. */
export type KeptReading = { readonly repositoryId: number; readonly commit: string; readonly since: number; readonly at: number; readonly reading: Reading }

/** What the files of commits say, kept beside the assessments that are made of it: one a repository and commit, each in the place of the one before. It can always be read anew. */
export type ReadingStore = {
  readonly save: (kept: KeptReading) => Promise<void>
  readonly of: (repositoryId: number, commit: string) => Promise<KeptReading | null>
  /** At most `most` of the other commits of a repository at which a workflow had one of these digests of inputs, each with the digest, the newest reading first. */
  readonly withInputs: (repositoryId: number, digests: readonly string[], except: string, most: number) => Promise<readonly { readonly commit: string; readonly digest: string }[]>
}

/** The newest look at what ran on a commit and where it was deployed (with those deployments of other commits that show a way back to it or from it); `starts` is what its workflows say of when they start, `heads` all that it was seen to be the head of. */
export type CommitActivity = {
  readonly repositoryId: number
  readonly commit: string
  readonly starts: readonly WorkflowStart[]
  readonly heads: readonly CommitHead[]
  readonly runs: readonly WorkflowRun[]
  readonly deployments: readonly Deployment[]
  /** When runs were last asked for; null while they were not. */
  readonly runsAt: number | null
  readonly deploymentsAt: number | null
}

/** Kept beside the assessments: one row a repository and commit, each look in the place of the one before. */
export type ActivityStore = {
  readonly save: (activity: CommitActivity) => Promise<void>
  readonly of: (repositoryId: number, commit: string) => Promise<CommitActivity | null>
  /** The newest deployments of a repository to one environment that any look saw, of whichever commit, at most `most`, the newest first; each as the look that saw its newest status. */
  readonly deployments: (repositoryId: number, environment: string, most: number) => Promise<readonly Deployment[]>
}

/** What judged commits left behind for the steps: one a repository and commit, each in the place of the one before. It can always be made anew. */
export type TraceStore = {
  readonly save: (trace: CommitTrace) => Promise<void>
  readonly of: (repositoryId: number, commit: string) => Promise<CommitTrace | null>
  /** At most `most` of a repository, those that were first read last in front; and besides them those of some commits, however old they are. */
  readonly ofRepository: (repositoryId: number, most: number, besides?: readonly string[]) => Promise<readonly CommitTrace[]>
}

/** What people decided and said of repositories: append-only. Adding what is there already (by id) changes nothing, and gives false. */
export type DecisionStore = {
  /** Writes a decision with its entry for the audit in one transaction. */
  readonly decide: (decision: Decision, audit: AuditEntry) => Promise<boolean>
  /** By time, then by id. */
  readonly decisionsOf: (courseId: string, repositoryId: number) => Promise<readonly Decision[]>
  readonly state: (statement: Statement) => Promise<boolean>
  readonly statementsOf: (courseId: string, repositoryId: number) => Promise<readonly Statement[]>
  /** What was said of these kinds in a whole course, in the same order. */
  readonly statementsIn: (courseId: string, kinds: readonly Statement['kind'][]) => Promise<readonly Statement[]>
}

/** Facts that outlive the process. When they were last asked for is known to a day. */
export type FactArchive = FactStore & {
  /** Forgets some facts that nobody asked for since a time, `most` at a time, longest unused first. Gives how many. */
  readonly forgetUnused: (before: number, most: number) => Promise<number>
  /** Forgets some facts that were not used since a time and were written by another extractor or revision than the `current` ones (`extractorName`), `most` at a time. Gives how many. */
  readonly forgetOutdated: (current: readonly string[], before: number, most: number) => Promise<number>
}

/** Append-only lists: what happened, what people decided, what was changed by whom. Adding what is there already (by id) changes nothing. */
export type JournalStore = {
  readonly addEvents: (events: readonly DomainEvent[]) => Promise<void>
  /** In the order of their time, then of their id; of some kinds alone, where they are given. */
  readonly eventsOf: (repositoryId: number, ...kinds: readonly string[]) => Promise<readonly DomainEvent[]>
  /** The newest `most` of each of these kinds, in the same order: bounded, however long a repository is at work. */
  readonly newestEventsOf: (repositoryId: number, most: number, kinds: readonly string[]) => Promise<readonly DomainEvent[]>
  /** Who made the newest `most` pushes to a repository, each by the login that was seen last, who pushed last behind the others. */
  readonly pushersOf: (repositoryId: number, most: number) => Promise<readonly Person[]>
  readonly addAudit: (entry: AuditEntry) => Promise<void>
  readonly audit: (most: number) => Promise<readonly AuditEntry[]>
  /** The newest `most` of a course: what was changed of it, and what was decided in it. */
  readonly auditOf: (courseId: string, most: number) => Promise<readonly AuditEntry[]>
}

/** Who changed what, when; `actor` is a person's numeric id on GitHub, null for the operator at the command line. */
export type AuditEntry = { readonly id: string; readonly at: number; readonly actor: number | null; readonly action: string; readonly subject: string; readonly says: string }

/**
 * One place that the App writes to: the check run of a commit, the comment of a pull request, the capstone issue of a repository (`place` is `capstone`, its number the id on GitHub). `round` counts new check runs of one commit, from 1, and how often a comment or issue was made anew after it was taken away.
 * Kind `answer` is the one comment that answers a person's (`place` is that one's id). Kind `hint` is the one comment that offers a hint unasked (`place` is its matter). Kind `grade` is a comment that shows points (`place` is `capstone` for the grade's own one, else `answer` and the id of the comment that it answers), so that it can be taken away; with `class` and the id of a course it is the one that shows that class in a private repository. Kind `class` is the same in a public one (`place` is the course's id), without points. Kind `notice` is a matter that people were told of (`place`), or the comment that told of several (`batch` and its digest). Kind `again` is no place on GitHub: it notes for which round of a commit an asking (`place` is its id and the commit) stands, so that it is answered once.
 */
export type PublicationPlace = { readonly repositoryId: number; readonly kind: 'check-run' | 'comment' | 'issue' | 'answer' | 'again' | 'hint' | 'grade' | 'notice' | 'class'; readonly place: string; readonly round: number }

/** What was written there: the id on GitHub (null where the answer of creating it was lost or has not come) and the digest of its text (`''` until it is known to be there), opaque to the store. */
export type Publication = PublicationPlace & { readonly remoteId: number | null; readonly digest: string; readonly at: number }

export type PublicationStore = {
  readonly find: (place: PublicationPlace) => Promise<Publication | null>
  /** The highest round of a place, 0 where there is none. */
  readonly lastRound: (place: Omit<PublicationPlace, 'round'>) => Promise<number>
  /** Notes before creating that it is about to be: after a crash one looks on GitHub first. */
  readonly intend: (place: PublicationPlace, now: number) => Promise<void>
  readonly record: (publication: Publication) => Promise<void>
  /** At most `most` places of a kind in a repository, those that were written to last in front. */
  readonly newest: (repositoryId: number, kind: Publication['kind'], most: number) => Promise<readonly Publication[]>
  /** What a check run of ours is about, by its id on GitHub. */
  readonly byRemoteId: (kind: Publication['kind'], remoteId: number) => Promise<Publication | null>
}
