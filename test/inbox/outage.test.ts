import { expect, it } from 'vitest'
import { settleWork } from '../../src/inbox/settle-work.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'

const MINUTE = 60_000
const NOON = Date.UTC(2026, 10, 27, 12)

/** Marks work, lets GitHub fail each try for so many minutes by the clock, then works it off; gives how often it was tried and when it was done, in minutes. */
async function outage({ work }: Store, minutes: number, random: number): Promise<{ readonly tries: number; readonly doneAt: number; readonly mostAttempts: number }> {
  await work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: 'main' }, dueAt: NOON, reason: 'push' }], NOON)
  let tries = 0
  let mostAttempts = 0
  for (let now = NOON; now < NOON + 3 * 24 * 60 * MINUTE; now += 1000) {
    const item = await work.claim(now, MINUTE)
    if (item === null) continue
    tries += 1
    mostAttempts = Math.max(mostAttempts, item.attempts)
    const isDown = now < NOON + minutes * MINUTE
    await settleWork(item, isDown ? { kind: 'unanswered', says: 'GitHub answered 502' } : { kind: 'done', writes: 1 }, { work, pace: { slow: () => Promise.reject(new Error('nothing is slowed down')) }, now: () => now, random: () => random })
    if (!isDown) return { tries, doneAt: (now - NOON) / MINUTE, mostAttempts }
  }
  throw new Error('it was given up')
}

it.each([0, 0.999])('work outlives an hour in which GitHub is down: it is tried ever less often, given up by nobody, and done soon after (chance %d)', async (random) => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  const { tries, doneAt, mostAttempts } = await outage(store, 60, random)
  expect([mostAttempts, await store.work.dead(9), doneAt < 60 + 16]).toEqual([0, [], true])
  expect(tries).toBeLessThan(60)
})
