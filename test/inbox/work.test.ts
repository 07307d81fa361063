import { describe, expect, it, vi } from 'vitest'
import type { Evaluate, Evaluated } from '../../src/flow/evaluation.ts'
import type { WorkStore } from '../../src/flow/ports/work-port.ts'
import { backOff, waitForGitHub } from '../../src/inbox/back-off.ts'
import { createWorker, type Worker } from '../../src/inbox/work.ts'
import type { WorkItem } from '../../src/model/work.ts'
import { keptLog } from '../support/quiet-log.ts'

const NOW = 1_700_000_000_000

function anItem(id: string, changes: Partial<WorkItem> = {}): WorkItem {
  return { id, installationId: 7, repositoryId: id.charCodeAt(0), target: { kind: 'repository' }, seq: 1, attempts: 0, reasons: ['push'], again: [], token: 't', since: NOW, ...changes }
}

type Setting = { readonly worker: Worker; readonly calls: string[]; readonly quiet: () => Promise<void> }

/** A worker over a queue of these items, which tells what was asked of it. */
function working(items: readonly WorkItem[], evaluate: Evaluate, changes: { readonly workers?: number; readonly lease?: number; readonly longest?: number; readonly renew?: () => Promise<boolean>; readonly now?: () => number; readonly failing?: boolean; readonly whenIdle?: () => Promise<boolean>; readonly isCrowded?: () => boolean; readonly mayBegin?: () => boolean; readonly nextDueAt?: () => number | null } = {}): Setting {
  const calls: string[] = []
  const queue = [...items]
  const call = (name: string, item: WorkItem | number, at?: number): Promise<true> => {
    calls.push([name, typeof item === 'number' ? item : item.id, ...at === undefined ? [] : [`+${at - NOW}`]].join(' '))
    return changes.failing === true ? Promise.reject(new Error('no store')) : Promise.resolve(true)
  }
  const work: WorkStore = {
    claim: () => Promise.resolve(queue.shift() ?? null), nextDueAt: () => Promise.resolve(changes.nextDueAt?.() ?? null),
    mark: () => Promise.resolve(), renew: changes.renew ?? (() => Promise.resolve(true)),
    finish: (item) => call('finish', item), putOff: (item, dueAt) => call('put off', item, dueAt), retry: (item, dueAt) => call('retry', item, dueAt), bury: (item) => call('bury', item),
    putOffInstallation: async (id, until) => { await call('put off installation', id, until) },
    dead: () => Promise.resolve([]), inCourse: () => Promise.resolve([]), requeue: () => Promise.resolve([]), queue: () => Promise.reject(new Error('not asked')), resting: () => Promise.resolve([]), atWork: () => Promise.resolve(new Set()), depth: () => Promise.resolve({ due: 0, later: 0, held: 0, dead: 0, oldestDueAt: null }),
  }
  const worker = createWorker({ work, pace: { slow: async ({ purpose, until }) => { await call(`slow down ${purpose}`, 7, until) } }, evaluate, now: changes.now ?? (() => NOW), random: () => 0.5, log: keptLog(), workers: changes.workers ?? 2, ...changes.whenIdle === undefined ? {} : { whenIdle: changes.whenIdle }, ...changes.isCrowded === undefined ? {} : { isCrowded: changes.isCrowded }, ...changes.mayBegin === undefined ? {} : { mayBegin: changes.mayBegin }, ...changes.lease === undefined ? {} : { lease: changes.lease }, ...changes.longest === undefined ? {} : { longest: changes.longest } })
  return { worker, calls, quiet: () => worker.stop(5000) }
}

async function endOf(item: WorkItem, evaluated: Evaluated): Promise<readonly string[]> {
  const { worker, calls, quiet } = working([item], () => Promise.resolve(evaluated))
  worker.wake()
  await turns()
  await quiet()
  return calls
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => { setImmediate(resolve) })
}

describe('what is done while nothing is due', () => {
  it('waits for all work to end, one thing at a time with a look for work behind each', async () => {
    const said: string[] = []
    let ideas = 2
    const { worker, calls, quiet } = working([anItem('a')], async () => {
      await turns()
      said.push('worked')
      return { kind: 'done', writes: 0 }
    }, { whenIdle: () => {
      said.push(`idle ${ideas}`)
      ideas -= 1
      return Promise.resolve(ideas >= 0)
    } })
    worker.wake()
    await turns()
    worker.wake()
    await turns()
    await turns()
    await quiet()
    expect([said, calls]).toEqual([['worked', 'idle 2', 'idle 1', 'idle 0'], ['finish a']])
  })
})

