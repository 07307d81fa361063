import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { itemsOf } from '../../src/grade/grade.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { criterion, item, recordOf } from '../support/records.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-grades-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

/** Runs `grades` on a store as `fill` leaves it. */
async function grades(fill: (store: Store) => Promise<void>, ...words: readonly string[]): Promise<Ran> {
  const data = mkdtempSync(join(folder, 'data-'))
  const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  await fill(store)
  await store.close()
  return runInProcess(['grades', ...words], { DATA_DIR: data }, 300)
}

async function aClass(store: Store): Promise<void> {
  await store.courses.saveCourse(aCourse(), 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await store.hosting.saveRepositories([aRepository(), aRepository({ id: 43, name: 'capstone-ben' })], 0)
  for (const [id, login] of [[42, 'ana'], [43, 'ben']] as const) {
    await store.courses.enrol({ courseId: 'mlops', repositoryId: id, by: 'name', since: 0 })
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: id, person: { id, login }, since: 0 })
  }
  await store.assessments.add({ id: 'a', repositoryId: 42, commit: 'a'.repeat(40), branch: 'main', isDefaultBranch: true, at: Date.UTC(2026, 11, 1, 9), digest: 'a', record: recordOf([], [item('Lint', ['lint'], { credit: 1 }), item('Health', ['health'])]) })
}

describe('grades', () => {
  it('are a line a student: points, the commit that counts, that they may still change, and that nobody released them', async () => {
    expect(await grades(aClass)).toMatchObject({ code: 0, out: 'MLOps: 2 students, 100 points for the whole checklist; times of UTC\n  ana  octo-org/capstone-ana  50.00 of 100.00, aaaaaaa of 2026-12-01 09:00, may still change, held\n  ben  octo-org/capstone-ben  nothing counts yet\n' })
  })
  it('are all of the gradebook as JSON', async () => {
    const { code, out } = await grades(aClass, '--format', 'json')
    expect([code, JSON.parse(out)]).toMatchObject([0, { schema: 1, course: { id: 'mlops' }, points: 100, rows: [{ student: { login: 'ana' }, grade: { points: 50, items: [{ id: 'lint', points: 50, of: 50, source: 'automatic' }, { id: 'health', points: 0 }] } }, { student: { login: 'ben' }, grade: null }] }])
  })
  it('say that nobody is there, and which courses are', async () => {
    expect((await grades((store) => store.courses.saveCourse(aCourse(), 0))).out).toBe('MLOps: nobody is in the list of the course, and nobody works on a repository of it yet.\n')
    expect(await grades(() => Promise.resolve())).toMatchObject({ code: 2, err: 'capstone-coach: no course runs here. Name one in COURSE_FILES and start the App once, or write it down in the .github repository of its organization (docs/course.md)\n' })
    expect((await grades(aClass, '--course', 'other')).code).toBe(2)
  })
})

describe('grades --what-if', () => {
  it('say what each student would gain, by the same rule as grades', async () => {
    expect((await grades(aClass, '--what-if', 'health')).out).toBe('MLOps: what 2 students would have with health in place, by the commits that count\n  ana  octo-org/capstone-ana  50.00 as now\n  ben  octo-org/capstone-ben  nothing counts yet\n')
    expect(JSON.parse((await grades(aRealClass, '--what-if', 'Linting passes', '--format', 'json')).out)).toMatchObject({ supposed: { kind: 'item', id: 'linting-passes' }, gains: [{ student: 'ana', points: 0, supposed: 6.25, gain: 6.25 }] })
    expect((await grades(aRealClass, '--what-if', 'lint')).out).toContain('6.25, 6.25 more than now')
  })
  it('say what there is where nothing is called so', async () => {
    expect(await grades(aClass, '--what-if', 'helth')).toMatchObject({ code: 2, err: 'capstone-coach: no item that counts here and no criterion is called "helth"; the items are lint, health\n' })
  })
})

/** Ana alone, of whose checklist nothing is in place. */
async function aRealClass(store: Store): Promise<void> {
  await store.courses.saveCourse(aCourse(), 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await store.hosting.saveRepositories([aRepository()], 0)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'name', since: 0 })
  await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 5, login: 'ana' }, since: 0 })
  const criteria = [...new Set(CHECKLISTS.checklist.items.flatMap((one) => one.criteria.map(({ id }) => id)))].map((id) => criterion(id))
  await store.assessments.add({ id: 'a', repositoryId: 42, commit: 'a'.repeat(40), branch: 'main', isDefaultBranch: true, at: 1, digest: 'a', record: recordOf(criteria, itemsOf(CHECKLISTS.checklist, new Map(criteria.map((one) => [one.id, one])))) })
}
