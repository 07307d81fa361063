import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SheetRow } from '../../src/course/grade-sheet.ts'
import { matchSheet } from '../../src/course/match-sheet.ts'
import { readGradeSheet } from '../../src/course/read-grade-sheet.ts'
import type { RosterEntry } from '../../src/model/roster.ts'
import { FILE_OPTIONS, rosterEntry } from '../support/gradebooks.ts'

/** Students and rows by their keys in words; empty (`-`) where one is not known. Gives the pairs as `student-row`, and of the others why. */
function match(students: readonly string[], rows: readonly string[]): readonly string[] {
  const keysIn = (words: string): readonly string[] => words.split(' ').map((word) => word === '-' ? '' : word)
  const entries = new Map<RosterEntry, readonly string[]>(students.map((words, at) => [rosterEntry(String(at)), keysIn(words)]))
  const sheetRows = rows.map((words, line): SheetRow => ({ line, name: words, keys: keysIn(words), grade: null, feedback: null, closed: null }))
  const { pairs, ...rest } = matchSheet([...entries.keys()], { rows: sheetRows, keysOf: (student) => entries.get(student) ?? [] })
  return [...[...pairs].map(([{ key }, { line }]) => `${key}-${line}`).toSorted(), ...rest.students.map(({ student, why }) => `${student.key}:${why}`), ...rest.rows.map(({ line }) => `:${line}`)]
}

describe('students are found in a downloaded file', () => {
  it.each([
    ['by the first key, whatever the next say', ['1 a x', '2 b y'], ['2 a x', '1 b y'], ['0-1', '1-0']],
    ['by the next one where the first is not known', ['- a x'], ['1 a z'], ['0-0']],
    ['by the next one where the first is nobody\'s', ['9 a x'], ['1 a x'], ['0-0']],
    ['each once, so that a row that is taken stays with who has it', ['1 - x', '- a y'], ['1 a z'], ['0-0', '1:several']],
    ['each once, so that a student who is found is not found again', ['1 a x'], ['1 - y', '2 a z'], ['0-0', ':1']],
    ['not by a key that two have', ['1 - x', '1 - y'], ['1 - z'], ['0:several', '1:several', ':0']],
    ['not by a key that two rows have', ['1 - x'], ['1 - y', '1 - z'], ['0:several', ':0', ':1']],
    ['by a name that one has', ['- - x', '- - y'], ['1 a x'], ['0-0', '1:none']],
    ['not by a name where a key says that it is somebody else', ['1 - x'], ['2 - x'], ['0:several', ':0']],
    ['not at all', ['1 a x'], ['2 b y'], ['0:none', ':0']],
  ])('%s', (_, students, rows, expected) => { expect(match(students, rows)).toEqual(expected) })
  it('alike in any order, and everybody once', () => {
    const keys = fc.array(fc.constantFrom('-', 'a', 'b', 'c'), { minLength: 3, maxLength: 3 }).map((words) => words.join(' '))
    fc.assert(fc.property(fc.array(keys, { maxLength: 4 }), fc.array(keys, { maxLength: 4 }), (students, rows) => {
      const found = match(students, rows)
      const turned = match(students.toReversed(), rows.toReversed()).map((one) => one.replace(/^\d/, (at) => String(students.length - 1 - Number(at))).replace(/(?<=[-:])\d$/, (at) => String(rows.length - 1 - Number(at))))
      expect(turned.toSorted()).toEqual(found.toSorted())
      expect(found.filter((one) => /^\d/.test(one)).length).toBe(students.length)
      expect(found.filter((one) => /\d$/.test(one)).length).toBe(rows.length)
    }), { numRuns: 1000 })
  })
  it.each([
    ['Student,ID,SIS Login ID,Section,MLOps capstone (4711)\nx,,Cleo,A,\n', rosterEntry('s1', { platform: { sisLoginId: 'cLEO' } })],
    ['Identifier,Email address,Grade\nParticipant 1,Cleo@Uni.example,\n', rosterEntry('s1', { email: 'cleo@uni.EXAMPLE' })],
    ['Identifier,ID number,Grade\nParticipant 1,N1,\n', rosterEntry('s1', { email: 'cleo@uni.example', platform: { idNumber: 'N1' } })],
    ['Student,ID,Section,MLOps capstone (4711)\n"Díaz, Cleo",1,A,\n', rosterEntry('s1', { name: 'Cleo  Díaz' })],
  ])('of a platform by how it writes them: %j', (text, student) => {
    const reading = readGradeSheet(text, { assignment: FILE_OPTIONS.assignment, gradeColumn: null, feedbackColumn: null }, 100)
    expect(reading.ok ? matchSheet([student], reading.sheet).pairs.get(student)?.line : reading).toBe(2)
  })
})
