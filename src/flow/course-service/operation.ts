import type { Course, Person } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { CourseRole, OperationId, Role, Scope, TokenRole } from '../../model/role.ts'
import type { RosterEntry } from '../../model/roster.ts'
import type { ContributionStore } from '../ports/contribution-port.ts'
import type { CountStore } from '../ports/count-port.ts'
import type { ClassStandingParts } from '../class/class-standing.ts'
import type { GradebookParts } from '../grades/gradebook.ts'
import type { Keeping } from '../decisions/keep-decision.ts'
import type { Log } from '../ports/operation-ports.ts'
import type { PreviewFileParts } from '../courses/preview-course-file.ts'
import type { PrivacyStore } from '../ports/privacy-port.ts'
import type { ProgressParts } from '../judging/progress.ts'
import type { RosterStore } from '../ports/roster-port.ts'
import type { AssessmentStore, CourseStore, DecisionStore, DeliveryStore, HostingStore, JournalStore, PublicationStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'
import type { RepositorySeenParts } from '../class/repository-seen.ts'
import type { StandingParts } from '../class/standing.ts'
import type { StandingStore } from '../ports/standing-port.ts'
import type { ReleaseStore } from '../ports/release-port.ts'
import type { TokenStore } from '../ports/token-port.ts'
import type { WatchNoteStore } from '../ports/watch-note-port.ts'
import type { WrongVerdictStore } from '../ports/wrong-verdict-port.ts'

/** Who asks: who runs the App, a program by its token, or somebody who signed in, with what they are in the course that they ask of, and the repositories of it that they work on. */
export type Actor =
  | { readonly kind: 'operator' }
  | { readonly kind: 'token'; readonly id: string; readonly name: string; readonly role: TokenRole }
  | { readonly kind: 'person'; readonly person: Person; readonly role: CourseRole; readonly works: readonly number[] }

/** What the operations of a course are done with. */
export type ServiceParts = GradebookParts & PreviewFileParts & ProgressParts & ClassStandingParts & RepositorySeenParts & StandingParts & Omit<Keeping, 'decisions'> & {
  readonly courses: Pick<CourseStore, 'courses' | 'savedAt' | 'enrolled' | 'enrolmentsOf' | 'participantsOf' | 'staffOf'>
  readonly hosting: Pick<HostingStore, 'lastSeen' | 'repository'>
  readonly roster: RosterStore
  readonly privacy: PrivacyStore
  readonly assessments: Pick<AssessmentStore, 'newest'>
  readonly decisions: Pick<DecisionStore, 'decide' | 'state' | 'decisionsOf' | 'statementsOf' | 'statementsIn'>
  readonly journal: Pick<JournalStore, 'newestEventsOf' | 'eventsOf' | 'auditOf' | 'addAudit'>
  readonly publications: Pick<PublicationStore, 'newest' | 'find'>
  readonly tokens: TokenStore
  readonly counts: CountStore
  readonly contributions: ContributionStore
  readonly releases: ReleaseStore
  readonly standings: StandingStore
  readonly watchNotes: WatchNoteStore
  readonly work: Pick<WorkStore, 'mark' | 'atWork' | 'inCourse' | 'requeue'>
  readonly deliveries: Pick<DeliveryStore, 'asideIn'>
  readonly wrongVerdicts: WrongVerdictStore
  /** For what fails behind something that is done already. */
  readonly log: Pick<Log, 'error'>
  /** An id that nothing else has. */
  readonly newId: () => string
}

/** Why something is not done: what is wrong, at which part of what was asked (a JSON pointer; null where it is at none), and what to do. `lines` tells what is wrong with each line of a text that was given; left out where none was. */
export type Refusal = { readonly kind: 'not-allowed' | 'not-found' | 'invalid' | 'conflict'; readonly says: string; readonly where: string | null; readonly next: string; readonly lines?: readonly LineProblem[] }

/** What is wrong at a line, counted from 1. */
export type LineProblem = { readonly line: number; readonly says: string }

export type Done<Value = unknown> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal }

/** Whom or what a call is about, found by the word that names it; null where it names none. */
export type Target = { readonly repository: HostedRepository | null; readonly student: RosterEntry | null; readonly repositories: readonly number[] }

/** One call that is let in. `scope` is of what its actor may do it. */
export type Call = { readonly actor: Actor; readonly scope: Scope; readonly course: Course; readonly target: Target | null; readonly parts: ServiceParts }

export type JsonSchema = Readonly<Record<string, unknown>>

/** How an operation is asked over HTTP, below the address of its course: `{of}` and the like stand for what the input calls so; the rest of it comes in the query of a GET, and in the body of a POST, such as `example`, of at most `largest` bytes where that is more than what people write. */
export type HttpForm = { readonly method: 'get'; readonly path: string } | { readonly method: 'post'; readonly path: string; readonly example: object; readonly largest?: number }

/** One thing that can be done in a course: in which words, in which form, and by whom is said elsewhere (`MAY`). */
export type Operation = {
  readonly id: OperationId
  /** What it does, in a sentence. */
  readonly says: string
  readonly input: JsonSchema
  readonly output: JsonSchema
  /** What its input calls `of` names: a student, a repository (or a student who works on one alone), or nothing of either. */
  readonly about: 'course' | 'student' | 'repository'
  /** Null where the API does not have it. */
  readonly http: HttpForm | null
  readonly run: (input: unknown, call: Call) => Promise<Done>
}

/** An operation whose input is of a type: the schema holds that it is, so nothing else may be said there. */
export function operation<Input>(words: Omit<Operation, 'run'>, run: (input: Input, call: Call) => Promise<Done>): Operation {
  return { ...words, run: (input, call) => run(input as Input, call) }
}

/** A call that is carried out. */
export function done<Value>(value: Value): Done<Value> {
  return { ok: true, value }
}

/** A call that is not. */
export function refused(kind: Refusal['kind'], says: string, next: string, where: string | null = null): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { kind, says, where, next } }
}

/** A call with a text that is wrong at some lines: the first of them in its sentence, all of them beside it. `otherwise` is what is wrong where no line is named. */
export function refusedLines(lines: readonly LineProblem[], next: string, where: string, otherwise: string): { readonly ok: false; readonly refusal: Refusal } {
  const [first = { line: 1, says: otherwise }] = lines
  return { ok: false, refusal: { ...refused('invalid', `line ${first.line}: ${first.says}${lines.length > 1 ? `; and ${lines.length - 1} more` : ''}`, next, where).refusal, lines } }
}

/** What an actor is in a course. */
export function roleOfActor(actor: Actor): Role {
  return actor.kind === 'operator' ? 'operator' : actor.role
}