it('looks again when the next work is due, and not where that is later than the next waking', async () => {
  let looks = 0
  const due = [NOW + 5, NOW + 20_000]
  const { worker, quiet } = working([], () => Promise.reject(new Error('nothing is worked on')), { nextDueAt: () => due.shift() ?? null, whenIdle: () => {
    looks += 1
    return Promise.resolve(false)
  } })
  worker.wake()
  await vi.waitFor(() => { expect(looks).toBe(2) })
  await turns()
  expect([looks, due]).toEqual([2, []])
  await quiet()
})

it('is begun when it may, and asked for again with the next waking', async () => {
  const begun: string[] = []
  let may = 1
  const { worker, quiet } = working(['a', 'b'].map((id) => anItem(id)), ({ id }) => {
    begun.push(id)
    return Promise.resolve({ kind: 'done', writes: 0 })
  }, { mayBegin: () => (may -= 1) >= 0 })
  worker.wake()
  await turns()
  expect(begun).toEqual(['a'])
  may = 1
  worker.wake()
  await turns()
  expect(begun).toEqual(['a', 'b'])
  await quiet()
})

it('is done one piece after the other, and nothing besides, while many webhooks wait to be stored', async () => {
  let [isCrowded, running, most, idle] = [true, 0, 0, 0]
  const whileCrowded: unknown[] = []
  const { worker, calls, quiet } = working(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => anItem(id)), async ({ id }) => {
    running += 1
    most = Math.max(most, running)
    if (id === 'c') {
      whileCrowded.push(most, idle)
      isCrowded = false
    }
    await turns()
    running -= 1
    return { kind: 'done', writes: 0 }
  }, { isCrowded: () => isCrowded, whenIdle: () => { idle += 1; return Promise.resolve(false) } })
  worker.wake()
  await expect.poll(() => calls.length, { timeout: 30_000 }).toBe(6)
  await quiet()
  expect([whileCrowded, most]).toEqual([[1, 0], 2])
})

describe('work that ended', () => {
  it.each<[string, WorkItem, Evaluated, readonly string[]]>([
    ['is finished', anItem('a'), { kind: 'done', writes: 2 }, ['finish a']],
    ['with nothing to judge is finished', anItem('a'), { kind: 'dropped', says: 'archived' }, ['finish a']],
    ['with CI running is put off without counting', anItem('a'), { kind: 'waiting', until: NOW + 90_000, reason: 'CI' }, ['put off a +90000']],
    ['that waits for the pace lets all of its purpose wait, and not the whole installation', anItem('a'), { kind: 'limited', until: NOW + 60_000, paced: 'content-hour', says: '' }, ['slow down verdict 7 +60000', 'put off a +60000']],
    ['at a limit puts the whole installation off until its time', anItem('a'), { kind: 'limited', until: NOW + 60_000, says: '' }, ['put off installation 7 +60000', 'put off a +60000']],
    ['unanswered does not count, and lets the installation rest', anItem('a', { attempts: 7 }), { kind: 'unanswered', says: '502' }, ['put off installation 7 +10000', 'put off a +11250']],
    ['unanswered for a day counts after all', anItem('a', { since: NOW - 25 * 3_600_000 }), { kind: 'unanswered', says: '502' }, ['retry a +5000']],
    ['in failure is tried again', anItem('a', { attempts: 1 }), { kind: 'failed', says: '' }, ['retry a +10000']],
    ['that lost its worker each time is given up', anItem('a', { attempts: 8 }), { kind: 'done', writes: 1 }, ['bury a']],
    ['in its eighth failure is given up', anItem('a', { attempts: 7 }), { kind: 'failed', says: '' }, ['bury a']],
  ])('%s', async (_, item, evaluated, calls) => { expect(await endOf(item, evaluated)).toEqual(calls) })

  it('by a throw is a failure, and the others go on', async () => {
    const { worker, calls, quiet } = working([anItem('a'), anItem('b')], (item) => item.id === 'a' ? Promise.reject(new Error('bug')) : Promise.resolve({ kind: 'done', writes: 0 }), { workers: 1 })
    worker.wake()
    await turns()
    await quiet()
    expect(calls).toEqual(['retry a +5000', 'finish b'])
  })
})

it('works on so many at a time and no more, and on the next when one ends', async () => {
  const ends: (() => void)[] = []
  let most = 0
  let running = 0
  const { worker, calls, quiet } = working([anItem('a'), anItem('b'), anItem('c')], () => new Promise((resolve) => {
    running += 1
    most = Math.max(most, running)
    ends.push(() => { running -= 1; resolve({ kind: 'done', writes: 0 }) })
  }))
  worker.wake()
  worker.wake()
  await turns()
  expect(ends).toHaveLength(2)
  ends[1]?.()
  await turns()
  expect(ends).toHaveLength(3)
  for (const end of ends) end()
  await turns()
  await quiet()
  expect(calls).toEqual(['finish b', 'finish a', 'finish c'])
  expect(most).toBe(2)
})

