import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRoster } from '../../src/course/read-roster.ts'
import type { RosterEntry } from '../../src/model/roster.ts'

function entries(text: string): readonly RosterEntry[] {
  const reading = readRoster(text)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.entries
}

function problems(text: string): readonly string[] {
  const reading = readRoster(text)
  return reading.ok ? [] : reading.problems.map(({ line, says }) => `${line}: ${says}`)
}

const NONE = { canvasId: '', sisUserId: '', sisLoginId: '', moodleUser: '', idNumber: '' }
const ANA: RosterEntry = { key: 's17', name: 'Ana Kovač', email: 'ana@example.edu', studentId: 'S17', section: 'Monday', login: 'octo-ana', personId: null, platform: NONE }

describe('a list of students', () => {
  it('is read by the usual names of its columns, in any order, with comma, semicolon or tab', () => {
    expect(entries('Student ID,Name,E-Mail,Section,GitHub username\nS17,Ana Kovač,ana@example.edu,Monday,octo-ana\n')).toEqual([ANA])
    expect(entries('\uFEFFgithub;studentNumber;Vorname;Nachname;email;Gruppe\r\n@octo-ana;S17;Ana;Kovač;ana@example.edu;Monday\r\n')).toEqual([ANA])
    expect(entries('Login\tStudent Id\tFirst name\tLast name\tEmail address\tGroups\nocto-ana\tS17\tAna\tKovač\tana@example.edu\tMonday\n')).toEqual([ANA])
  })

  it.each<[string, string, Partial<RosterEntry>]>([
    ['of GitHub Classroom', 'identifier,github_username,github_id,name\nS17,octo-ana,583231,Ana Kovač\n', { key: 's17', login: 'octo-ana', personId: 583_231, name: 'Ana Kovač' }],
    ['of Canvas, without its row of points and its test student', 'Student,ID,SIS User ID,SIS Login ID,Section,email\n    Points Possible,,,,,\n"Kovač, Ana",90017,u-17,akovac,MLOps 1,ana@example.edu\n"Student, Test",90099,,,MLOps 1,\n', { key: 'ana@example.edu', name: 'Kovač, Ana', section: 'MLOps 1', platform: { ...NONE, canvasId: '90017', sisUserId: 'u-17', sisLoginId: 'akovac' } }],
    ['of Canvas with the last name apart, without its test student', 'LastName,FirstName,ID,Section,email\nKovač,Ana,90017,MLOps 1,ana@example.edu\nStudent,Test,90099,MLOps 1,\n', { key: 'ana@example.edu', name: 'Ana Kovač' }],
    ['of Moodle', 'First name,Last name,Username,ID number,Email address,Groups\nAna,Kovač,akovac,17,ana@example.edu,Monday\n', { key: 'ana@example.edu', name: 'Ana Kovač', platform: { ...NONE, moodleUser: 'akovac', idNumber: '17' } }],
  ])('is that %s', (_, text, expected) => {
    const all = entries(text)
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject(expected)
  })

  it('names the columns that say nothing here', () => {
    expect(readRoster('github,shoe size\nocto-ana,39\n')).toMatchObject({ ok: true, ignored: ['shoe size'] })
  })
})

describe('what is wrong with a list is told with its line, and then nothing of it counts', () => {
  it.each<[string, string, readonly (string | RegExp)[]]>([
    ['nothing', '', ['1: expected a first row with the names of the columns; the file is empty']],
    ['no row', 'github,name\n', ['1: expected a row for each student below the names of the columns; there is none']],
    ['no column that names anybody', 'name,section\nAna,1\n', [/^1: expected a column with the login on GitHub/]],
    ['a column twice', 'github,login\na,a\n', ['1: expected each column once; "github" and "login" say the same']],
    ['a row that names nobody', 'github,name\n,Ana\n', ['2: expected a student id, an e-mail or a login on GitHub; this row has none of them']],
    ['logins that are none', 'github\nocto ana\nhttps://github.com/ana\n', [/^2: expected the login of a person .*; found "octo ana"$/, /^3: expected the login/]],
    ['an e-mail that is none', 'email\nana at home\n', ['2: expected an e-mail address; found "ana at home"']],
    ['a number that is none', 'github,github id\nana,x1\n', ['2: expected the numeric id of a person on GitHub; found "x1"']],
    ['somebody twice', 'student id,github\nS1,ana\ns1,ben\nS3,ANA\n', ['3: expected everybody once; line 2 has the same student id, e-mail or login ("s1")', '4: expected everybody once; line 2 has the same login ("ana")']],
    ['somebody twice, once without the student id', 'student id,email\ns1,ana@x.edu\n,Ana@x.edu\n', ['3: expected everybody once; line 2 has the same e-mail ("ana@x.edu")']],
    ['a name in another encoding', 'github,name\nana,Kova\ufffd\n', ['2: expected text in UTF-8; found signs that are none (save the list as "CSV UTF-8")']],
    ['a sign that no database takes', 'student id,name\ns\u00001,Ana\n', ['2: expected text alone; found control characters, which nobody sees']],
    ['more cells than columns', 'github,name\nana,Kovač,Ana\n', ['2: expected 2 cells as in the first row; found 3']],
    ['a quote that is left open', 'github,name\nana,"Ana\n', ['2: expected a closing quote; the file ends within a cell that began with one']],
    ['a cell that is no name', `github,name\nana,${'x'.repeat(201)}\n`, ['2: expected cells of at most 200 characters']],
  ])('%s', (_, text, expected) => {
    const told = problems(text)
    expect(told).toHaveLength(expected.length)
    for (const [at, one] of expected.entries()) expect(told[at]).toMatch(typeof one === 'string' ? new RegExp(`^${one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : one)
  })

  it('but not that a name goes over two lines of its cell', () => { expect(problems('github,name\nana,"Ana\nKova\u010d \ud83d\ude00"\n')).toEqual([]) })

  it('fifty places of it at most', () => { expect(problems(`github\n${'not a login\n'.repeat(200)}`)).toHaveLength(50) })

  it('whatever the file holds, it is read or told, and everybody in it is somebody', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('', 'github,name\n', 'email;section\n', '\uFEFFidentifier\tgithub id\n'), (text, header) => {
      const reading = readRoster(header + text)
      for (const { key } of reading.ok ? reading.entries : []) expect(key).not.toBe('')
      if (!reading.ok) expect(reading.problems.length).toBeGreaterThan(0)
    }), { numRuns: 500 })
  })
})
