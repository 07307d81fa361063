import { expect, it } from 'vitest'
import type { Standing } from '../../src/model/standing.ts'
import type { Store } from '../../src/store/open-store.ts'
import { aCourse, anInstallation } from '../support/hosting.ts'
import { CHURN, NOON, RIVER } from './samples.ts'

/** A standing as another would be, but for what is said. */
export function standing(changes: Partial<Standing> = {}): Standing {
  return {
    courseId: 'mlops', repositoryId: CHURN, at: NOON, countedBy: '1 a', name: 'octo-org/churn', url: null, workers: [{ id: 42, login: 'ana' }], judged: { commit: 'c'.repeat(40), at: NOON }, steps: [{ id: 'step-1.1', state: 'done', since: NOON }],
    items: [{ id: 'health-check-works', outcome: 'verified', basis: 'observed', source: 'automatic', disagrees: false }], failures: [{ job: 'test', kind: 'missing-module', about: 'mlflow' }], pushes: [NOON - 5, NOON], grade: null, gradeState: 'nothing-yet', dueAt: NOON + 99, failingSince: NOON - 3, stuck: [], disputes: [],
    disagreements: [], workflowChanges: [], ...changes,
  }
}

/** What every `StandingStore` keeps to. */
export function standingsContract(open: () => Promise<Store>): void {
  it('keeps the standing of each repository that was counted last, a course for itself', async () => {
    const { standings } = await open()
    const [first, later, other, elsewhere] = [standing(), standing({ at: NOON + 5, failures: [] }), standing({ repositoryId: RIVER, name: 'octo-org/ü“🙂”' }), standing({ courseId: 'another' })]
    for (const one of [first, other, elsewhere, later]) await standings.save(one)
    // Counted before by another process, and slower to be kept.
    await standings.save(standing({ at: NOON + 4, name: 'octo-org/old' }))
    expect(await standings.of('mlops')).toEqual([later, other].toSorted((one, two) => one.repositoryId - two.repositoryId))
    expect([await standings.of('another'), await standings.of('none')]).toEqual([[elsewhere], []])
  })
  it('tells who works where without the rest, and which repositories of a course are not counted by what it says now', async () => {
    const { standings, courses, hosting } = await open()
    await hosting.saveInstallation({ change: 'there', installation: anInstallation() }, NOON)
    await courses.saveCourse(aCourse(), NOON)
    for (const repositoryId of [CHURN, RIVER, 4711]) await courses.enrol({ courseId: 'mlops', repositoryId, by: 'name', since: NOON })
    await standings.save(standing({ countedBy: '1 a' }))
    await standings.save(standing({ repositoryId: RIVER, countedBy: '2 a', workers: [] }))
    await standings.save(standing({ courseId: 'another', repositoryId: 4711, countedBy: '2 a' }))
    const byId = (ids: readonly number[]): readonly number[] => ids.toSorted((one, other) => one - other)
    expect(await standings.outdated('mlops', '2 a')).toEqual(byId([CHURN, 4711]))
    expect(await standings.workers('mlops')).toEqual([{ repositoryId: CHURN, countedBy: '1 a', workers: [{ id: 42, login: 'ana' }] }, { repositoryId: RIVER, countedBy: '2 a', workers: [] }].toSorted((one, other) => one.repositoryId - other.repositoryId))
    await standings.save(standing({ at: NOON + 1, countedBy: '2 a' }))
    await courses.endEnrolment('mlops', 4711, NOON)
    expect([await standings.outdated('mlops', '2 a'), await standings.outdated('another', '2 a')]).toEqual([[], []])
  })
}
