import { expect, it } from 'vitest'
import type { Store } from '../../src/store/open-store.ts'
import { aCourse } from '../support/hosting.ts'
import { branch, CHURN, delivery, installation, mark, NOON, NOTHING, RIVER } from './samples.ts'

const LEASE = 1000
const HOUR = 3_600_000

async function bury({ work }: Store, says: string, now: number): Promise<void> {
  const item = await work.claim(now, LEASE)
  if (item === null) throw new Error('nothing was due')
  await work.bury(item, says, now)
}

/** What every store keeps to that whoever runs the App looks at. */
export function operationsContract(open: () => Promise<Store>): void {
  it('tells the whole queue by its states, each as deep as `depth` says, with why and whose', async () => {
    const store = await open()
    const { work, hosting } = store
    await hosting.saveInstallation({ change: 'there', installation: installation(7) }, NOON)
    await hosting.saveInstallation({ change: 'suspended', installation: installation(8, { suspended: true, account: { id: 901, login: 'octo-away', kind: 'organization' } }) }, NOON)
    for (const [at, name] of ['first', 'second'].entries()) {
      await work.mark([mark({ target: branch(name), reason: 'check_run' })], NOON + at)
      await bury(store, `odd ${name}`, NOON + at)
    }
    await work.mark([mark({ dueAt: NOON }), mark({ repositoryId: RIVER, target: branch('held'), dueAt: NOON - 9 }), mark({ target: branch('later'), dueAt: NOON + 500 }), mark({ target: { kind: 'stuck' }, dueAt: NOON + 500 }), mark({ installationId: 8, repositoryId: 3 }), mark({ installationId: 9, repositoryId: 4, dueAt: NOON + 700 })], NOON)
    await work.claim(NOON + 2, LEASE)
    await work.putOffInstallation(9, NOON + 5000)
    await work.putOffInstallation(10, NOON + 6000)
    const asked = (state: 'dead' | 'due' | 'held' | 'resting' | 'later', from = 0, most = 9) => work.queue({ state, most, from }, NOON + 2)
    const names = async (...of: Parameters<typeof asked>): Promise<readonly string[]> => (await asked(...of)).items.map(({ target, repositoryId }) => 'name' in target ? target.name : `${target.kind} ${repositoryId}`)
    expect(await asked('dead')).toMatchObject({
      counts: { dead: 2, due: 1, held: 1, resting: 2, later: 1 }, oldestDueAt: NOON,
      items: [{ target: branch('second'), says: 'odd second', diedAt: NOON + 1, reasons: ['check_run'], account: 'octo-school', installationId: 7, repositoryId: CHURN }, { says: 'odd first' }],
    })
    expect([await names('due'), await names('held'), await names('later'), (await asked('resting')).items.map(({ repositoryId, account }) => [repositoryId, account])]).toEqual([['main'], ['held'], ['later'], [[3, 'octo-away'], [4, null]]])
    expect([await names('dead', 1), await names('dead', 0, 1), await names('dead', 2)]).toEqual([['first'], ['second'], []])
    expect(await work.depth(NOON + 2)).toEqual({ dead: 2, due: 1, held: 1, later: 3, oldestDueAt: NOON })
    expect(await work.resting(NOON + 2)).toEqual([
      { installationId: 8, account: 'octo-away', until: null, isSuspended: true, count: 1 }, { installationId: 9, account: null, until: NOON + 5000, isSuspended: false, count: 1 }, { installationId: 10, account: null, until: NOON + 6000, isSuspended: false, count: 0 },
    ])
  })

  it('has nothing in an empty queue', async () => {
    const { work } = await open()
    expect(await work.queue({ state: 'dead', most: 9, from: 0 }, NOON)).toEqual({ counts: { dead: 0, due: 0, held: 0, resting: 0, later: 0 }, oldestDueAt: null, items: [] })
    expect(await work.resting(NOON)).toEqual([])
  })

  it('brings all that was given up back at once, with no attempts counted', async () => {
    const store = await open()
    const { work } = store
    await work.mark([mark(), mark({ repositoryId: RIVER })], NOON)
    await work.mark([mark({ target: branch('waits'), dueAt: NOON + 500 })], NOON)
    for (const says of ['odd', 'odder']) await bury(store, says, NOON)
    // Each is told by one of two that ask at once.
    const brought = await Promise.all([work.requeue(null, NOON + 1), work.requeue(null, NOON + 1)])
    expect(brought.flat().toSorted((one, other) => one.repositoryId - other.repositoryId)).toEqual([CHURN, RIVER].toSorted((one, other) => one - other).map((repositoryId) => ({ repositoryId, target: branch('main') })))
    expect(await work.depth(NOON + 1)).toMatchObject({ due: 2, later: 1, dead: 0 })
    expect(await work.claim(NOON + 1, LEASE)).toMatchObject({ attempts: 0 })
  })

  it('lists what was set aside, of whatever repository, and lets it be understood again, each counted once', async () => {
    const { deliveries } = await open()
    for (const [id, repositoryId, receivedAt] of [['a', CHURN, NOON], ['b', null, NOON + 1], ['c', CHURN, NOON + 2], ['waits', CHURN, NOON]] as const) await deliveries.add(delivery(id, { repositoryId, receivedAt, action: 'opened' }))
    for (const id of ['a', 'b', 'c']) await deliveries.setAside(id, `odd ${id}`, NOON + 9)
    expect(await deliveries.aside(1, 1)).toEqual({ count: 3, deliveries: [{ id: 'b', name: 'push', action: 'opened', repositoryId: null, receivedAt: NOON + 1, says: 'odd b' }] })
    expect([await deliveries.takeUp('b'), await deliveries.takeUp('b'), await deliveries.takeUp('waits'), await deliveries.takeUp('none')]).toEqual([1, 0, 0, 0])
    expect((await deliveries.waiting(9)).map(({ id }) => id)).toEqual(['waits', 'b'])
    await deliveries.settle('b', NOTHING, NOON + 10)
    const counts = async (): Promise<readonly string[]> => (await deliveries.counts()).filter(({ count }) => count > 0).map(({ result, count }) => `${result} ${count}`).sort()
    expect(await counts()).toEqual(['set-aside 2', 'used 1', 'waiting 1'])
    expect([await deliveries.takeUp(null), (await deliveries.aside(9, 0)).count, await counts()]).toEqual([2, 0, ['used 1', 'waiting 3']])
  })

  it('counts what came lately by event, result and hour', async () => {
    const { deliveries } = await open()
    for (const [id, name, receivedAt] of [['old', 'push', NOON - 1], ['a', 'push', NOON], ['b', 'push', NOON + HOUR - 1], ['c', 'star', NOON + HOUR - 1], ['d', 'push', NOON + HOUR], ['e', 'push', NOON + 23 * HOUR]] as const) await deliveries.add(delivery(id, { name, receivedAt }))
    await deliveries.settle('a', NOTHING, NOON)
    expect(await deliveries.lately(NOON)).toEqual([
      { name: 'push', result: 'used', hour: 0, count: 1 }, { name: 'push', result: 'waiting', hour: 0, count: 1 }, { name: 'star', result: 'waiting', hour: 0, count: 1 },
      { name: 'push', result: 'waiting', hour: 1, count: 1 }, { name: 'push', result: 'waiting', hour: 23, count: 1 },
    ])
  })

  it('tallies each course that runs', async () => {
    const store = await open()
    const { courses, work } = store
    for (const id of ['mlops', 'empty', 'over']) await courses.saveCourse(aCourse({ id }), NOON)
    for (const [courseId, repositoryId] of [['mlops', CHURN], ['mlops', RIVER], ['over', RIVER], ['mlops', 3]] as const) await courses.enrol({ courseId, repositoryId, by: 'name', since: NOON })
    await work.mark([mark(), mark({ repositoryId: 3 })], NOON)
    for (const says of ['odd', 'odder']) await bury(store, says, NOON)
    await courses.endEnrolment('mlops', 3, NOON)
    await courses.changeCourses({ saved: [], letGo: [], ended: [{ courseId: 'over', audit: { id: 'over', at: NOON, actor: null, action: 'course.ended', subject: 'course over', says: '' } }] }, NOON)
    expect([...await courses.tallies()].toSorted(([one], [other]) => one < other ? -1 : 1)).toEqual([['empty', { repositories: 0, dead: 0 }], ['mlops', { repositories: 2, dead: 1 }]])
  })

  it('says what it is', async () => {
    const { about } = await open()
    const said = await about()
    expect(said).toMatchObject({ kind: expect.stringMatching(/^(?:sqlite|postgres)$/) as string, migration: expect.stringMatching(/^\d{4}-/) as string })
    expect(said.bytes).toBeGreaterThan(10_000)
  })
}
