import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { item, recordOf } from '../support/records.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-release-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

/** Runs commands on a class without a list: ana in a private repository with a grade, ben in one where nothing counts yet. */
async function aClass(): Promise<(...words: readonly string[]) => Promise<Ran>> {
  const data = mkdtempSync(join(folder, 'data-'))
  const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  await store.courses.saveCourse(aCourse(), 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await store.hosting.saveRepositories([aRepository({ private: true }), aRepository({ id: 43, name: 'capstone-ben', private: true })], 0)
  for (const [id, login] of [[42, 'ana'], [43, 'ben']] as const) {
    await store.courses.enrol({ courseId: 'mlops', repositoryId: id, by: 'name', since: 0 })
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: id, person: { id, login }, since: 0 })
  }
  await store.assessments.add({ id: 'a', repositoryId: 42, commit: 'a'.repeat(40), branch: 'main', isDefaultBranch: true, at: 1, digest: 'a', record: recordOf([], [item('Lint', ['lint'], { credit: 1 }), item('Health', ['health'])]) })
  await store.close()
  return (...words) => runInProcess(words, { DATA_DIR: data }, 300)
}

describe('release', () => {
  it('says who sees what, releases it, and the grades say so', async () => {
    const run = await aClass()
    const lines = '  ana  octo-org/capstone-ana  sees 50.00 of 100.00, may still change\n  ben  octo-org/capstone-ben  sees nothing: nothing counts yet\n'
    expect(await run('release', '--class', '--preview')).toMatchObject({ code: 0, err: '', out: `MLOps: Would release the grades of the whole class: 2 students, 2 of whom could not see theirs before.\n${lines}Nothing was written. Without --preview it is done.\n` })
    expect((await run('grades')).out).toMatch(/change, held\n/)
    expect((await run('release', '--class', '--reason', 'after the viva')).out).toBe(`MLOps: Released the grades of the whole class: 2 students, 2 of whom could not see theirs before.\n${lines}The capstone issues are brought to it within a minute, where the App runs.\n`)
    expect((await run('grades')).out).toMatch(/change, released\n/)
    expect((await run('release', '--student', 'ANA', '--hold')).out).toContain('Held the grades of student "ana": 1 student, 1 of whom could see theirs before.\n  ana  octo-org/capstone-ana  sees nothing: held (50.00 of 100.00, may still change)\n')
    expect((await run('release', '--student', 'ana', '--hold')).out).toContain('1 student, for whom nothing changes.')
  })
  it.each([
    [['release'], 'found none'], [['release', '--class', '--section', 'Mon'], 'found several'], [['release', 'ana'], 'found "ana"'], [['release', '--section', ' '], '--section of release takes a word'],
    [['release', '--student', 'an\u001b[2Ja'], 'nobody alone in the list of the course has the key'], [['release', '--class', '--course', 'other'], 'no course of the id "other" runs'],
  ])('%j says what was expected, and releases nothing', async (words, says) => {
    const run = await aClass()
    const { code, err } = await run(...words)
    expect([code, err.includes('\u001b')]).toEqual([2, false])
    expect(err).toContain(says)
    expect((await run('grades')).out).toContain('held')
  })
})
