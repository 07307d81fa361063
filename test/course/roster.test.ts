import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchRoster, type Worker } from '../../src/course/match-roster.ts'
import { rosterChanges } from '../../src/course/roster-changes.ts'
import type { RosterEntry } from '../../src/model/roster.ts'

const NONE = { canvasId: '', sisUserId: '', sisLoginId: '', moodleUser: '', idNumber: '' }

function student(key: string, changes: Partial<RosterEntry> = {}): RosterEntry {
  return { key, name: '', email: '', studentId: key, section: '', login: key, personId: null, platform: NONE, ...changes }
}

function worker(repositoryId: number, id: number, login: string): Worker {
  return { repositoryId, person: { id, login } }
}

describe('a list that is read again', () => {
  it('tells who is new, who changed and in what, and who is no longer in it', () => {
    const changes = rosterChanges([student('ana'), student('ben', { section: 'Monday' }), student('cleo')], [student('ana'), student('ben', { section: 'Tuesday', name: 'Ben' }), student('dora')])
    expect([changes.added.map(({ key }) => key), changes.changed.map(({ entry, what }) => [entry.key, what]), changes.left.map(({ key }) => key), changes.same]).toEqual([['dora'], [['ben', ['name', 'section']]], ['cleo'], 1])
  })
  it('keeps a numeric id with its login, and asks anew where the list names another one', () => {
    const known = [student('s1', { login: 'ana', personId: 7 })]
    const idFor = (login: string): number | null | undefined => rosterChanges(known, [student('s1', { login })]).entries[0]?.personId
    expect([idFor('ANA'), idFor(''), idFor('ana-new')]).toEqual([7, 7, null])
  })
  it('makes nobody two students: a login or number that another row names goes there', () => {
    const known = [student('s1', { login: 'ana', personId: 7 }), student('s2', { login: 'ben' })]
    const told = (list: readonly RosterEntry[]) => rosterChanges(known, list).entries.map(({ key, login, personId }) => [key, login, personId])
    expect(told([student('s1', { login: '' }), student('s2', { login: 'Ana' })])).toEqual([['s1', '', null], ['s2', 'Ana', null]])
    expect(told([student('s1', { login: 'ana' }), student('s2', { login: 'ben', personId: 7 })])).toEqual([['s1', 'ana', null], ['s2', 'ben', 7]])
  })
  it('knows somebody by the numeric id still whose key is another one now, as where student ids came into the list', () => {
    const { entries: [now] } = rosterChanges([student('ana@example.edu', { login: 'Ana', personId: 7 })], [student('s1', { login: 'ana' })])
    expect([now?.key, now?.personId]).toEqual(['s1', 7])
    expect(rosterChanges([student('s0', { login: '', personId: 7 })], [student('s1', { login: '' })]).entries[0]?.personId).toBeNull()
  })
  it('takes no id of the learning platform away where it has no such column', () => {
    const { entries, changed } = rosterChanges([student('s1', { platform: { ...NONE, canvasId: '90017' } })], [student('s1')])
    expect([entries[0]?.platform.canvasId, changed]).toEqual(['90017', []])
  })
})

describe('the people of a list are found among those who work on its repositories', () => {
  it('by their login, once, and by the numeric id from then on', () => {
    const first = matchRoster([student('s1', { login: 'Ana' })], [worker(1, 7, 'ana')])
    expect([first.students.map(({ repositories }) => repositories), first.found]).toEqual([[[1]], [{ key: 's1', personId: 7 }]])
    // Renamed, and somebody else has the login now.
    const later = matchRoster([student('s1', { login: 'Ana', personId: 7 })], [worker(1, 7, 'ana-kovac'), worker(2, 8, 'ana')])
    expect([later.students.map(({ repositories }) => repositories), later.found, later.strangers]).toEqual([[[1]], [], [worker(2, 8, 'ana')]])
  })
  it('not by a login under which two people worked: it passed from one to the other, and either may be meant', () => {
    const workers = [worker(1, 7, 'ana'), worker(2, 8, 'ANA'), worker(3, 8, 'ana')]
    const { students, found, strangers } = matchRoster([student('s1', { login: 'ana' })], workers)
    expect([students.map(({ entry, repositories }) => [entry.personId, repositories]), found, strangers]).toEqual([[[null, []]], [], workers])
    // The numeric id in the list says who is meant, and the other is then told by the login alone.
    expect(matchRoster([student('s1', { login: 'ana', personId: 7 }), student('s2', { login: 'ana' })], workers).students.map(({ repositories }) => repositories)).toEqual([[1], [2, 3]])
  })
  it('in groups, in several repositories, and not at all', () => {
    const { students, strangers } = matchRoster([student('ana'), student('ben'), student('cleo')], [worker(1, 7, 'ana'), worker(1, 8, 'ben'), worker(2, 7, 'ana'), worker(3, 9, 'stranger')])
    expect(students.map(({ entry, repositories }) => [entry.key, repositories])).toEqual([['ana', [1, 2]], ['ben', [1]], ['cleo', []]])
    expect(strangers).toEqual([worker(3, 9, 'stranger')])
  })
  it('alike in whatever order they come, nobody twice, and nobody by a number that is another\'s', () => {
    const people = fc.array(fc.record({ repositoryId: fc.integer({ min: 1, max: 3 }), id: fc.integer({ min: 1, max: 4 }) }), { maxLength: 8 })
    fc.assert(fc.property(people, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (works, noted) => {
      const entries = noted.map((isNoted, at) => student(`s${at + 1}`, { login: `l${at + 1}`, personId: isNoted ? at + 1 : null }))
      const workers = works.map(({ repositoryId, id }) => worker(repositoryId, id, `l${id}`))
      const matched = matchRoster(entries, workers)
      expect(matchRoster(entries, workers.toReversed()).students).toEqual(matched.students)
      const ids = matched.students.flatMap(({ entry }) => entry.personId ?? [])
      expect(new Set(ids).size).toBe(ids.length)
      for (const { entry, repositories } of matched.students) for (const repository of repositories) expect(workers).toContainEqual(worker(repository, Number(entry.key.slice(1)), `l${entry.key.slice(1)}`))
    }))
  })
})
