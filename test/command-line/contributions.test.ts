import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { contributionReading } from '../store/contributions-contract.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-contributions-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

/** Runs `contributions` on a course of two repositories, of which that of ana and ben was read. */
async function contributions(...words: readonly string[]): Promise<Ran> {
  const data = mkdtempSync(join(folder, 'data-'))
  const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  await store.courses.saveCourse(aCourse(), 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await store.hosting.saveRepositories([aRepository(), aRepository({ id: 43, name: 'capstone-olu' })], 0)
  for (const [id, personId, login] of [[42, 5, 'ana'], [42, 6, 'ben'], [43, 7, 'olu']] as const) {
    await store.courses.enrol({ courseId: 'mlops', repositoryId: id, by: 'name', since: 0 })
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: id, person: { id: personId, login }, since: 0 })
  }
  await store.contributions.keep(42, contributionReading({ people: [{ id: 5, login: 'ana', email: '', isBot: false }], commits: [{ sha: 'c'.repeat(40), at: 0, isMerge: false, authors: [0] }], pulls: [], beyond: { commits: 0, pulls: 0 } }))
  await store.close()
  return runInProcess(['contributions', ...words], { DATA_DIR: data }, 300)
}

describe('contributions', () => {
  it('are those of each repository that was read, or of the one that a name or a student leads to', async () => {
    const all = await contributions()
    expect(all).toMatchObject({ code: 0, err: '' })
    expect(all.out).toContain('octo-org/capstone-ana, main at ccccccc, read ')
    expect(all.out).toMatch(/\n {2}ana {2}1 commit; last 1970-01-01 00:00\n {2}ben {2}nothing on GitHub yet\n/)
    expect(all.out).not.toContain('capstone-olu')
    for (const words of [['--repo', 'Octo-Org/capstone-ana'], ['--student', 'ben']]) expect((await contributions(...words)).out).toBe(all.out)
    expect((await contributions('--student', 'olu')).out).toContain('octo-org/capstone-olu: not read, since fewer than two people are known to be at work there, it is for practice, or the App did not come to it yet.')
  })
  it('are given as JSON', async () => {
    const { code, out } = await contributions('--format', 'json')
    expect([code, JSON.parse(out)]).toMatchObject([0, { schema: 1, course: { id: 'mlops' }, repositories: [{ repository: { id: 42 }, read: { students: [{ student: { login: 'ana' }, commits: 1 }, { student: { login: 'ben' }, commits: 0, lastAt: null }] } }] }])
  })
  it.each([
    [['--repo', 'octo-org/other'], 'mlops has no repository and no student called \\"octo-org/other\\"'], [['--student', 'nobody'], 'no student called'], [['--repo', 'churn'], 'takes a repository as owner/name, for example octo-org/churn; found "churn"'],
    [['--repo', 'a/b', '--student', 'c'], '--repo or --student, not both'], [['octo-org/churn'], 'takes nothing but options'], [['--format', 'csv'], 'is text or json'], [['--course', 'other'], 'no course of the id'], [['--student', ' '], 'found nothing'],
  ] as const)('%j says what was expected', async (words, says) => {
    const { code, err } = await contributions(...words)
    expect(code).toBe(2)
    expect(err).toContain(says.replaceAll('\\', ''))
  })
})
