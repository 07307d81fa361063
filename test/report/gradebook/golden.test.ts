import { describe, expect, it } from 'vitest'
import type { GradebookRow } from '../../../src/model/gradebook.ts'
import { filledSheet } from '../../../src/report/gradebook/filled-sheet.ts'
import { GRADE_FORMAT_NAMES, GRADE_FORMATS, isGradeFormat, type GradeFormatName } from '../../../src/report/gradebook/formats.ts'
import type { GradeFileOptions } from '../../../src/report/gradebook/grade-file.ts'
import { CLASS, excusedItem, FILE_OPTIONS, gradebookOf, gradedItem, gradeOf, rosterEntry } from '../../support/gradebooks.ts'
import { readCsv } from '../../support/read-csv.ts'

function linesOf(format: GradeFormatName, options: Partial<GradeFileOptions> = {}, gradebook = CLASS): readonly string[] {
  return GRADE_FORMATS[format].write(gradebook, { ...FILE_OPTIONS, ...options }).text.split('\r\n').slice(0, -1)
}

function problemsOf(format: GradeFormatName, options: Partial<GradeFileOptions> = {}, gradebook = CLASS): readonly string[] {
  return GRADE_FORMATS[format].write(gradebook, { ...FILE_OPTIONS, ...options }).problems.map(({ student, says }) => `${student ?? 'file'} | ${says}`)
}

const ODD = `"'=cmd(1), ""Zoë"" 😀"`

describe('the file for Canvas', () => {
  it('has its header, the points, and a row for everybody that Canvas can find', () => {
    expect(linesOf('canvas')).toEqual([
      'Student,ID,SIS User ID,SIS Login ID,Section,MLOps capstone (4711)',
      'Points Possible,,,,,100',
      '"Kovac, Ana",11,U1,ana,Monday,85.5',
      'Ben Okafor,,U2,,Monday,85.5',
      'Cleo Díaz,,,cleo,,80',
      'Dora Meier,14,,,,EX',
      `${ODD},15,,,,`,
    ])
    expect(problemsOf('canvas')).toEqual(['file | 1 grade in it is provisional and may still change'])
  })
  it('leaves out and tells who is found by nothing, or by what another has too', () => {
    const { rows } = CLASS
    const students = [rosterEntry('n1', { name: 'Nobody' }), rosterEntry('n2', { platform: { canvasId: 'x1', sisUserId: '=1', sisLoginId: '1,234' } }), rosterEntry('n3', { platform: { canvasId: '11' } })]
    const gradebook = gradebookOf([...rows.slice(0, 2), ...students.map((student) => ({ student, repository: null, grade: null }))])
    expect(linesOf('canvas', {}, gradebook).slice(2)).toEqual(['Ben Okafor,,U2,,Monday,85.5'])
    expect(problemsOf('canvas', {}, gradebookOf([{ student: students[0] ?? rosterEntry('n0'), repository: null, grade: null }]))[0]).toBe('file | nobody is in it, since Canvas could find nobody: import a list of students that has what Canvas knows them by, or have a file filled in that comes from Canvas')
    expect(problemsOf('canvas', {}, gradebook)).toEqual([
      's1 | Kovac, Ana (s1): another student of the list has the same ID, SIS User ID or SIS Login ID; both left out',
      'n1 | Nobody (n1): no ID, SIS User ID or SIS Login ID is known that Canvas could find them by; left out',
      'n2 | n2: no ID, SIS User ID or SIS Login ID is known that Canvas could find them by; left out',
      'n3 | n3: another student of the list has the same ID, SIS User ID or SIS Login ID; both left out',
    ])
  })
  it.each([
    ['MLOps capstone', null, 'MLOps capstone', ''],
    ['MLOps (2026)', null, 'MLOps (2026)', 'the title ends with a number in parentheses'],
    ['MLOps (2026)', '4711', 'MLOps (2026) (4711)', ''],
    ['MLOps', 'x', 'MLOps', 'expected the assignment\'s id in Canvas as digits'],
    ['Final Score', '4711', 'Final Score (4711)', 'the name of a column that Canvas makes itself'],
    ['=1', '4711', "'=1 (4711)", ''],
  ])('heads its column %s with id %s as %s, and tells what Canvas makes of it', (title, canvasId, heading, says) => {
    expect(linesOf('canvas', { assignment: { title, canvasId } })[0]).toBe(`Student,ID,SIS User ID,SIS Login ID,Section,${heading}`)
    expect(problemsOf('canvas', { assignment: { title, canvasId } })).toEqual([...(says === '' ? [] : [expect.stringContaining(says) as string]), 'file | 1 grade in it is provisional and may still change'])
  })
  it('has no zero where nothing could be seen, and excuses nobody of whom nothing was asked', () => {
    for (const grade of [gradeOf([excusedItem('tests'), gradedItem('deploy', 0, 0, { outcome: 'unknown' })]), gradeOf([])]) {
      expect(linesOf('canvas', {}, gradebookOf([{ student: rosterEntry('s1', { platform: { canvasId: '1' } }), repository: null, grade }]))[2]).toBe('s1,1,,,,')
    }
  })
  it('has two students of whom one has as a login what is the SIS id of the other', () => {
    const students = [rosterEntry('s1', { platform: { sisUserId: 'k7' } }), rosterEntry('s2', { platform: { sisLoginId: 'k7' } })]
    expect(linesOf('canvas', {}, gradebookOf(students.map((student) => ({ student, repository: null, grade: null })))).slice(2)).toEqual(['s1,,k7,,,', 's2,,,k7,,'])
  })
})

