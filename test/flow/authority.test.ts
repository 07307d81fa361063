import { describe, expect, it } from 'vitest'
import { authorityOf } from '../../src/flow/authority.ts'
import { COMMAND_NAMES, type CommandName, type CourseRole } from '../../src/model/command.ts'

const ROLES: readonly CourseRole[] = ['stranger', 'participant', 'staff']

/** Who may, in the order of the roles; a second word where a public repository keeps the text to itself. */
const TABLE: Readonly<Record<CommandName, readonly [string, string, string]>> = {
  help: ['shown', 'shown', 'shown'],
  status: ['shown', 'shown', 'shown'],
  check: ['no', 'shown', 'shown'],
  why: ['no', 'shown', 'shown'],
  hint: ['no', 'shown', 'shown'],
  done: ['no', 'shown', 'shown'],
  add: ['no', 'shown', 'shown'],
  dispute: ['no', 'shown', 'shown'],
  feedback: ['no', 'shown', 'shown'],
  join: ['no', 'shown', 'shown'],
  set: ['no', 'no', 'kept in public'],
  clear: ['no', 'no', 'kept in public'],
  excuse: ['no', 'no', 'kept in public'],
  extend: ['no', 'no', 'kept in public'],
  close: ['no', 'no', 'shown'],
  regrade: ['no', 'no', 'shown'],
  pause: ['no', 'no', 'shown'],
  resume: ['no', 'no', 'shown'],
}

const cases = COMMAND_NAMES.flatMap((name) => ROLES.flatMap((role, at) => [true, false].map((isPrivate) => ({ name, role, isPrivate, expected: TABLE[name][at] ?? '' }))))

describe('who may ask what', () => {
  it.each(cases)('$name by a $role (private $isPrivate): $expected', ({ name, role, isPrivate, expected }) => {
    const text = expected === 'kept in public' && !isPrivate ? 'kept' : 'shown'
    expect(authorityOf(name, role, { private: isPrivate, ownDispute: false })).toEqual(expected === 'no' ? { allowed: false } : { allowed: true, text })
  })

  it('takes a dispute back where the participant opened it, and nobody else\'s', () => {
    const own = { private: true, ownDispute: true }
    expect(ROLES.map((role) => authorityOf('close', role, own).allowed)).toEqual([false, true, true])
    expect(COMMAND_NAMES.filter((name) => authorityOf(name, 'participant', own).allowed !== authorityOf(name, 'participant', { ...own, ownDispute: false }).allowed)).toEqual(['close'])
  })
})
