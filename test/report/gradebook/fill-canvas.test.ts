import { describe, expect, it } from 'vitest'
import type { SheetColumns } from '../../../src/course/grade-sheet.ts'
import type { Gradebook } from '../../../src/model/gradebook.ts'
import { filledSheet } from '../../../src/report/gradebook/filled-sheet.ts'
import { importIntoCanvas, type CanvasUser } from '../../support/canvas-reader.ts'
import { CLASS, gradebookOf, rosterEntry } from '../../support/gradebooks.ts'

const BY_ID: SheetColumns = { assignment: { title: '', canvasId: '4711' }, gradeColumn: null, feedbackColumn: null }

/** A gradebook as Canvas gives it: rows of points and of what is posted by hand, a custom column, other assignments, totals, and its student for tests. */
const DOWNLOADED = [
  '\uFEFFStudent,ID,SIS User ID,SIS Login ID,Section,Notes,Quiz (4700),Capstone (4711),Final Score',
  ',,,,,,Manual Posting,,',
  '    Points Possible,,,,,,10.00,100.00,(read only)',
  '"Kovac, Ana",11,U1,ana,Monday,=1+1,9.00,,90.00',
  '"Okafor, Ben",12,U2,ben,Monday,"says ""hi"", twice",7.50,"55.00",',
  '"Díaz, Cleo",13,U3,CLEO,"Monday and Friday",,, ,',
  '"Meier, Dora",14,U4,dora,Friday,,,60.00,',
  '"=""=cmd""",15,U5,zoe,Friday,,,12.00,',
  '"Nobody, Else",16,U6,else,Friday,,,70.00,',
  '"Student, Test",99,,abc,Friday,,,,',
  '',
].join('\r\n')

function fill(template: string, gradebook: Gradebook = CLASS, columns = BY_ID): { readonly text: string; readonly problems: readonly string[]; readonly filled: number; readonly says: string } {
  const result = filledSheet(template, gradebook, columns)
  return result.ok ? { text: result.text, says: result.says, filled: result.filled, problems: result.problems.map(({ student, line, says }) => `${student ?? 'file'}:${line ?? ''} ${says}`) } : { text: '', says: `${result.line}: ${result.says}`, filled: 0, problems: [] }
}

