import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SlowedDown } from '../../../src/flow/ports/pace-port.ts'
import { createPacer, type Act, type Entered, type Pacer, type PacerParts } from '../../../src/flow/pace/pacer.ts'
import { ratesOf, type PaceLimits } from '../../../src/flow/pace/rates.ts'
import type { Purpose } from '../../../src/model/purpose.ts'
import { memoryPace } from '../../support/paced.ts'
import { virtualTime, type VirtualTime } from '../../support/virtual-time.ts'

const NOON = 1_800_000_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ACTS: readonly Act[] = ['read', 'query', 'write', 'content', 'check-run']
const POINTS: Readonly<Record<Act, number>> = { read: 1, query: 1, write: 5, content: 5, 'check-run': 5 }

type Stage = { readonly time: VirtualTime; readonly slowed: SlowedDown[]; readonly pacer: Pacer; readonly another: () => Pacer }

function stage(limits: Partial<PaceLimits> = {}, parts: Partial<PacerParts> = {}): Stage {
  const time = virtualTime(NOON)
  const slowed: SlowedDown[] = []
  const store = memoryPace()
  const all = { pointsAMinute: 0, contentAMinute: 0, contentAnHour: 0, checkRunsAreContent: true, ...limits }
  const another = (): Pacer => createPacer({ installationId: 7, rates: ratesOf(all), checkRunsAreContent: all.checkRunsAreContent, store, now: time.now, sleep: time.sleep, onSlow: (one) => { slowed.push(one) }, ...parts })
  return { time, slowed, pacer: another(), another }
}

/** Asks to be let in, and notes when it was: null where it was told to come back later. */
async function enterAll(time: VirtualTime, pacer: Pacer, wishes: readonly (readonly [Act, Purpose])[]): Promise<readonly { readonly wish: string; readonly at: number | null; readonly end: () => void }[]> {
  const entered: { wish: string; at: number | null; end: () => void }[] = []
  for (const [act, purpose] of wishes) {
    void pacer.enter({ act, purpose }).then((one) => {
      entered.push({ wish: `${act} ${purpose}`, at: one.ok ? time.now() - NOON : null, end: one.ok ? one.end : () => {} })
      if (one.ok) one.end()
    })
  }
  await time.run()
  return entered
}

const times = <One>(count: number, one: One): readonly One[] => Array.from({ length: count }, () => one)

describe('a pacer', () => {
  it('lets everything in at once where nothing is limited', async () => {
    const { time, pacer, slowed } = stage()
    const entered = await enterAll(time, pacer, times(300, ['content', 'upkeep']))
    expect(entered.every(({ at }) => at === 0)).toBe(true)
    expect(slowed).toEqual([])
  })
  it('lets in what may be spent at once, then as much as comes back, and what would wait too long not at all', async () => {
    const { time, pacer } = stage({ contentAMinute: 80 })
    const entered = await enterAll(time, pacer, times(40, ['content', 'answer']))
    const [atOnce, later, never] = [entered.filter(({ at }) => at === 0), entered.filter(({ at }) => at !== null && at > 0), entered.filter(({ at }) => at === null)]
    expect([atOnce.length, never.length > 0]).toEqual([11, true])
    // About one a second.
    expect(later.length).toBeGreaterThan(5)
    expect(Math.max(...later.map(({ at }) => at ?? 0))).toBeLessThanOrEqual(10_000)
  })
  it('lets in one where a limit is one', async () => {
    const { time, pacer } = stage({ contentAnHour: 1 })
    expect((await enterAll(time, pacer, times(2, ['content', 'answer']))).map(({ at }) => at)).toEqual([0, null])
    await time.run(HOUR + MINUTE)
    expect((await enterAll(time, pacer, times(2, ['content', 'answer']))).map(({ at }) => at !== null)).toEqual([true, false])
  })
  it('lets in what a person waits for before a verdict, and that before what nobody waits for', async () => {
    const { time, pacer } = stage({ pointsAMinute: 300 })
    const order = (await enterAll(time, pacer, [...times(5, ['write', 'upkeep'] as const), ...times(5, ['write', 'verdict'] as const), ...times(5, ['write', 'answer'] as const)])).filter(({ at }) => at !== null).map(({ wish }) => wish)
    // The first one found nobody else there.
    expect(order.slice(1, 4)).toEqual(times(3, 'write answer'))
    expect(order.lastIndexOf('write answer')).toBeLessThan(order.indexOf('write verdict'))
    expect(order.filter((one) => one === 'write verdict')).toHaveLength(5)
    expect(order.slice(1, order.lastIndexOf('write verdict'))).not.toContain('write upkeep')
  })
  it('has no more under way at once than twenty', async () => {
    const { time, pacer } = stage()
    const ends: (() => void)[] = []
    for (let count = 0; count < 30; count += 1) void pacer.enter({ act: 'read', purpose: 'verdict' }).then((one) => { if (one.ok) ends.push(one.end) })
    await time.run()
    expect(ends).toHaveLength(20)
    for (const end of ends.slice(0, 3)) end()
    await time.run()
    expect(ends).toHaveLength(23)
  })
  it('goes on where the store of what was spent fails', async () => {
    const { time, pacer } = stage({ pointsAMinute: 60 }, { store: { spend: () => Promise.reject(new Error('no store')), levels: () => Promise.reject(new Error('no store')) } })
    expect((await enterAll(time, pacer, times(3, ['write', 'verdict']))).map(({ at }) => at)).toEqual([0, 0, 0])
  })
  it('tells what waited for long, and why', async () => {
    const { time, pacer, slowed } = stage({ contentAMinute: 80 })
    await enterAll(time, pacer, times(15, ['content', 'answer']))
    expect(slowed[0]).toMatchObject({ installationId: 7, purpose: 'answer', reason: 'content-minute', how: 'waited' })
    expect(slowed.every(({ seconds }) => seconds >= 1)).toBe(true)
  })
})

