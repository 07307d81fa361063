import { expect, it } from 'vitest'
import type { WorkStore } from '../../src/flow/ports/work-port.ts'
import type { WorkItem } from '../../src/model/work.ts'
import type { Store } from '../../src/store/open-store.ts'
import { branch, CHURN, mark, NOON, RIVER } from './samples.ts'

const LEASE = 1000

async function claimed(work: WorkStore, now: number): Promise<WorkItem> {
  const item = await work.claim(now, LEASE)
  if (item === null) throw new Error('nothing was due')
  return item
}

/** What every `WorkStore` keeps to. */
export function workContract(open: () => Promise<Store>): void {
  it('tells what of a course was given up, is held, due or has failed, and nothing that only waits', async () => {
    const { work, courses } = await open()
    for (const [courseId, repositoryId] of [['mlops', CHURN], ['mlops', RIVER], ['other', 3]] as const) await courses.enrol({ courseId, repositoryId, by: 'name', since: NOON })
    await work.mark([mark({ target: branch('dead') })], NOON)
    await work.bury(await claimed(work, NOON), 'odd', NOON)
    await work.mark([mark({ target: branch('failed') })], NOON)
    await work.retry(await claimed(work, NOON), NOON + 500, 'away')
    await work.mark([mark({ repositoryId: 3 })], NOON - 1)
    await claimed(work, NOON)
    await work.mark([mark({ target: branch('held') }), mark({ repositoryId: RIVER, target: branch('waits'), dueAt: NOON + 900 })], NOON - 1)
    await claimed(work, NOON)
    await work.mark([mark({ repositoryId: RIVER, target: branch('due') })], NOON)
    const told = await work.inCourse('mlops', 9, NOON)
    expect(told.map(({ target, state, says }) => ['name' in target ? target.name : '', state, says])).toEqual([['dead', 'dead', 'odd'], ['due', 'due', null], ['failed', 'later', 'away'], ['held', 'held', null]])
    expect([(await work.inCourse('mlops', 1, NOON)).length, (await work.inCourse('none', 9, NOON)).length]).toEqual([1, 0])
    await courses.endEnrolment('mlops', CHURN, NOON)
    expect((await work.inCourse('mlops', 9, NOON)).map(({ repositoryId }) => repositoryId)).toEqual([RIVER])
  })

  it('joins the marks of a target: due at the earliest time, every reason and asking once', async () => {
    const { work } = await open()
    await work.mark([mark({ dueAt: NOON + 50 }), mark({ dueAt: NOON + 20, reason: 'workflow_run', again: 'd1' })], NOON)
    await work.mark([mark({ dueAt: NOON + 90, again: 'd2' }), mark({ dueAt: NOON + 90, reason: 'workflow_run', again: 'd1' })], NOON + 10)
    expect(await work.claim(NOON + 19, LEASE)).toBeNull()
    expect(await claimed(work, NOON + 20)).toMatchObject({
      installationId: 7, repositoryId: CHURN, target: branch('main'), seq: 4, attempts: 0, reasons: ['push', 'workflow_run'], again: ['d1', 'd2'], since: NOON,
    })
  })

  it('keeps targets apart, whatever their names hold', async () => {
    const { work } = await open()
    const targets = [
      branch('main'), branch('7'), branch('repository'), branch(`a${'/long'.repeat(900)}`), branch(`b${'/long'.repeat(900)}`), branch('ünïcode-🙂'), branch(''),
      { kind: 'pull-request', number: 7 }, { kind: 'commit', sha: 'f'.repeat(40) }, { kind: 'repository' }, { kind: 'join', courseId: 'mlops', commentId: 9, person: { id: 5, login: 'ana' } }, { kind: 'command', commentId: 9, number: 3, onPullRequest: true, person: { id: 5, login: 'ana' }, commands: [{ known: true, name: 'why', rest: 'health', position: 0 }], left: 0 },
    ] as const
    await work.mark(targets.map((target) => mark({ target })), NOON)
    const seen = []
    for (let item = await work.claim(NOON, LEASE); item !== null; item = await work.claim(NOON, LEASE)) {
      seen.push(item.target)
      await work.finish(item, NOON)
    }
    expect(seen).toHaveLength(targets.length)
    expect(seen).toEqual(expect.arrayContaining([...targets]))
  })

  it('holds one row of a repository at a time', async () => {
    const { work } = await open()
    await work.mark([mark(), mark({ target: branch('other') }), mark({ repositoryId: RIVER }), mark({ installationId: 8, target: branch('third') })], NOON)
    const first = await claimed(work, NOON)
    const second = await claimed(work, NOON)
    expect(new Set([first.repositoryId, second.repositoryId])).toEqual(new Set([CHURN, RIVER]))
    expect(await work.claim(NOON, LEASE)).toBeNull()
    await work.finish(first, NOON)
    await work.finish(second, NOON)
    expect(await claimed(work, NOON)).toMatchObject({ repositoryId: CHURN })
  })

  it('forgets work that is finished', async () => {
    const { work } = await open()
    await work.mark([mark()], NOON)
    expect(await work.finish(await claimed(work, NOON), NOON)).toBe(true)
    expect(await work.claim(NOON + 9999, LEASE)).toBeNull()
    expect(await work.depth(NOON)).toEqual({ due: 0, later: 0, held: 0, dead: 0, oldestDueAt: null })
  })

  it('makes finished work due again where a mark came in meanwhile, with that mark alone', async () => {
    const { work } = await open()
    await work.mark([mark({ again: 'd1' })], NOON)
    const item = await claimed(work, NOON)
    await work.mark([mark({ dueAt: NOON + 70, reason: 'check_run', again: 'd2' }), mark({ dueAt: NOON + 60, reason: 'workflow_run' })], NOON + 10)
    expect(await work.claim(NOON + 100, LEASE)).toBeNull()
    expect(await work.finish(item, NOON + 20)).toBe(true)
    expect(await work.claim(NOON + 59, LEASE)).toBeNull()
    expect(await claimed(work, NOON + 60)).toMatchObject({ id: item.id, seq: 3, reasons: ['check_run', 'workflow_run'], again: ['d2'], since: NOON + 10 })
  })

  it('puts off without counting an attempt, keeps what was asked, and lets a later mark come first', async () => {
    const { work } = await open()
    await work.mark([mark({ again: 'd1' })], NOON)
    expect(await work.putOff(await claimed(work, NOON), NOON + 500, 'CI runs')).toBe(true)
    expect(await work.claim(NOON + 499, LEASE)).toBeNull()
    const again = await claimed(work, NOON + 500)
    expect(again).toMatchObject({ attempts: 0, again: ['d1'], reasons: ['push'], since: NOON })
    await work.mark([mark({ dueAt: NOON + 600 })], NOON + 510)
    await work.putOff(again, NOON + 5000, 'CI runs')
    const third = await claimed(work, NOON + 600)
    await work.putOff(third, NOON + 5000, 'CI runs')
    await work.mark([mark({ dueAt: NOON + 700 })], NOON + 650)
    expect(await claimed(work, NOON + 700)).toMatchObject({ id: third.id })
  })

  it('counts attempts until the work succeeds', async () => {
    const { work } = await open()
    await work.mark([mark()], NOON)
    expect(await work.retry(await claimed(work, NOON), NOON + 10, '502')).toBe(true)
    expect(await work.claim(NOON + 9, LEASE)).toBeNull()
    const second = await claimed(work, NOON + 10)
    expect(second.attempts).toBe(1)
    await work.retry(second, NOON + 20, '502')
    const third = await claimed(work, NOON + 20)
    expect(third.attempts).toBe(2)
    await work.mark([mark({ dueAt: NOON + 30 })], NOON + 20)
    await work.finish(third, NOON + 20)
    expect(await claimed(work, NOON + 30)).toMatchObject({ attempts: 0 })
  })

  it('gives work to another worker when its lease has ended, counts that as an attempt, and fences the first', async () => {
    const { work } = await open()
    await work.mark([mark()], NOON)
    const lost = await claimed(work, NOON)
    expect(await work.claim(NOON + LEASE - 1, LEASE)).toBeNull()
    const item = await claimed(work, NOON + LEASE)
    expect(item).toMatchObject({ id: lost.id, attempts: 1, since: NOON })
    expect(item.token).not.toBe(lost.token)
    const late = [
      await work.renew(lost, NOON + LEASE, LEASE), await work.finish(lost, NOON), await work.putOff(lost, NOON, 'late'), await work.retry(lost, NOON, 'late'), await work.bury(lost, 'late', NOON),
    ]
    expect(late).toEqual([false, false, false, false, false])
    expect(await work.depth(NOON + LEASE)).toMatchObject({ held: 1, due: 0, later: 0, dead: 0 })
    expect(await work.finish(item, NOON + LEASE)).toBe(true)
  })

  it('lets another row of the repository go first where a lease has ended', async () => {
    const { work } = await open()
    await work.mark([mark({ dueAt: NOON - 5 }), mark({ target: branch('other'), dueAt: NOON })], NOON)
    const lost = await claimed(work, NOON)
    const items = [await claimed(work, NOON + LEASE), await work.claim(NOON + LEASE, LEASE)]
    expect(items).toMatchObject([{ repositoryId: CHURN }, null])
    expect(await work.finish(lost, NOON + LEASE)).toBe(false)
  })

  it('renews a lease', async () => {
    const { work } = await open()
    await work.mark([mark()], NOON)
    const item = await claimed(work, NOON)
    expect(await work.renew(item, NOON + 900, LEASE)).toBe(true)
    expect(await work.claim(NOON + LEASE + 1, LEASE)).toBeNull()
    expect(await work.claim(NOON + 900 + LEASE, LEASE)).toMatchObject({ id: item.id })
  })

  it('buries work for the operator, who brings it back', async () => {
    const { work } = await open()
    await work.mark([mark({ again: 'd1' }), mark({ repositoryId: RIVER })], NOON)
    const items = [await claimed(work, NOON), await claimed(work, NOON)]
    for (const [index, item] of items.entries()) expect(await work.bury(item, `broken ${item.repositoryId}`, NOON + index)).toBe(true)
    expect(await work.claim(NOON + 9999, LEASE)).toBeNull()
    expect(await work.depth(NOON)).toMatchObject({ dead: 2, due: 0 })
    expect(await work.dead(1)).toHaveLength(1)
    const dead = (await work.dead(9)).find(({ repositoryId }) => repositoryId === CHURN)
    expect(dead).toMatchObject({ target: branch('main'), says: `broken ${CHURN}`, reasons: ['push'], again: ['d1'], since: NOON })
    expect(await work.requeue(dead?.id ?? '', NOON + 5)).toEqual([{ repositoryId: CHURN, target: branch('main') }])
    expect(await work.requeue(dead?.id ?? '', NOON + 5)).toEqual([])
    expect(await work.requeue('unheard of', NOON)).toEqual([])
    expect(await claimed(work, NOON + 5)).toMatchObject({ repositoryId: CHURN, attempts: 0, again: ['d1'] })
  })

  it('brings dead work back by a mark, also by one that came while it was held', async () => {
    const { work } = await open()
    await work.mark([mark()], NOON)
    await work.retry(await claimed(work, NOON), NOON, 'once')
    await work.bury(await claimed(work, NOON), 'broken', NOON)
    await work.mark([mark({ dueAt: NOON + 40, reason: 'sweep' })], NOON + 30)
    expect(await work.dead(9)).toEqual([])
    expect(await work.claim(NOON + 39, LEASE)).toBeNull()
    const item = await claimed(work, NOON + 40)
    expect(item).toMatchObject({ attempts: 0, reasons: ['push', 'sweep'] })
    await work.mark([mark({ dueAt: NOON + 60 })], NOON + 50)
    expect(await work.bury(item, 'broken', NOON + 55)).toBe(true)
    expect(await work.dead(9)).toEqual([])
    expect(await claimed(work, NOON + 60)).toMatchObject({ attempts: 0 })
  })

  it('serves the installation that was served longest ago', async () => {
    const { work } = await open()
    const busy = [1, 2, 3, 4].map((repositoryId) => mark({ installationId: 1, repositoryId, dueAt: NOON - 50 }))
    await work.mark([...busy, mark({ installationId: 2, repositoryId: 5 }), mark({ installationId: 3, repositoryId: 6 })], NOON)
    const order = []
    for (let turn = 0; turn < 6; turn += 1) order.push((await claimed(work, NOON)).installationId)
    expect(new Set(order.slice(0, 3))).toEqual(new Set([1, 2, 3]))
    expect(order.slice(3)).toEqual([1, 1, 1])
    await work.mark([mark({ installationId: 1, repositoryId: 8, dueAt: NOON - 99 }), mark({ installationId: 2, repositoryId: 9 })], NOON)
    expect(await claimed(work, NOON)).toMatchObject({ installationId: 2 })
  })

  it('takes the work of one installation in the order in which it was due', async () => {
    const { work } = await open()
    await work.mark([mark({ repositoryId: 1, dueAt: NOON - 1 }), mark({ repositoryId: 2, dueAt: NOON - 3 }), mark({ repositoryId: 3, dueAt: NOON - 2 })], NOON)
    expect([await claimed(work, NOON), await claimed(work, NOON), await claimed(work, NOON)].map(({ repositoryId }) => repositoryId)).toEqual([2, 3, 1])
  })

  it('lets an installation rest until the latest time that was said, and others go on', async () => {
    const { work } = await open()
    await work.mark([mark(), mark({ installationId: 8, repositoryId: RIVER })], NOON)
    await work.putOffInstallation(7, NOON + 500)
    await work.putOffInstallation(7, NOON + 100)
    expect(await claimed(work, NOON)).toMatchObject({ installationId: 8 })
    expect(await work.claim(NOON + 499, LEASE)).toBeNull()
    expect(await work.depth(NOON)).toEqual({ due: 0, later: 1, held: 1, dead: 0, oldestDueAt: null })
    expect(await claimed(work, NOON + 500)).toMatchObject({ installationId: 7 })
  })

  it('tells when the next row becomes due that nobody holds and that is not given up', async () => {
    const { work } = await open()
    expect(await work.nextDueAt(NOON)).toBeNull()
    await work.mark([mark({ dueAt: NOON }), mark({ repositoryId: 2, dueAt: NOON + 30 }), mark({ repositoryId: 3, dueAt: NOON + 20 }), mark({ repositoryId: 4, dueAt: NOON - 10 })], NOON)
    const [given, held] = [await claimed(work, NOON), await claimed(work, NOON)]
    await work.bury(given, 'an odd fault', NOON)
    await work.renew(held, NOON, 10)
    expect([await work.nextDueAt(NOON), await work.nextDueAt(NOON + 20), await work.nextDueAt(NOON + 30)]).toEqual([NOON + 20, NOON + 30, null])
  })

  it('says how deep the queue is', async () => {
    const { work } = await open()
    await work.mark([mark({ dueAt: NOON - 30 }), mark({ repositoryId: 2, dueAt: NOON - 20 }), mark({ repositoryId: 3, dueAt: NOON - 10 }), mark({ repositoryId: 4, dueAt: NOON + 9999 })], NOON)
    await claimed(work, NOON)
    expect(await work.depth(NOON)).toEqual({ due: 2, later: 1, held: 1, dead: 0, oldestDueAt: NOON - 20 })
    expect(await work.depth(NOON + LEASE)).toMatchObject({ due: 3, held: 0 })
  })

  it('counts what only waits to look again as no work before it is due, of each course its own', async () => {
    const { work } = await open()
    const later = { repositoryId: 5, dueAt: NOON + 9999 } as const
    await work.mark([mark({ ...later, target: { kind: 'stuck' } }), mark({ ...later, target: { kind: 'count' } }), mark({ ...later, target: { kind: 'class', courseId: 'one' } }), mark({ ...later, target: { kind: 'class', courseId: 'other' } })], NOON)
    expect(await work.depth(NOON)).toMatchObject({ due: 0, later: 0 })
    expect(await work.depth(NOON + 9999)).toMatchObject({ due: 4 })
  })

  it('wakes who waits when work is marked, and no longer than he asks', async () => {
    const { work, onWork } = await open()
    let wakes = 0
    let woken = (): void => {}
    const next = (): Promise<void> => new Promise((resolve) => { woken = resolve })
    const stop = onWork(() => {
      wakes += 1
      woken()
    })
    const first = next()
    await work.mark([mark()], NOON)
    await first
    stop()
    const before = wakes
    await work.mark([mark()], NOON)
    expect(wakes).toBe(before)
  })
}