describe('a gradebook that was downloaded from Canvas', () => {
  it('gets grades in the column of the assignment, and all else stays byte for byte', () => {
    const { text, says, filled, problems } = fill(DOWNLOADED)
    expect(text.split('\r\n')).toEqual(DOWNLOADED.split('\r\n').with(3, '"Kovac, Ana",11,U1,ana,Monday,=1+1,9.00,85.5,90.00').with(4, '"Okafor, Ben",12,U2,ben,Monday,"says ""hi"", twice",7.50,85.5,').with(5, '"Díaz, Cleo",13,U3,CLEO,"Monday and Friday",,,80,').with(6, '"Meier, Dora",14,U4,dora,Friday,,,EX,'))
    expect([says, filled]).toEqual(['Taken for a gradebook that was downloaded from Canvas; grades go into the column "Capstone (4711)".', 4])
    expect(problems).toEqual([
      'file: 1 grade in it is provisional and may still change',
      'file:9 "Nobody, Else" was not found in the course\'s list; the row stays as it is',
      's5:8 =cmd(1), "Zoë" 😀 (s5): no grade, since no repository is known yet; the row stays as it is',
    ])
  })
  it('leaves out the student for tests where the last name stands apart', () => {
    expect(fill('LastName,FirstName,ID,Section,Capstone (4711)\nStudent,Test,99,A,\nElse,Nobody,98,A,\n').problems.filter((says) => says.startsWith('file:'))).toEqual(['file:3 "Nobody Else" was not found in the course\'s list; the row stays as it is'])
  })
  it('is read back by Canvas with those grades', () => {
    const users: readonly CanvasUser[] = [11, 12, 13, 14, 15, 16, 99].map((id) => ({ id, name: '' }))
    const [quiz, capstone] = importIntoCanvas(fill(DOWNLOADED).text, users, [{ id: 4700, title: 'Quiz' }, { id: 4711, title: 'Capstone' }], ['Notes']).columns
    expect([...capstone?.grades ?? []]).toEqual([[11, 85.5], [12, 85.5], [13, 80], [14, 'EX'], [15, 12], [16, 70], [99, null]])
    expect([...quiz?.grades ?? []]).toEqual([[11, 9], [12, 7.5], [13, null], [14, null], [15, null], [16, null], [99, null]])
  })
  it('keeps its semicolons, line ends and missing mark of UTF-8, and is the same when it is filled twice', () => {
    const template = 'Student;ID;SIS Login ID;Section;Capstone (4711)\nPoints Possible;;;;100,00\n"Kovac; Ana";11;x;A;1,5\nX;77;cleo;A;'
    const { text, filled } = fill(template)
    expect(text).toBe('Student;ID;SIS Login ID;Section;Capstone (4711)\nPoints Possible;;;;100,00\n"Kovac; Ana";11;x;A;85.5\nX;77;cleo;A;80')
    expect([filled, fill(text).text]).toEqual([2, text])
  })
  it('with first and last names apart is read, too', () => {
    expect(fill('LastName,FirstName,ID,Section,Capstone (4711)\nOkafor,Ben,,A,\n').text).toBe('LastName,FirstName,ID,Section,Capstone (4711)\nOkafor,Ben,,A,85.5\n')
  })
  it('finds its column by the title where no id is given', () => {
    const template = 'Student,ID,Section,Capstone (4711),Capstone 2 (4712)\nx,11,A,,\n'
    const titled = (title: string): string => fill(template, CLASS, { ...BY_ID, assignment: { title, canvasId: null } }).text.split('\n')[1] ?? ''
    expect([titled('Capstone'), titled('Capstone 2'), titled('Capstone (4711)')]).toEqual(['x,11,A,85.5,', 'x,11,A,,85.5', 'x,11,A,85.5,'])
  })
  it('finds a student by a name that nobody else has, unless an id says otherwise', () => {
    const students = [rosterEntry('s1', { name: 'Ana Kovac' }), rosterEntry('s2', { name: 'Ben Okafor', platform: { sisUserId: 'U9' } }), rosterEntry('s3', { name: 'Kim Li' }), rosterEntry('s4', { name: 'Max Weber' }), rosterEntry('s5', { name: 'Max Weber' })]
    const { text, problems } = fill('Student,ID,SIS User ID,SIS Login ID,Section,C (4711)\n"Kovac, Ana",1,U1,a,A,\n"Okafor, Ben",2,U2,b,A,\n"Li, Kim",3,U3,c,A,\n"Li, Kim",4,U4,d,A,\n"Weber, Max",5,U5,e,A,\n', gradebookOf(students.map((student) => ({ student, repository: null, grade: CLASS.rows[0]?.grade ?? null }))))
    expect(text.split('\n').map((line) => line.endsWith('85.5'))).toEqual([false, true, false, false, false, false, false])
    expect(problems.map((says) => says.split(';')[0]?.split(',')[0])).toEqual([
      's2: Ben Okafor (s2): it is not certain which row of the file is theirs', 's3: Kim Li (s3): it is not certain which row of the file is theirs', 's4: Max Weber (s4): it is not certain which row of the file is theirs', 's5: Max Weber (s5): it is not certain which row of the file is theirs',
      'file:3 "Okafor', 'file:4 "Li', 'file:5 "Li', 'file:6 "Weber',
    ])
  })
  it('stays as it is where the assignment is not given to somebody, or a row is too short', () => {
    const template = 'Student,ID,Section,Capstone (4711)\nx,11,A,N/A\ny,14,A\n'
    expect([fill(template).text, fill(template).problems.filter((says) => !says.includes('is not in the file'))]).toEqual([template, ['s1:2 Kovac, Ana (s1): Canvas says N/A: the assignment is not given to them; the row stays as it is', 's4:3 Dora Meier (s4): the row ends before the column of grades and stays as it is']])
  })
  it.each([
    ['Student,ID,Section,Quiz (14711),Quiz (47110)\nx,11,A,\n', '1: expected a column whose name ends with (4711) for the assignment; found "Quiz (14711)", "Quiz (47110)"'],
    ['Student,ID,Section,A (4711),B (4711)\nx,11,A,,\n', '1: expected one column whose name ends with (4711); found 2: name the assignment by its id, the number in parentheses'],
    ['Student,ID,Section,A (4711)\nPoints Possible,,,10\nx,11,A,\n', '2: expected 100 points possible, as the course counts; the assignment in Canvas has 10. Set one of them to the other, and download the file again where it was Canvas'],
    ['Student,ID,Section,A (4711)\nPoints Possible,,,(read only)\nx,11,A,\n', '2: Canvas marks this column as "(read only)": it takes no grades; name an assignment'],
  ])('is refused where its column is not certain: %j', (template, says) => { expect(fill(template).says).toBe(says) })
  it('says of tabs that Canvas does not read them', () => {
    expect(fill('Student\tID\tSection\tA (4711)\nx\t11\tA\t\n').problems[0]).toMatch(/^file: its cells are parted by tabs, and Canvas reads commas and semicolons/)
  })
})

it.each([
  ['', 'expected a gradebook of Canvas or a worksheet of Moodle; the file is empty'],
  ['name,grade\nana,1\n', 'this is neither, its columns are "name", "grade"'],
  ['student,name,points\ns1,Ana,1\ns2,Ben,2\n', 'this is neither, its columns are "student", "name", "points"'],
  ['Student,ID,Quiz\nx,1,2\n', 'this is neither, its columns are "Student", "ID", "Quiz"'],
  ['"a', 'expected a closing quote'],
])('a file that is neither is refused with the reason: %j', (template, says) => { expect(fill(template).says).toContain(says) })