describe('room', () => {
  it('for a first word ends before that for a verdict, and that for an answer is last', async () => {
    const { time, pacer } = stage({ contentAnHour: 500 })
    const until: Partial<Record<Purpose, number>> = {}
    for (let spent = 0; spent < 220; spent += 1) {
      for (const purpose of ['upkeep', 'first-word', 'verdict', 'answer'] as const) if (await pacer.room(purpose) !== null) until[purpose] ??= spent
      await enterAll(time, pacer, [['content', 'answer']])
    }
    const { upkeep = 0, 'first-word': first = 0, verdict = 0, answer = 0 } = until
    expect([upkeep > 0, first > upkeep, verdict > first, answer > verdict]).toEqual([true, true, true, true])
  })
  it('for a verdict does not end with what comes back within seconds', async () => {
    const { time, pacer } = stage({ contentAMinute: 80, pointsAMinute: 900 })
    await enterAll(time, pacer, times(30, ['content', 'answer']))
    expect([await pacer.room('verdict'), (await pacer.room('first-word'))?.reason]).toEqual([null, 'content-minute'])
  })
  it.each([2, 6, 10, 20, 40, 80, 500])('for an answer is there whenever there is room for a verdict, at %i an hour', async (contentAnHour) => {
    const { time, pacer } = stage({ contentAnHour })
    const seen = new Set<string>()
    for (let turn = 0; turn < 300; turn += 1) {
      const [verdict, answer] = [await pacer.room('verdict'), await pacer.room('answer')]
      seen.add(`verdict ${verdict === null}, answer ${answer === null}`)
      if (verdict === null) await enterAll(time, pacer, [['check-run', 'verdict']])
      else await time.run(MINUTE)
    }
    expect([...seen]).toContain('verdict true, answer true')
    expect([...seen]).not.toContain('verdict true, answer false')
  })
  it('that is not there for a first word is told as left out', async () => {
    const { time, pacer, slowed } = stage({ contentAnHour: 10 })
    await enterAll(time, pacer, times(3, ['content', 'answer']))
    await pacer.room('first-word')
    expect(slowed).toMatchObject([{ how: 'left-out', reason: 'content-hour', purpose: 'first-word' }])
  })
})

