import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { keepStandings } from '../../src/flow/class/standing.ts'
import { watchMatters } from '../../src/flow/class/watch-matters.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { CHECKLISTS } from '../support/checklists.ts'
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

// Not at a full minute, as most things.
const since = Date.UTC(2026, 2, 2, 9, 0, 7)
const now = (): number => since + 20 * 86_400_000
const enrol = (store: Store, at: number): Promise<void> => store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'name', since: at })

describe('watch', () => {
  it('lists the matters of each repository, the most urgent first, with what the staff said of them', async () => {
    const data = await stored(async (store) => {
      await enrol(store, since)
      await store.decisions.state({ id: 's', courseId: 'mlops', repositoryId: 42, at: since + 60_000, said: { commentId: 77, number: 3 }, by: { id: 5, login: 'ana' }, kind: 'dispute', subject: { kind: 'criterion', id: 'lint' }, text: 'It is in tox.ini' })
      const spoken = { courseId: 'mlops', repositoryId: 42, said: null, by: { id: 5, login: 'ana' }, kind: 'feedback' } as const
      for (const [at, rating] of [[1, 2], [2, 4]] as const) await store.decisions.state({ ...spoken, id: `f${at}`, at: since + 60_000 * at, rating, text: 'I ran\nall of it' })
      await keepStandings(42, { ...store, assessor: CHECKLISTS, now })
      const dispute = (await watchMatters(aCourse(), { ...store, now })).matters.find(({ what }) => what.kind === 'dispute')
      await store.watchNotes.add({ id: 'n', courseId: 'mlops', repositoryId: 42, matter: dispute?.key ?? '', since: Date.parse(dispute?.since ?? ''), says: 'seen', by: { id: 9, login: 'kim' }, at: since, note: 'I look on Monday' })
    })
    const { code, out } = await run(['watch'], data)
    expect([code, out.split('\n').filter((line) => line !== '').map((line) => line.trim())]).toEqual([0, [
      'octo-org/capstone-ana in MLOps, ana; times of UTC',
      '2026-03-09 09:01  dispute of criterion lint by ana: escalated, to be answered by 2026-03-09 09:01; seen by kim: I look on Monday',
      '2026-03-02 09:02  no step forward; step 1.1 is open: No commit was read yet; no hint was given yet',
      '2026-03-02 09:00  no push since; the course has no due day',
      '2026-03-02 09:02  feedback by ana: 4 of 5, I ran all of it',
    ]])
    const listed = JSON.parse((await run(['watch', '--format', 'json'], data)).out) as unknown
    expect(listed).toMatchObject([{ schema: 1, course: { id: 'mlops' }, matters: [
      { what: { kind: 'dispute', isEscalated: true }, isSeen: true }, { repository: { name: 'octo-org/capstone-ana' }, people: ['ana'], since: new Date(since + 120_000).toISOString(), what: { kind: 'stuck', how: 'no-step', hint: null } }, { what: { kind: 'silent' } }, { what: { kind: 'feedback', rating: 4 } },
    ] }])
  })
  it('says that there is nothing to look at', async () => {
    const data = await stored(async (store) => {
      await enrol(store, Date.now())
      await keepStandings(42, { ...store, assessor: CHECKLISTS, now: Date.now })
    })
    expect(await run(['watch'], data)).toEqual({ code: 0, out: 'Nothing is on the watch list.\n', err: '' })
    expect((await run(['watch', '--format', 'json'], data)).out).toBe(`${JSON.stringify([{ schema: 1, course: { id: 'mlops', title: 'MLOps', term: null }, matters: [], beingCounted: { outdated: 0, uncounted: 0, of: 1 } }], null, 2)}\n`)
  })
  it('says of how many repositories nothing is counted yet', async () => {
    const data = await stored((store) => enrol(store, Date.now()))
    expect((await run(['watch'], data)).out.split('\n').slice(0, 2)).toEqual(['Nothing is on the watch list.', expect.stringContaining('MLOps: 1 of 1 repository is not counted yet.')])
  })
  it.each([[['watch', 'x'], 'watch takes nothing'], [['watch', '--format', 'csv'], '--format of watch is text or json']] as const)('refuses words that it does not know: %j', async (words, says) => {
    expect(await run(words, folder)).toMatchObject({ code: 2, err: expect.stringContaining(says) as unknown })
  })
})