it('lets running work end when it stops, and takes no more', async () => {
  let end = (): void => {}
  const { worker, calls } = working([anItem('a'), anItem('b')], () => new Promise((resolve) => { end = () => { resolve({ kind: 'done', writes: 0 }) } }), { workers: 1 })
  worker.wake()
  await turns()
  const stopped = worker.stop(5000)
  end()
  await stopped
  worker.wake()
  await turns()
  expect(calls).toEqual(['finish a'])
})

it('gives back what does not end in time, and what that comes to is not written', async () => {
  let end = (): void => {}
  let mayWrite = (): boolean => true
  const { worker, calls } = working([anItem('a')], (_, isHeld) => new Promise((resolve) => { mayWrite = isHeld; end = () => { resolve({ kind: 'done', writes: 0 }) } }))
  worker.wake()
  await turns()
  expect(mayWrite()).toBe(true)
  await worker.stop(1)
  expect(mayWrite()).toBe(false)
  end()
  await turns()
  expect(calls).toEqual(['put off a +0'])
})

it('does not settle work whose lease was lost', async () => {
  let end = (): void => {}
  let renewals = 0
  const { worker, calls, quiet } = working([anItem('a')], () => new Promise((resolve) => { end = () => { resolve({ kind: 'done', writes: 0 }) } }), {
    lease: 30, renew: () => { renewals += 1; return Promise.resolve(false) },
  })
  worker.wake()
  await expect.poll(() => renewals, { timeout: 60_000 }).toBeGreaterThan(0)
  end()
  await turns()
  await quiet()
  expect(calls).toEqual([])
})

it('does not settle work that saw its lease end, though it was renewed after that', async () => {
  let end = (): void => {}
  let mayWrite = (): boolean => true
  let now = NOW
  let renewals = 0
  const { worker, calls, quiet } = working([anItem('a')], (_, isHeld) => new Promise((resolve) => { mayWrite = isHeld; end = () => { resolve({ kind: 'dropped', says: 'its lease was lost' }) } }), {
    lease: 300, now: () => now, renew: () => { renewals += 1; return Promise.resolve(true) },
  })
  worker.wake()
  await turns()
  now += 301
  expect(mayWrite()).toBe(false)
  await expect.poll(() => renewals, { timeout: 10_000 }).toBeGreaterThan(0)
  end()
  await turns()
  await quiet()
  expect(calls).toEqual([])
})

it('begins on a repository when what it still does there has ended, though the store gives it anew because the clock jumped on', async () => {
  const ends: (() => void)[] = []
  const held: (() => boolean)[] = []
  const { worker, calls, quiet } = working([anItem('a'), anItem('a', { token: 'second' }), anItem('b')], (item, isHeld) => new Promise((resolve) => {
    held.push(isHeld)
    ends.push(() => { resolve({ kind: 'failed', says: `${item.id} ${item.token}` }) })
  }), { workers: 3 })
  worker.wake()
  await turns()
  expect(held.map((isHeld) => isHeld())).toEqual([false, true])
  for (const end of ends) end()
  await turns()
  expect(held.map((isHeld) => isHeld())).toEqual([false, false, true])
  expect(calls.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(['retry b'])
  ends.at(-1)?.()
  await turns()
  await quiet()
  expect(calls.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(['retry b', 'retry a'])
})

it('takes an evaluation that hangs as a failure, lets it write no more, and goes on with the next', async () => {
  let mayWrite = (): boolean => true
  const hangs: Evaluate = (item, isHeld) => {
    if (item.id === 'b') return Promise.resolve({ kind: 'done', writes: 0 })
    mayWrite = isHeld
    return new Promise(() => {})
  }
  const { worker, calls, quiet } = working([anItem('a'), anItem('b')], hangs, { workers: 1, longest: 30 })
  worker.wake()
  await expect.poll(() => calls, { timeout: 60_000 }).toEqual(['retry a +5000', 'finish b'])
  expect(mayWrite()).toBe(false)
  await quiet()
})

it('survives a store that fails: the lease ends by itself', async () => {
  const { worker, calls, quiet } = working([anItem('a'), anItem('b')], () => Promise.resolve({ kind: 'done', writes: 0 }), { workers: 1, failing: true })
  worker.wake()
  await turns()
  await quiet()
  expect(calls).toEqual(['finish a', 'finish b'])
})

it('waits longer after each failure, never past half an hour, and not all for the same time', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 20].map((failures) => backOff(failures, 1 - Number.EPSILON) + 1)
  expect(longest).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 640_000, 1_800_000])
  expect(backOff(5, 0)).toBe(0)
})

it('waits for GitHub the longer, the longer it has been waited already', () => {
  expect([0, 60_000, 4 * 60_000, 24 * 3_600_000].map((waited) => waitForGitHub(waited, 1 - Number.EPSILON) + 1)).toEqual([15_000, 15_000, 60_000, 1_200_000])
})
