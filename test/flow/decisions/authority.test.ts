import { describe, expect, it } from 'vitest'
import { authorityOf } from '../../../src/flow/decisions/authority.ts'
import { COMMAND_NAMES, type CommandName } from '../../../src/model/command.ts'
import { MAY, OPERATION_IDS, ROLES, type CourseRole, type OperationId } from '../../../src/model/role.ts'

const WRITERS: readonly CourseRole[] = ['stranger', 'participant', 'assistant', 'instructor']

/** Who may, in the order of the roles; a second word where a public repository keeps the text to itself. */
const COMMANDS: Readonly<Record<CommandName, readonly [string, string, string, string]>> = {
  help: ['shown', 'shown', 'shown', 'shown'],
  status: ['shown', 'shown', 'shown', 'shown'],
  check: ['no', 'shown', 'shown', 'shown'],
  why: ['no', 'shown', 'shown', 'shown'],
  hint: ['no', 'shown', 'shown', 'shown'],
  'what-if': ['no', 'shown', 'shown', 'shown'],
  done: ['no', 'shown', 'shown', 'shown'],
  add: ['no', 'shown', 'shown', 'shown'],
  dispute: ['no', 'shown', 'shown', 'shown'],
  notify: ['no', 'shown', 'shown', 'shown'],
  feedback: ['no', 'shown', 'shown', 'shown'],
  join: ['no', 'shown', 'shown', 'shown'],
  set: ['no', 'no', 'kept in public', 'kept in public'],
  clear: ['no', 'no', 'kept in public', 'kept in public'],
  excuse: ['no', 'no', 'kept in public', 'kept in public'],
  extend: ['no', 'no', 'no', 'kept in public'],
  close: ['no', 'no', 'shown', 'shown'],
  regrade: ['no', 'no', 'no', 'shown'],
  pause: ['no', 'no', 'no', 'shown'],
  resume: ['no', 'no', 'no', 'shown'],
}

const cases = COMMAND_NAMES.flatMap((name) => WRITERS.flatMap((role, at) => [true, false].map((isPrivate) => ({ name, role, isPrivate, expected: COMMANDS[name][at] ?? '' }))))

describe('who may ask what', () => {
  it.each(cases)('$name by a $role (private $isPrivate): $expected', ({ name, role, isPrivate, expected }) => {
    const text = expected === 'kept in public' && !isPrivate ? 'kept' : 'shown'
    expect(authorityOf(name, role, { private: isPrivate, ownDispute: false })).toEqual(expected === 'no' ? { allowed: false } : { allowed: true, text })
  })

  it('takes a dispute back where the participant opened it, and nobody else\'s', () => {
    const own = { private: true, ownDispute: true }
    expect(WRITERS.map((role) => authorityOf('close', role, own).allowed)).toEqual([false, true, true, true])
    expect(COMMAND_NAMES.filter((name) => authorityOf(name, 'participant', own).allowed !== authorityOf(name, 'participant', { ...own, ownDispute: false }).allowed)).toEqual(['close'])
  })
})

/** Of what each role may do it, in the order of `ROLES`: operator, instructor, assistant, reader, participant, stranger. */
const TABLE: Readonly<Record<OperationId, string>> = {
  'work.see': 'all all all no own all',
  'work.ask': 'all all all no own no',
  'work.say': 'all all all no own no',
  'work.judge': 'all all no no no no',
  'work.pause': 'all all no no no no',
  'decisions.about': 'all all all no no no',
  'decisions.set': 'all all all no no no',
  'decisions.clear': 'all all all no no no',
  'decisions.excuse': 'all all all no no no',
  'decisions.extend': 'all all no no no no',
  'disputes.close': 'all all all no opened no',
  'course.read': 'all all all all no no',
  'course.preview': 'all all no no no no',
  'class.read': 'all all all no no no',
  'item.read': 'all all all no no no',
  'repository.read': 'all all all no own no',
  'gradebook.read': 'all all all all no no',
  'progress.read': 'all all all no no no',
  'watch.read': 'all all all no no no',
  'watch.note': 'all all all no no no',
  'operations.read': 'all all all no no no',
  'operations.again': 'all all no no no no',
  'gradebook.file': 'all all all all no no',
  'gradebook.fill': 'all all all no no no',
  'roster.read': 'all all all all no no',
  'roster.import': 'all all no no no no',
  'student.read': 'all all all no no no',
  'student.export': 'all all no no no no',
  'student.erase': 'all no no no no no',
  'decisions.read': 'all all all all own no',
  'disputes.read': 'all all all no own no',
  'audit.read': 'all all all no no no',
  'contributions.read': 'all all all all own no',
  'wrong.read': 'all all all no no no',
  'wrong.report': 'all all all no no no',
  'rejudgings.read': 'all all all no no no',
  'rejudgings.preview': 'all all all no no no',
  'rejudgings.begin': 'all all no no no no',
  'rejudgings.apply': 'all all no no no no',
  'rejudgings.undo': 'all all no no no no',
  'releases.read': 'all all all no no no',
  'grades.release': 'all all no no no no',
  'tokens.read': 'all all no no no no',
  'tokens.create': 'all all no no no no',
  'tokens.revoke': 'all all no no no no',
}

describe('what each role may do in a course', () => {
  it.each(OPERATION_IDS.map((id) => [id, TABLE[id]] as const))('%s: %s', (id, expected) => {
    expect(ROLES.map((role) => MAY[id][role] ?? 'no').join(' ')).toBe(expected)
  })
})