describe('what GitHub tells of the hour', () => {
  it('stops what nobody waits for first, and an answer to a person last', async () => {
    const { pacer } = stage()
    const without = async (remaining: number): Promise<readonly Purpose[]> => {
      const { pacer: fresh } = stage()
      fresh.heard('rest', { remaining, limit: 5000, resetAt: NOON + HOUR / 2 })
      const stopped: Purpose[] = []
      for (const purpose of ['upkeep', 'first-word', 'verdict', 'answer'] as const) if (await fresh.room(purpose) !== null) stopped.push(purpose)
      return stopped
    }
    expect(await pacer.room('upkeep')).toBeNull()
    expect([await without(5000), await without(2000), await without(1500), await without(1000), await without(40)]).toEqual([[], ['upkeep'], ['upkeep', 'first-word'], ['upkeep', 'first-word', 'verdict'], ['upkeep', 'first-word', 'verdict', 'answer']])
  })
  it('is spread over the rest of the hour, and forgotten when it ends', async () => {
    const { time, pacer } = stage()
    pacer.heard('rest', { remaining: 1000, limit: 5000, resetAt: NOON + HOUR / 2 })
    const room = await pacer.room('verdict')
    expect(room).toMatchObject({ reason: 'requests-hour' })
    // What an even use at half the limit would have left: 985 of 2,500 an hour.
    expect(room === null ? 0 : (NOON + HOUR / 2 - room.until) / HOUR).toBeCloseTo(985 / 2500, 3)
    await time.run(HOUR / 2)
    expect(await pacer.room('upkeep')).toBeNull()
  })
  it('is not believed after a clock went back', async () => {
    const { pacer } = stage()
    pacer.heard('rest', { remaining: 0, limit: 5000, resetAt: NOON + 25 * HOUR })
    expect(await pacer.room('upkeep')).toBeNull()
  })
  it('is the least that was told within the hour, in whatever order answers come', async () => {
    const { pacer } = stage()
    for (const remaining of [100, 4000]) pacer.heard('rest', { remaining, limit: 5000, resetAt: NOON + HOUR / 2 + remaining })
    expect((await pacer.room('verdict'))?.reason).toBe('requests-hour')
    pacer.heard('rest', { remaining: 4999, limit: 5000, resetAt: NOON + 2 * HOUR })
    expect(await pacer.room('verdict')).toBeNull()
  })
})

it('together with other processes never sends more than a limit within any minute or hour, by GitHub\'s clock, however slow answers are', async () => {
  const purposes = fc.constantFrom<Purpose>('answer', 'verdict', 'upkeep')
  const wishes = fc.array(fc.record({ act: fc.constantFrom(...ACTS), purpose: purposes, process: fc.nat(2), after: fc.nat(1500), latency: fc.nat(6000), counted: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 100, maxLength: 400 })
  const limits = fc.record({ pointsAMinute: fc.integer({ min: 60, max: 900 }), contentAMinute: fc.integer({ min: 5, max: 80 }), contentAnHour: fc.integer({ min: 20, max: 500 }), checkRunsAreContent: fc.boolean() })
  await fc.assert(fc.asyncProperty(limits, wishes, async (limit, all) => {
    const { time, another } = stage(limit)
    const processes = [another(), another(), another()]
    const counted: { readonly at: number; readonly act: Act }[] = []
    const ask = async ({ act, purpose, process, latency, counted: share }: (typeof all)[number]): Promise<void> => {
      const entered: Entered | undefined = await processes[process]?.enter({ act, purpose })
      if (entered?.ok !== true) return
      counted.push({ at: time.now() + latency * share, act })
      await time.sleep(latency)
      entered.end()
    }
    const asking: Promise<void>[] = []
    const play = async (): Promise<void> => {
      for (const one of all) {
        await time.sleep(one.after)
        asking.push(ask(one))
      }
    }
    const played = play()
    await time.run()
    await played
    await Promise.all(asking)
    const isContent = (act: Act): boolean => act === 'content' || (act === 'check-run' && limit.checkRunsAreContent)
    const most = (amount: (act: Act) => number, within: number): number => Math.max(...counted.map(({ at }) => counted.filter((other) => other.at >= at && other.at < at + within).reduce((sum, other) => sum + amount(other.act), 0)))
    expect(most((act) => act === 'query' ? 0 : POINTS[act], MINUTE)).toBeLessThanOrEqual(limit.pointsAMinute)
    expect(most((act) => isContent(act) ? 1 : 0, MINUTE)).toBeLessThanOrEqual(limit.contentAMinute)
    expect(most((act) => isContent(act) ? 1 : 0, HOUR)).toBeLessThanOrEqual(limit.contentAnHour)
  }), { numRuns: 40 })
}, 120_000)
