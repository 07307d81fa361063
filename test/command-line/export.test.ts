import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { importRoster } from '../../src/flow/people/import-roster.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { item, recordOf } from '../support/records.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-export-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

const LIST = 'Student,ID,SIS Login ID,email,github\n"Kovač, Ana",90017,akovac,ana@example.edu,ana\n"Berg, Ben",,,ben@example.edu,ben\n'

/** A class of two, of whom ana has half of the points and ben, whom Canvas does not know, nothing yet; gives how `export` is run on it, and where its files are. */
async function aClass(): Promise<{ readonly run: (...words: readonly string[]) => Promise<Ran>; readonly data: string }> {
  const data = mkdtempSync(join(folder, 'data-'))
  const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  await store.courses.saveCourse(aCourse(), 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await store.hosting.saveRepositories([aRepository()], 0)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'name', since: 0 })
  await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 5, login: 'ana' }, since: 0 })
  await store.assessments.add({ id: 'a', repositoryId: 42, commit: 'a'.repeat(40), branch: 'main', isDefaultBranch: true, at: Date.UTC(2026, 11, 1, 9), digest: 'a', record: recordOf([], [item('Lint', ['lint'], { credit: 1 }), item('Health', ['health'])]) })
  await importRoster('mlops', LIST, { mode: 'write', by: null }, { roster: store.roster, now: () => 1, newId: () => 'import' })
  await store.close()
  return { data, run: (...words) => runInProcess(['export', ...words], { DATA_DIR: data }, 300) }
}

describe('grades as a file', () => {
  it('are written in the form that is asked for, and who is not in it is told', async () => {
    const { run } = await aClass()
    const { code, out, err } = await run('--format', 'canvas', '--title', 'Capstone', '--assignment', '4711')
    expect([code, out.split('\r\n')]).toEqual([0, ['Student,ID,SIS User ID,SIS Login ID,Section,Capstone (4711)', expect.stringMatching(/^ *Points Possible,,,,,100$/) as string, '"Kovač, Ana",90017,,akovac,,50', '']])
    expect(err).toMatch(/Berg, Ben \(ben@example\.edu\): /)
  })
  it.each(['wide', 'long', 'moodle', 'nbgrader'])('as %s go to a file, too', async (format) => {
    const { run, data } = await aClass()
    const file = join(data, 'grades.csv')
    expect(await run('--format', format, '--out', file, '--bom')).toMatchObject({ code: 0, out: '' })
    const text = readFileSync(file, 'utf8')
    expect([text.startsWith('\uFEFF'), text.includes('ana@example.edu'), text.includes('50')]).toEqual([true, true, true])
  })
  it('are filled into a file that was downloaded, which stays as it is otherwise', async () => {
    const { run, data } = await aClass()
    const file = join(data, 'canvas.csv')
    writeFileSync(file, 'Student,ID,SIS Login ID,Section,Essay (1),Capstone (4711)\n    Points Possible,,,,10,100\n"Kovač, Ana",90017,akovac,1,9.50,\n"Stranger",90020,str,1,7,\n')
    const { code, out, err } = await run('--fill', file, '--assignment', '4711')
    expect([code, out]).toEqual([0, 'Student,ID,SIS Login ID,Section,Essay (1),Capstone (4711)\n    Points Possible,,,,10,100\n"Kovač, Ana",90017,akovac,1,9.50,50\n"Stranger",90020,str,1,7,\n'])
    expect(err).toMatch(/line 4: "Stranger" was not found[^]*1 student of it got a grade\.\n$/)
  })
  it('are refused where the file is of neither kind, or cannot be read', async () => {
    const { run, data } = await aClass()
    const file = join(data, 'other.csv')
    writeFileSync(file, 'a,b\n1,2\n')
    expect(await run('--fill', file)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`${file}:1: `) as string })
    expect(await run('--fill', join(data, 'none.csv'))).toMatchObject({ code: 3, err: expect.stringContaining('none.csv: the file cannot be read (ENOENT)') as string })
    expect(await run('--format', 'wide', '--out', join(data, 'no', 'such.csv'))).toMatchObject({ code: 3, err: expect.stringContaining('the file cannot be written (ENOENT)') as string })
  })
  it.each([
    [['students.csv', '--format', 'wide'], 'takes nothing but options'], [['--format', 'excel'], '--format of export is one of: wide, long, canvas, moodle, nbgrader; found "excel"'], [[], 'found nothing'],
    [['--format', 'wide', '--assignment', 'x'], 'the number of an assignment'], [['--format', 'wide', '--identity', 'email'], '--identity goes with --format moodle'], [['--fill', 'a.csv', '--bom'], '--fill keeps the form of the file'],
    [['--format', 'wide', '--grade-column', 'Punkte'], 'go with --fill'], [['--format', 'wide', '--out', ''], '--out of export takes a word'],
  ] as const)('ask for words that fit: %j', async (words, says) => {
    const { run } = await aClass()
    const { code, err } = await run(...words)
    expect([code, err]).toEqual([2, expect.stringContaining(says) as string])
  })
})
