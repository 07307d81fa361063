import type { JudgedBy } from '../../model/checklist.ts'
import type { Command, CommandName } from '../../model/command.ts'
import type { Course } from '../../model/course.ts'
import type { HostedRepository, PullRequest } from '../../model/hosting.ts'
import type { Passage } from '../../model/lesson.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { CourseRole } from '../../model/role.ts'
import type { Mark, WorkItem, WorkTarget } from '../../model/work.ts'
import type { Nameable } from '../../grade/name-subject.ts'
import type { LessonLinks } from '../../report/words/lesson-words.ts'
import type { Enrolment } from '../courses/enrolment.ts'
import type { FromGitHub, InstallationPort, Reaction } from '../ports/github-ports.ts'
import type { GradebookParts } from '../grades/gradebook.ts'
import type { KeptParts } from '../courses/kept-checklists.ts'
import type { Log } from '../ports/operation-ports.ts'
import type { ActivityStore, AssessmentStore, CourseStore, DecisionStore, HostingStore, JournalStore, PublicationStore, ReadingStore, TraceStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'

/** What answering commands is done with. */
export type Answering = GradebookParts & {
  readonly hosting: Pick<HostingStore, 'saveRepositories'>
  readonly courses: Pick<CourseStore, 'staffRole' | 'participantsOf'>
  readonly enrolment: Pick<Enrolment, 'noteParticipant'>
  readonly decisions: DecisionStore
  readonly assessments: Pick<AssessmentStore, 'newest'>
  readonly activities: Pick<ActivityStore, 'of'>
  readonly readings: Pick<ReadingStore, 'of'>
  readonly journal: Pick<JournalStore, 'eventsOf' | 'newestEventsOf'>
  readonly traces: Pick<TraceStore, 'ofRepository'>
  readonly publications: PublicationStore
  readonly work: Pick<WorkStore, 'mark'>
  readonly assessor: KeptParts['assessor']
  readonly checklists: KeptParts['checklists']
  readonly lessons: LessonLinks & {
    /** Where an item, criterion or step is taught, by its id; null where no lesson does. */
    readonly passageFor: (id: string) => Passage | null
  }
  readonly now: () => number
  readonly log: Log
}

export type CommandTarget = WorkTarget & { readonly kind: 'command' }

/** The comment that is answered: where, for which course, by which work. */
export type Asked = { readonly target: CommandTarget; readonly item: WorkItem; readonly port: InstallationPort; readonly repository: HostedRepository; readonly course: Course; readonly isHeld: () => boolean }

/** What commands are answered from: who asks, and how things stand where they ask. */
export type Scene = Asked & {
  readonly role: CourseRole
  /** The pull request that the comment is on, while it is open. */
  readonly pull: PullRequest | null
  /** The newest verdict there, with what the staff decided, as it is shown: of the pull request's head, else of the default branch; null where nothing was judged. */
  readonly record: AssessmentRecord | null
  /** The same as the App itself judged it. */
  readonly automatic: AssessmentRecord | null
  /** What the course asks now. */
  readonly judgedBy: JudgedBy
  readonly all: readonly Nameable[]
}

export type KnownCommand = Command & { readonly known: true }

/** What one command comes to: its answer, the reaction it earns, and what is to be judged after it. */
export type Answered = { readonly text: string; readonly reaction: Reaction; readonly marks?: readonly Mark[]; /** Whether points stand in it, which must not be left where everybody reads. */ readonly holdsPoints?: boolean }

/** Answers one command for somebody who may use it; `text` is whether what stands behind it may be said again. GitHub's trouble is a value; the work is done again then. */
export type AnswerOne = (command: KnownCommand, scene: Scene, parts: Answering, text: 'shown' | 'kept') => Promise<FromGitHub<Answered>>

export type Answers = Readonly<Record<Exclude<CommandName, 'join'>, AnswerOne>>

/** An answer that only tells something. */
export function told(text: string): FromGitHub<Answered> {
  return { ok: true, value: { text, reaction: 'eyes' } }
}

/** The answer once something is kept; GitHub's trouble with what follows from it, which is done again. */
export function carriedOut(kept: FromGitHub<unknown>, text: string): FromGitHub<Answered> {
  return kept.ok ? { ok: true, value: { text, reaction: '+1' } } : kept
}