describe('the file for Moodle', () => {
  it('has an identity that everybody has, the grade, and feedback beside it', () => {
    expect(linesOf('moodle')).toEqual([
      'username,email,grade,feedback',
      'ana.k,ana@uni.example,85.5,Capstone Coach: 85.5 %. https://github.com/octo/ana-ben',
      'ben.o,ben@uni.example,85.5,Capstone Coach: 85.5 %. https://github.com/octo/ana-ben',
      'cleo.d,cleo@uni.example,80,"Capstone Coach: 80 % (provisional), 2 days late (20 points off). https://github.com/octo/cleo"',
      'dora.m,dora@uni.example,,Capstone Coach: excused. https://github.com/octo/dora',
      'zoe,zoe@uni.example,,Capstone Coach: no repository is known yet.',
    ])
  })
  it('leaves out and tells who lacks the identity that is asked for', () => {
    expect(linesOf('moodle', { moodleIdentity: 'idnumber' }).map((line) => line.split(',').slice(0, 3).join(','))).toEqual(['username,email,idnumber', 'ana.k,ana@uni.example,N1', 'ben.o,ben@uni.example,N2', 'dora.m,dora@uni.example,N4'])
    expect(problemsOf('moodle', { moodleIdentity: 'idnumber' })).toEqual([
      expect.stringMatching(/^file \| blank grades are no grade/),
      's3 | Cleo Díaz (s3): no ID number is known that Moodle could find them by; left out',
      's5 | =cmd(1), "Zoë" 😀 (s5): no ID number is known that Moodle could find them by; left out',
    ])
  })
  it('has no column by which a row could go to somebody else, and leaves out who would be found as another', () => {
    const students = [['n1', 'a@uni.example', '1'], ['n2', 'A@uni.example', ''], ['n3', 'c@uni.example', '0']] as const
    const gradebook = gradebookOf(students.map(([key, email, idNumber]) => ({ student: rosterEntry(key, { email, platform: { idNumber } }), repository: null, grade: null })))
    const cells = (options: Partial<GradeFileOptions>): readonly string[] => linesOf('moodle', options, gradebook).map((line) => line.split(',').slice(0, -2).join(','))
    expect(cells({ moodleIdentity: 'idnumber' })).toEqual(['idnumber', '1'])
    expect(cells({ moodleIdentity: 'email' })).toEqual(['email', 'c@uni.example'])
    expect(problemsOf('moodle', { moodleIdentity: 'email' }, gradebook).slice(1)).toEqual(['n1 | n1: another student of the list has the same e-mail; both left out', 'n2 | n2: another student of the list has the same e-mail; both left out'])
  })
  it('says that Moodle takes no more than 100 points by itself, and nothing of blanks where there are none', () => {
    expect(problemsOf('moodle', {}, { ...CLASS, points: 200, rows: CLASS.rows.slice(0, 2) })).toEqual([expect.stringMatching(/^file \| the course counts 200 points/)])
    expect(problemsOf('moodle', {}, { ...CLASS, rows: CLASS.rows.slice(0, 2) })).toEqual([])
  })
  it('has no address in its feedback that could be more than one', () => {
    const [row] = CLASS.rows
    const repository = { id: 1, name: 'x', url: 'https://x.example/"><script>' }
    expect(row === undefined ? [] : linesOf('moodle', {}, gradebookOf([{ ...row, repository }]))[1]).toBe('ana.k,ana@uni.example,N1,85.5,Capstone Coach: 85.5 %.')
  })
})

