import type { CommandName } from './command.ts'

/**
 * Somebody's part in a course. `operator` runs the App; instructors and assistants are its staff, named in its file; a `reader` is a program that a token lets in to read; a participant works on a repository of it; anybody else is a
 * stranger.
 */
export const ROLES = ['operator', 'instructor', 'assistant', 'reader', 'participant', 'stranger'] as const
export type Role = (typeof ROLES)[number]

/** The parts of the staff. Who is named as both is an instructor. */
export type StaffRole = Extract<Role, 'instructor' | 'assistant'>

/** The parts that somebody who writes a comment can have. */
export type CourseRole = Exclude<Role, 'operator' | 'reader'>

/** The parts that a token can have. */
export const TOKEN_ROLES = ['reader', 'assistant', 'instructor'] as const satisfies readonly Role[]
export type TokenRole = (typeof TOKEN_ROLES)[number]

/** Of what something may be done: of everything in the course, of the repositories that one works on, or of a dispute that one opened. */
export type Scope = 'all' | 'own' | 'opened'

/** What can be done in a course, by a comment, at the command line, through the API or on a page. */
export const OPERATION_IDS = [
  'work.see', 'work.ask', 'work.say', 'work.judge', 'work.pause',
  'watch.read', 'watch.note', 'operations.read', 'operations.again',
  'decisions.about', 'decisions.set', 'decisions.clear', 'decisions.excuse', 'decisions.extend', 'disputes.close',
  'course.read', 'course.preview', 'class.read', 'repository.read', 'item.read', 'gradebook.read', 'gradebook.file', 'gradebook.fill', 'progress.read', 'roster.read', 'roster.import', 'student.read', 'student.export', 'student.erase', 'decisions.read', 'disputes.read', 'audit.read', 'contributions.read',
  'wrong.read', 'wrong.report',
  'rejudgings.read', 'rejudgings.preview', 'rejudgings.begin', 'rejudgings.apply', 'rejudgings.undo',
  'releases.read', 'grades.release',
  'tokens.read', 'tokens.create', 'tokens.revoke',
] as const
export type OperationId = (typeof OPERATION_IDS)[number]

/** For what is done for ever and reaches past the course: into the audit, and to what lies on GitHub. */
const OPERATOR = { operator: 'all' } as const
const INSTRUCTORS = { operator: 'all', instructor: 'all' } as const
const STAFF = { ...INSTRUCTORS, assistant: 'all' } as const
const READERS = { ...STAFF, reader: 'all' } as const
const PARTICIPANTS = { ...STAFF, participant: 'own' } as const

/** Who may do what: the one table that comments and all other ways go by. A role that is not named may not. */
export const MAY: Readonly<Record<OperationId, Readonly<Partial<Record<Role, Scope>>>>> = {
  'work.see': { ...PARTICIPANTS, stranger: 'all' },
  'work.ask': PARTICIPANTS,
  'work.say': PARTICIPANTS,
  'work.judge': INSTRUCTORS,
  'work.pause': INSTRUCTORS,
  'decisions.about': STAFF,
  'decisions.set': STAFF,
  'decisions.clear': STAFF,
  'decisions.excuse': STAFF,
  'decisions.extend': INSTRUCTORS,
  'disputes.close': { ...STAFF, participant: 'opened' },
  'course.read': READERS,
  'course.preview': INSTRUCTORS,
  'class.read': STAFF,
  'item.read': STAFF,
  'repository.read': PARTICIPANTS,
  'gradebook.read': READERS,
  'gradebook.file': READERS,
  'gradebook.fill': STAFF,
  'progress.read': STAFF,
  'watch.read': STAFF,
  'watch.note': STAFF,
  'operations.read': STAFF,
  'operations.again': INSTRUCTORS,
  'roster.read': READERS,
  'roster.import': INSTRUCTORS,
  'student.read': STAFF,
  'student.export': INSTRUCTORS,
  'student.erase': OPERATOR,
  'decisions.read': { ...READERS, participant: 'own' },
  'disputes.read': PARTICIPANTS,
  'audit.read': STAFF,
  'contributions.read': { ...READERS, participant: 'own' },
  'wrong.read': STAFF,
  'wrong.report': STAFF,
  'rejudgings.read': STAFF,
  'rejudgings.preview': STAFF,
  'rejudgings.begin': INSTRUCTORS,
  'rejudgings.apply': INSTRUCTORS,
  'rejudgings.undo': INSTRUCTORS,
  'releases.read': STAFF,
  'grades.release': INSTRUCTORS,
  'tokens.read': INSTRUCTORS,
  'tokens.create': INSTRUCTORS,
  'tokens.revoke': INSTRUCTORS,
}

/** Whether somebody may do something to everything of a course: what a page offers to the staff, and to its instructors alone. */
export type May = (id: OperationId) => boolean

/** What a role may do to everything of a course. */
export function mayAll(role: Role): May {
  return (id) => MAY[id][role] === 'all'
}

/** What can be done about the App as a whole, on its own pages. */
export const APP_OPERATION_IDS = ['app.read', 'app.again'] as const
export type AppOperationId = (typeof APP_OPERATION_IDS)[number]

/** Who may do what about the App as a whole: who runs it, and nobody by their part in a course. */
export const MAY_IN_APP: Readonly<Record<AppOperationId, readonly Role[]>> = { 'app.read': ['operator'], 'app.again': ['operator'] }

/** What a command of a comment does. */
export const OPERATION_OF: Readonly<Record<CommandName, OperationId>> = {
  help: 'work.see', status: 'work.see',
  check: 'work.ask', why: 'work.ask', hint: 'work.ask', 'what-if': 'work.ask', done: 'work.say', add: 'work.say', dispute: 'work.say', notify: 'work.say', feedback: 'work.say', join: 'work.say',
  set: 'decisions.set', clear: 'decisions.clear', excuse: 'decisions.excuse', extend: 'decisions.extend', close: 'disputes.close', regrade: 'work.judge', pause: 'work.pause', resume: 'work.pause',
}

/** Who a command is told to be for: anybody, who works on the repository (and the staff), the staff, or its instructors alone. */
export type CommandGroup = 'anyone' | 'participant' | 'staff' | 'instructors'

/** The largest group that a command is for. Who opened a dispute takes it back by a command of the staff. */
export function groupOf(name: CommandName): CommandGroup {
  const may = MAY[OPERATION_OF[name]]
  if (may.stranger !== undefined) return 'anyone'
  if (may.participant === 'all' || may.participant === 'own') return 'participant'
  return may.assistant === undefined ? 'instructors' : 'staff'
}

/** Whether somebody is of the staff of a course. */
export function isStaff(role: Role): role is StaffRole {
  return role === 'instructor' || role === 'assistant'
}
