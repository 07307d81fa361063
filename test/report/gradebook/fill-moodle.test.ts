import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedbackText, isOwnFeedback } from '../../../src/report/gradebook/feedback.ts'
import { filledSheet } from '../../../src/report/gradebook/filled-sheet.ts'
import { CLASS, FILE_OPTIONS, gradebooks } from '../../support/gradebooks.ts'
import { uploadWorksheet } from '../../support/moodle-reader.ts'

const ENGLISH = { assignment: FILE_OPTIONS.assignment, gradeColumn: null, feedbackColumn: null }

const WORKSHEET = [
  '\uFEFFIdentifier,"Full name","ID number","Email address",Status,Grade,"Maximum grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"',
  '"Participant 41","Ana Kovac",N1,Ana@uni.example,"No submission",,100.00,Yes,-,-,',
  '"Participant 42","Ben Okafor",N2,other@uni.example,"Submitted",70.00,100.00,Yes,-,"Friday, 18 December 2026, 5:00 PM","<p>Well argued.</p>"',
  '"Participant 43","Cleo Díaz",,,=1,1.00,100.00,Yes,-,-,"<p>Capstone Coach: 10 %.</p>"',
  '"Participant 44","Dora Meier",N4,dora@uni.example,,,100.00,Yes,-,-,',
  '"Participant 45","Zoë",,zoe@uni.example,,50.00,100.00,Yes,-,-,',
  '"Participant 46","Nobody Else",,else@uni.example,,,100.00,Yes,-,-,',
  '',
].join('\r\n')

function fill(template: string, columns: Parameters<typeof filledSheet>[2] = ENGLISH): { readonly text: string; readonly says: string; readonly problems: readonly string[] } {
  const result = filledSheet(template, CLASS, columns)
  return result.ok ? { text: result.text, says: result.says, problems: result.problems.map(({ student, line, says }) => `${student ?? 'file'}:${line ?? ''} ${says}`) } : { text: '', says: `${result.line}: ${result.says}`, problems: [] }
}