describe('the file of nbgrader', () => {
  it('has its columns, the score before and after lateness, and blank scores where there is no grade', () => {
    expect(linesOf('nbgrader')).toEqual([
      'assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score',
      'MLOps capstone,2026-12-18 22:59:59,2026-12-18 17:30:00,s1,Kovac,Ana,ana@uni.example,85.5,0,85.5,100',
      'MLOps capstone,2026-12-18 22:59:59,2026-12-18 17:30:00,s2,Okafor,Ben,ben@uni.example,85.5,0,85.5,100',
      'MLOps capstone,2026-12-18 22:59:59,2026-12-18 17:30:00,s3,Díaz,Cleo,cleo@uni.example,100,20,80,100',
      'MLOps capstone,2026-12-18 22:59:59,2026-12-18 17:30:00,s4,Meier,Dora,dora@uni.example,,,,100',
      'MLOps capstone,2026-12-18 22:59:59,,s5,\'=cmd(1),"""Zoë"" 😀",zoe@uni.example,,,,100',
    ])
    expect(problemsOf('nbgrader')).toEqual(['file | 1 grade in it is provisional and may still change'])
    expect(linesOf('nbgrader', { dueAt: null })[1]).toMatch(/^MLOps capstone,,2026/)
  })
})

describe('the wide file', () => {
  it('has a row a student with their grade, and a column an item', () => {
    expect(linesOf('wide')).toEqual([
      'student,name,email,student_id,section,login,repository,state,released,points,of,percent,days_late,deduction,commit,pushed_at,judged_at,item:tests,item:deploy',
      `s1,"Kovac, Ana",ana@uni.example,s1,Monday,ana,octo/ana-ben,final,released,85.5,100,85.5,0,0,${'a'.repeat(40)},2026-12-18T17:30:00.000Z,2026-12-18T17:31:05.000Z,60,25.5`,
      `s2,Ben Okafor,ben@uni.example,s2,Monday,ben-o,octo/ana-ben,final,held,85.5,100,85.5,0,0,${'a'.repeat(40)},2026-12-18T17:30:00.000Z,2026-12-18T17:31:05.000Z,60,25.5`,
      `s3,Cleo Díaz,cleo@uni.example,s3,,cleo,octo/cleo,provisional,held,80,100,80,2,20,${'c'.repeat(40)},2026-12-18T17:30:00.000Z,2026-12-18T17:31:05.000Z,60,40`,
      `s4,Dora Meier,dora@uni.example,s4,,dora,octo/dora,excused,held,,,,0,,${'d'.repeat(40)},2026-12-18T17:30:00.000Z,2026-12-18T17:31:05.000Z,,`,
      `s5,${ODD},zoe@uni.example,s5,,,,no-repository,held,,,,,,,,,,`,
    ])
  })
})

describe('the long file', () => {
  it('has a row a student and item with whose word it is, and tells who has none', () => {
    const judged = (commit: string): string => `${commit.repeat(40)},2026-12-18T17:31:05.000Z,production-readiness,3,12,`
    expect(linesOf('long')).toEqual([
      'student,name,repository,item,title,outcome,basis,points,of,source,by,reason,evidence_url,commit,judged_at,checklist,checklist_revision,engine_revision,level',
      `s1,"Kovac, Ana",octo/ana-ben,tests,Title of tests,verified,observed,60,60,automatic,,,https://github.com/octo/ana-ben/blob/a/tests.py#L1,${judged('a')}`,
      `s1,"Kovac, Ana",octo/ana-ben,deploy,Title of deploy,partial,observed,25.5,40,decided,kim,"shown in class, by hand",,${judged('a')}`,
      `s2,Ben Okafor,octo/ana-ben,tests,Title of tests,verified,observed,60,60,automatic,,,https://github.com/octo/ana-ben/blob/a/tests.py#L1,${judged('a')}`,
      `s2,Ben Okafor,octo/ana-ben,deploy,Title of deploy,partial,observed,25.5,40,decided,kim,"shown in class, by hand",,${judged('a')}`,
      `s3,Cleo Díaz,octo/cleo,tests,Title of tests,verified,observed,60,60,automatic,,,,${judged('c')}`,
      `s3,Cleo Díaz,octo/cleo,deploy,Title of deploy,verified,observed,40,40,automatic,,,,${judged('c')}`,
      `s4,Dora Meier,octo/dora,tests,Title of tests,missing,observed,,0,excused,kim,ill,,${judged('d')}`,
      `s4,Dora Meier,octo/dora,deploy,Title of deploy,missing,observed,,0,excused,kim,ill,,${judged('d')}`,
    ])
    expect(problemsOf('long')).toEqual(['s5 | =cmd(1), "Zoë" 😀 (s5): no rows, since no repository is known yet'])
  })
})

