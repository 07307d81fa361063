import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ReleaseWord } from '../../src/model/release.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-roster-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

/** A store whose courses run, with the repository `octo-org/capstone-ana` on which ana works and into which a bot pushed, and a list of students in a file. */
async function stage(list: string, fill: (store: Store) => Promise<void> = () => Promise.resolve()): Promise<{ readonly file: string; readonly run: (...words: readonly string[]) => Promise<Ran>; readonly store: () => Promise<Store> }> {
  const data = mkdtempSync(join(folder, 'data-'))
  const store = (): Promise<Store> => openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  const first = await store()
  await first.courses.saveCourse(aCourse(), 0)
  await first.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await first.hosting.saveRepositories([aRepository()], 0)
  await first.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'name', since: 0 })
  for (const [id, login] of [[5, 'ana'], [6, 'dependabot[bot]']] as const) await first.journal.addEvents([{ id: login, kind: 'push', installationId: 7, repositoryId: 42, actor: { id, login }, at: 1, facts: { branch: 'main' } }])
  await fill(first)
  await first.close()
  const file = join(data, 'students.csv')
  writeFileSync(file, list)
  return { file, store, run: (...words) => runInProcess(words, { DATA_DIR: data }, 300) }
}

const LIST = 'student id,name,github,shoe size\nS1,Ana Kovač,Ana,39\nS2,Ben,ben,44\n'

describe('a list of students', () => {
  it('says what is wrong with it without a sign that a terminal would obey', async () => {
    const { run, file } = await stage('github,\u001b[2Jlogin,Log\u202ein\na,a,a\n')
    const { code, err } = await run('roster', file)
    expect([code, err.includes('\u001b'), err.includes('\u202e')]).toEqual([2, false, false])
    expect(err).toContain(':1: expected each column once')
  })
  it('is imported with what it changes, and shown with where each was found', async () => {
    const { run, file, store } = await stage(LIST)
    expect(await run('roster', file)).toMatchObject({ code: 0, out: 'MLOps: 2 students; 2 added, 0 changed, 0 left, 0 as before.\n  added: Ana Kovač (Ana), Ben (ben)\n  Columns that say nothing here: shoe size.\n' })
    expect((await run('roster')).out).toBe('MLOps: 2 students, 1 of them found in a repository.\n  Ana Kovač (Ana)  octo-org/capstone-ana\n  Ben (ben)        in no repository yet\n')
    writeFileSync(file, 'student id,name,github\nS1,Ana K.,Ana\n')
    expect((await run('roster', file)).out).toContain('1 student; 0 added, 1 changed, 1 left, 0 as before.\n  changed: Ana K. (Ana) (name)\n  left: Ben (ben)\n')
    const opened = await store()
    expect((await opened.roster.of('mlops')).map(({ key, personId }) => [key, personId])).toEqual([['s1', 5]])
    expect((await opened.journal.audit(9)).filter(({ action }) => action === 'roster.imported').map(({ actor, says }) => [actor, says])).toEqual([[null, '0 added, 1 changed, 1 left; 1 in all'], [null, '2 added, 0 changed, 0 left; 2 in all']])
    await opened.close()
  })

  it('says where what was said about the grades of a section holds for nobody by it', async () => {
    const word = (id: string, section: string, says: 'released' | 'held', at: number): ReleaseWord => ({ id, courseId: 'mlops', scope: { kind: 'section', section }, says, by: null, at, reason: '' })
    const { run, file } = await stage('github,section\nana,Monday\nben,Tuesday\ncleo,Friday\ndora,Sunday\n', async ({ releases }) => {
      for (const one of [word('a', 'Monday', 'held', 1), word('b', 'Monday', 'released', 2), word('c', 'Tuesday', 'released', 3), word('d', 'Friday', 'held', 4)]) await releases.say(one, { id: one.id, at: one.at, actor: null, action: 'grades.released', subject: 'course mlops', says: '' })
    })
    await run('roster', file)
    // Tuesday is written in another way, Sunday was never said anything about.
    writeFileSync(file, 'github,section\nana,Mon\nben, Tuesday \ncleo,Mon\ndora,Mon\n')
    const lost = (verb: string, holds: string) => `  Nobody ${verb} in section "Monday" any more, whose grades were released: that word ${holds} for nobody. Say it anew with capstone-coach release --section NAME.\n  Nobody ${verb} in section "Friday" any more, whose grades were held: that word ${holds} for nobody. Say it anew with capstone-coach release --hold --section NAME.\n`
    const preview = (await run('roster', file, '--preview')).out
    expect(preview).toContain(lost('would be', 'would hold'))
    expect(preview).not.toMatch(/Sunday|Tuesday/)
    expect((await run('roster', file)).out).toContain(lost('is', 'holds'))
    expect((await run('roster', file)).out).not.toContain('Nobody is')
  })

  it('that would be imported changes nothing, and the same list again has no entry in the audit', async () => {
    const { run, file, store } = await stage(LIST)
    expect((await run('roster', file, '--preview')).out).toContain('2 students, as it would be; 2 added')
    expect((await run('roster')).out).toBe('MLOps: 0 students, 0 of them found in a repository.\nWork on a repository and are not in the list:\n  ana on octo-org/capstone-ana\n')
    for (const _ of [1, 2]) await run('roster', file)
    const opened = await store()
    expect((await opened.journal.audit(9)).filter(({ action }) => action === 'roster.imported')).toHaveLength(1)
    await opened.close()
  })

  it('that is wrong is told by its lines, and nothing of it counts', async () => {
    const { run, file } = await stage('github\nana\nocto ana\nANA\n')
    expect(await run('roster', file)).toMatchObject({ code: 2, err: `${file}:3: expected the login of a person on GitHub, such as octo-ana; found "octo ana"\n${file}:4: expected everybody once; line 2 has the same student id, e-mail or login ("ana")\n` })
    expect((await run('roster')).out).toContain('0 students')
  })

  it('needs a file that can be read, and a course that runs', async () => {
    const { run, file } = await stage(LIST, (store) => store.courses.saveCourse(aCourse({ id: 'second' }), 0))
    expect(await run('roster', file)).toMatchObject({ code: 2, err: 'capstone-coach: say which course with --course; these run: mlops, second\n' })
    expect(await run('roster', file, '--course', 'third')).toMatchObject({ code: 2, err: 'capstone-coach: no course of the id "third" runs; these do: mlops, second\n' })
    expect(await run('roster', '/nowhere.csv', '--course', 'second')).toMatchObject({ code: 3, err: expect.stringContaining('/nowhere.csv: the list cannot be read (ENOENT)') as string })
    expect((await run('roster', file, '--course', 'second')).code).toBe(0)
  })
})
