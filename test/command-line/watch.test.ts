import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-watch-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

const run = (words: readonly string[], data: string): Promise<Ran> => runInProcess(words, { DATA_DIR: data }, 300)

/** A store with a course of one repository, whose only participant is ana, as `fill` leaves it. */
async function stored(fill: (store: Store) => Promise<void>): Promise<string> {
  const data = mkdtempSync(join(folder, 'data-'))
  const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  await store.courses.saveCourse(aCourse(), 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await store.hosting.saveRepositories([aRepository()], 0)
  await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 5, login: 'ana' }, since: 0 })
  await fill(store)
  await store.close()
  return data
}

const since = Date.UTC(2026, 2, 2, 9)
const enrol = (store: Store, at: number): Promise<void> => store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'name', since: at })

describe('watch', () => {
  it('lists who is stuck since when at what, that no hint was given, which disputes wait, and what people say of the capstone', async () => {
    const data = await stored(async (store) => {
      await enrol(store, since)
      await store.decisions.state({ id: 's', courseId: 'mlops', repositoryId: 42, at: since + 60_000, said: { commentId: 77, number: 3 }, by: { id: 5, login: 'ana' }, kind: 'dispute', subject: { kind: 'criterion', id: 'lint' }, text: 'It is in tox.ini' })
      const spoken = { courseId: 'mlops', repositoryId: 42, said: null, by: { id: 5, login: 'ana' }, kind: 'feedback' } as const
      for (const [at, rating] of [[1, 2], [2, 4]] as const) await store.decisions.state({ ...spoken, id: `f${at}`, at: since + 60_000 * at, rating, text: 'I ran all of it' })
    })
    const { code, out } = await run(['watch'], data)
    expect([code, out.split('\n').filter((line) => line !== '').map((line) => line.trim())]).toEqual([0, [
      'octo-org/capstone-ana in MLOps, ana; times of UTC',
      '2026-03-02 09:02  no step forward; step 1.1 is open: No commit was read yet; no hint was given yet',
      '2026-03-02 09:01  dispute of criterion lint by ana: escalated, to be answered by 2026-03-09 09:01',
      '2026-03-02 09:02  feedback by ana: 4 of 5, I ran all of it',
    ]])
    const listed = JSON.parse((await run(['watch', '--format', 'json'], data)).out) as unknown
    expect(listed).toMatchObject([{ schema: 1, course: { id: 'mlops' }, repositories: [{ repository: 'octo-org/capstone-ana', people: ['ana'], stuck: [{ kind: 'no-step', subject: 'step-1.1', since: new Date(since + 120_000).toISOString(), hint: null }], disputes: [{ id: 's', state: 'escalated' }], feedback: [{ rating: 4 }] }] }])
  })
  it('says that there is nothing to look at', async () => {
    const data = await stored((store) => enrol(store, Date.now()))
    expect(await run(['watch'], data)).toEqual({ code: 0, out: 'Nobody is stuck, and no dispute waits.\n', err: '' })
    expect((await run(['watch', '--format', 'json'], data)).out).toBe(`${JSON.stringify([{ schema: 1, course: { id: 'mlops', title: 'MLOps', term: null }, repositories: [] }], null, 2)}\n`)
  })
  it.each([[['watch', 'x'], 'watch takes nothing'], [['watch', '--format', 'csv'], '--format of watch is text or json']] as const)('refuses words that it does not know: %j', async (words, says) => {
    expect(await run(words, folder)).toMatchObject({ code: 2, err: expect.stringContaining(says) as unknown })
  })
})
