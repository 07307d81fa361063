import { expect, it } from 'vitest'
import type { Meters } from '../../src/flow/ports/operation-ports.ts'
import { createForget } from '../../src/inbox/forget.ts'
import { keptLog } from '../support/quiet-log.ts'

const DAY = 86_400_000
const NOW = 1000 * DAY

type Asked = { readonly what: string; readonly days: number; readonly most: number }

/** A store that holds so many old rows of each kind, and notes what it is asked to forget: older than how many days. */
function stageOf(rows: number, keepDays = 30, keepTextDays = 0) {
  const asked: Asked[] = []
  const counted: string[] = []
  const left = new Map<string, number>()
  const forgets = (what: string) => (before: number, most: number): Promise<number> => {
    asked.push({ what, days: (NOW - before) / DAY, most })
    const had = left.get(what) ?? rows
    left.set(what, Math.max(0, had - most))
    return Promise.resolve(Math.min(had, most))
  }
  const meters: Pick<Meters, 'forgotten'> = { forgotten: (kind, count) => { if (count > 0) counted.push(`${kind} ${count}`) } }
  const log = keptLog()
  const outdated = forgets('outdated')
  const round = createForget({
    deliveries: { forgetBodies: forgets('bodies'), forgetSettled: forgets('deliveries') },
    facts: { forgetUnused: forgets('unused'), forgetOutdated: (current, before, most) => { expect(current).toEqual(['python 3']); return outdated(before, most) } },
    probes: { forget: forgets('probes') }, privacy: { emptyTexts: forgets('texts') },
    keepDays, keepTextDays, extractors: ['python 3'], now: () => NOW, meters, log,
  })
  return { round, asked, counted, left, log }
}

it('forgets each kind after its own time, and counts it', async () => {
  const { round, asked, counted, log } = stageOf(3)
  await round(() => false)
  expect(asked.map(({ what, days }) => [what, days])).toEqual([['bodies', 7], ['deliveries', 30], ['outdated', 2], ['probes', 120], ['unused', 120]])
  expect(counted).toEqual(['bodies 3', 'deliveries 3', 'outdated-facts 3', 'probes 3', 'unused-facts 3'])
  expect(log.lines).toHaveLength(5)
})

it('empties the texts of courses that are over where a time is set', async () => {
  const { round, asked, counted } = stageOf(3, 30, 365)
  await round(() => false)
  expect([asked.find(({ what }) => what === 'texts')?.days, counted.at(-1)]).toEqual([365, 'texts 3'])
})

it('says nothing where nothing is old', async () => {
  const { round, counted, log } = stageOf(0)
  await round(() => false)
  expect([counted, log.lines]).toEqual([[], []])
})

it('keeps no body longer than its delivery', async () => {
  const { round, asked } = stageOf(0, 4)
  await round(() => false)
  expect(asked.slice(0, 2)).toMatchObject([{ what: 'bodies', days: 4 }, { what: 'deliveries', days: 4 }])
})

it('goes on batch by batch until nothing is left', async () => {
  const { round, asked, left } = stageOf(1234)
  await round(() => false)
  expect([...left.values()]).toEqual([0, 0, 0, 0, 0])
  expect(Math.max(...asked.map(({ most }) => most))).toBeLessThan(1234)
})

it('leaves the rest to the next round where there is very much, or where the App stops', async () => {
  const much = stageOf(Infinity)
  await much.round(() => false)
  expect(new Set(much.asked.map(({ what }) => what)).size).toBe(5)
  const stopping = stageOf(1234)
  await stopping.round(() => stopping.asked.length >= 2)
  expect(stopping.asked).toHaveLength(2)
})