describe('a worksheet for offline grading that was downloaded from Moodle', () => {
  it('gets grades and feedback, and all else stays byte for byte', () => {
    const { text, says, problems } = fill(WORKSHEET)
    expect(text.split('\r\n')).toEqual(WORKSHEET.split('\r\n')
      .with(1, '"Participant 41","Ana Kovac",N1,Ana@uni.example,"No submission",85.5,100.00,Yes,-,-,Capstone Coach: 85.5 %. https://github.com/octo/ana-ben')
      .with(2, '"Participant 42","Ben Okafor",N2,other@uni.example,"Submitted",85.5,100.00,Yes,-,"Friday, 18 December 2026, 5:00 PM","<p>Well argued.</p>"')
      .with(3, '"Participant 43","Cleo Díaz",,,=1,80,100.00,Yes,-,-,"Capstone Coach: 80 % (provisional), 2 days late (20 points off). https://github.com/octo/cleo"'))
    expect(says).toBe('Taken for a worksheet for offline grading that was downloaded from Moodle; grades go into the column "Grade", feedback into "Feedback comments".')
    expect(problems).toEqual([
      'file: 1 grade in it is provisional and may still change',
      'file:7 "Nobody Else" was not found in the course\'s list; the row stays as it is',
      's2:3 Ben Okafor (s2): has feedback that somebody else wrote, which stays; the grade is filled in',
      's4:5 Dora Meier (s4): is excused, which a worksheet of Moodle cannot say; the row stays as it is',
      's5:6 =cmd(1), "Zoë" 😀 (s5): no grade, since no repository is known yet; the row stays as it is',
    ])
  })
  it('is read back by Moodle with those grades', () => {
    const read = uploadWorksheet(fill(WORKSHEET).text, new Map([[41, 'ana'], [42, 'ben'], [43, 'cleo'], [44, 'dora'], [45, 'zoe'], [46, 'else']]))
    expect([...read].map(([name, { grade }]) => [name, grade])).toEqual([['ana', 85.5], ['ben', 85.5], ['cleo', 80], ['dora', null], ['zoe', 50], ['else', null]])
    expect(read.get('ben')?.feedback).toBe('<p>Well argued.</p>')
  })
  it.each([
    ['as the App wrote it', 'Capstone Coach: 10 %. https://github.com/octo/cleo', true],
    ['as Moodle gives it back', '<div class="text_to_html"><p dir="ltr">Capstone Coach: 80&nbsp;% (provisional), 1 day late (0.5 points off).<br /> https://github.com/octo/cleo</p></div>', true],
    ['that nothing counted', '<p>Capstone Coach: what counts, commit abcdef0, was never judged.</p>', true],
    ['that no repository was known', 'Capstone Coach: no repository is known yet.', true],
    ['with a sentence of a person behind it', '<p>Capstone Coach: 10 %. https://github.com/octo/cleo</p><p>Well argued.</p>', false],
    ['with a sentence of a person in front', 'Well argued. Capstone Coach: 10 %.', false],
    ['with a picture of a person behind it', '<p>Capstone Coach: 10 %.</p><img src="x.png" alt="">', false],
    ['that only begins like it', 'Capstone Coach: see me on Friday.', false],
  ])('writes over feedback %s, and not over a word of a person: %s', (_, written, isOwn) => {
    const { text } = fill(`Identifier,Email address,Grade,Feedback comments\nParticipant 3,cleo@uni.example,,"${written.replaceAll('"', '""')}"\n`)
    expect(text.includes('80 % (provisional), 2 days late (20 points off). https')).toBe(isOwn)
    expect(text.includes(written.replaceAll('"', '""'))).toBe(!isOwn)
  })
  it('knows again whatever feedback the App writes', () => {
    fc.assert(fc.property(gradebooks, ({ rows }) => {
      expect(rows.map(feedbackText).filter((text) => !isOwnFeedback(`<p>${text}</p>`))).toEqual([])
    }))
    for (const row of [...CLASS.rows, ...CLASS.rows.map((one) => ({ ...one, grade: null, unjudged: 'abcdef0123' })), ...CLASS.rows.map((one) => ({ ...one, grade: null }))]) expect(isOwnFeedback(feedbackText(row))).toBe(true)
  })
  it('in another language is known by its participants, and asks for the names of its columns', () => {
    const german = 'ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung,"Zuletzt geändert (Bewertung)","Feedback als Kommentar"\nTeilnehmer/in41,"Ana Kovac",ana@uni.example,,,"100,00",-,\nTeilnehmer/in42,"Ben Okafor",,,,"100,00",-,\n'
    expect(fill(german).says).toBe('1: expected a column "Grade" in this worksheet of Moodle, or the name that it has there; found "ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung", "Zuletzt geändert (Bewertung)", "Feedback als Kommentar"')
    expect(fill(german, { ...ENGLISH, gradeColumn: 'Bewertung', feedbackColumn: 'Feedback' }).says).toMatch(/^1: expected a column "Feedback" in this worksheet/)
    expect(fill(german, { ...ENGLISH, gradeColumn: 'bewertung', feedbackColumn: 'Feedback als Kommentar' }).text.split('\n').slice(1, 3)).toEqual([
      'Teilnehmer/in41,"Ana Kovac",ana@uni.example,,85.5,"100,00",-,Capstone Coach: 85.5 %. https://github.com/octo/ana-ben', 'Teilnehmer/in42,"Ben Okafor",,,85.5,"100,00",-,Capstone Coach: 85.5 %. https://github.com/octo/ana-ben',
    ])
  })
  it('without a column of feedback gets grades alone, and says so', () => {
    const { text, problems } = fill('Identifier,Full name,Email address,Grade,Last modified (grade)\nParticipant 1,x,ana@uni.example,,-\n')
    expect([text.split('\n')[1], problems[0]]).toEqual(['Participant 1,x,ana@uni.example,85.5,-', 'file: the worksheet has no column "Feedback comments", so only grades are filled in'])
  })
  it('stays as it is where Moodle takes no grade', () => {
    const template = 'Identifier,Email address,Grade,Grade can be changed\nParticipant 1,ana@uni.example,,No\n'
    expect([fill(template).text, fill(template).problems.filter((says) => says.includes('cannot'))]).toEqual([template, ['s1:2 Kovac, Ana (s1): Moodle says that their grade cannot be changed; the row stays as it is']])
  })
  it.each([
    ['Identifier,Email address,Grade,Maximum grade\nParticipant 1,ana@uni.example,,10.00\n', '2: expected 100 as the highest grade, as the course counts; the assignment in Moodle has 10.00. Set one of them to the other, and download the worksheet again where it was Moodle'],
    ['Grade,Email address,x\nParticipant 1,ana@uni.example,\n', '1: expected a column for grades and another one for feedback, behind the first column'],
  ])('is refused where a grade would be wrong: %j', (template, says) => { expect(fill(template).says).toBe(says) })
  it('says of semicolons what Moodle needs to be told', () => {
    expect(fill('Identifier;Email address;Grade\nParticipant 1;ana@uni.example;\n').problems).toContain('file: its cells are parted by semicolons: say so where Moodle asks for the separator; a Moodle that does not ask reads commas alone')
  })
})