describe('who works on several repositories', () => {
  const student = rosterEntry('s1', { name: 'Ana Kovac', email: 'ana@uni.example', platform: { canvasId: '11', moodleUser: 'ana' } })
  const rowOf = (name: string, points: number | null): GradebookRow => ({ student, repository: { id: 1, name, url: null }, isReleased: false, grade: points === null ? null : gradeOf([gradedItem('tests', points, 100)]) })
  it.each([
    ['has the grade of the one that has any', [rowOf('octo/a', null), rowOf('octo/b', 80)], '80'],
    ['has the grade that they have in all', [rowOf('octo/a', 80), rowOf('octo/b', 80)], '80'],
    ['has none where none has any', [rowOf('octo/a', null), rowOf('octo/b', null)], ''],
  ])('%s, once', (_, rows, grade) => {
    expect(linesOf('canvas', {}, gradebookOf(rows)).slice(2)).toEqual([`Ana Kovac,11,,,,${grade}`])
    expect(linesOf('moodle', {}, gradebookOf(rows)).slice(1).map((line) => line.split(',').slice(0, 3).join(','))).toEqual([`ana,ana@uni.example,${grade}`])
    expect(linesOf('nbgrader', {}, gradebookOf(rows)).slice(1).map((line) => line.split(',').at(-2))).toEqual([grade])
  })
  it('is left out and told where the grades differ, and has all of them in the wide and the long file', () => {
    const gradebook = gradebookOf([rowOf('octo/a', 80), rowOf('octo/b', 60), rowOf('octo/c', null)])
    for (const format of ['canvas', 'moodle', 'nbgrader'] as const) {
      expect(linesOf(format, {}, gradebook).filter((line) => line.toLowerCase().includes('ana'))).toEqual([])
      expect(problemsOf(format, {}, gradebook)).toEqual(['s1 | Ana Kovac (s1): has different grades in several repositories (octo/a: 80 and octo/b: 60), and which one counts is not said; left out'])
    }
    expect(readCsv(GRADE_FORMATS.wide.write(gradebook, FILE_OPTIONS).text).slice(1).map((row) => [row[6], row[9]])).toEqual([['octo/a', '80'], ['octo/b', '60'], ['octo/c', '']])
    expect(readCsv(GRADE_FORMATS.long.write(gradebook, FILE_OPTIONS).text).slice(1).map((row) => [row[2], row[7]])).toEqual([['octo/a', '80'], ['octo/b', '60']])
    expect(problemsOf('long', {}, gradebook)).toEqual(['s1 | Ana Kovac (s1): no rows of octo/c, since nothing counts yet'])
  })
  it('gets nothing in a downloaded file where the grades differ', () => {
    const template = 'Student,ID,Section,MLOps capstone (4711)\n"Kovac, Ana",11,A,\n'
    const filled = (points: number): ReturnType<typeof filledSheet> => filledSheet(template, gradebookOf([rowOf('octo/a', 80), rowOf('octo/b', points)]), { assignment: FILE_OPTIONS.assignment, gradeColumn: null, feedbackColumn: null })
    expect(filled(80)).toMatchObject({ text: template.replace('11,A,', '11,A,80'), problems: [] })
    expect(filled(60)).toMatchObject({ text: template, problems: [{ student: 's1', line: 2, says: 'Ana Kovac (s1): has different grades in several repositories (octo/a: 80 and octo/b: 60), and which one counts is not said; the row stays as it is' }] })
  })
})

describe('every format', () => {
  it.each(GRADE_FORMAT_NAMES)('%s is named, says what it is for, and begins with the mark of UTF-8 on request alone', (name) => {
    expect([isGradeFormat(name), isGradeFormat(`${name}x`), isGradeFormat('toString')]).toEqual([true, false, false])
    expect(GRADE_FORMATS[name].says).toMatch(/^[A-Z].+\.$/)
    const [plain, marked] = [linesOf(name), linesOf(name, { withBom: true })]
    expect(plain[0]?.startsWith('\uFEFF')).toBe(false)
    expect(marked).toEqual([`\uFEFF${plain[0] ?? ''}`, ...plain.slice(1)])
  })
  it.each(GRADE_FORMAT_NAMES)('%s has its header where the course has no students', (name) => {
    const [header, ...rows] = readCsv(GRADE_FORMATS[name].write(gradebookOf([]), FILE_OPTIONS).text)
    expect([header?.includes(''), rows.length]).toEqual([false, name === 'canvas' ? 1 : 0])
  })
})
