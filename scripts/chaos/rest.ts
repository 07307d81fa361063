import { setTimeout as pause } from 'node:timers/promises'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { Store } from '../../src/store/open-store.ts'
import type { Stage } from './stage.ts'

/** How long all may take to come to rest, on a machine that has other things to do, in milliseconds. */
const LONGEST = 300_000
const LOOK = 250
/** So often in a row there has to be nothing to do. */
const LOOKS = 6
/** What was put off for a fault comes again within so many milliseconds. */
const SOON = 30_000
/** A process that was started asks for what it missed, in so many milliseconds; on a busy machine later, so each further time it is given twice as long. */
const ASKS_WITHIN = 5000

/** The webhooks that were neither accepted at any attempt nor kept: one whose answer was lost with the process is kept, and nobody asks for it again. */
export async function unheard(sandbox: Sandbox, { deliveries }: Pick<Store, 'deliveries'>): Promise<readonly string[]> {
  const heard = new Set(sandbox.deliveries().filter(({ statusCode }) => statusCode === 202).map(({ guid }) => guid))
  const open = [...new Set(sandbox.deliveries().map(({ guid }) => guid))].filter((guid) => !heard.has(guid))
  const kept = await deliveries.known(open)
  return open.filter((guid) => !kept.has(guid))
}

/**
 * Waits until every webhook was tried, whoever was killed runs again, and something is so. What nobody heard is asked for again at a start, so somebody is killed for it: otherwise that
 * would come within five minutes.
 */
export async function untilHeard(what: string, isSo: () => Promise<boolean> | boolean, sandbox: Sandbox, stage: Stage): Promise<void> {
  const end = performance.now() + LONGEST
  let asksBy = -Infinity
  let patience = ASKS_WITHIN
  for (;;) {
    await sandbox.settled()
    await stage.revived()
    const missing = await unheard(sandbox, stage.store)
    if (missing.length === 0) {
      if (await isSo()) return
    } else if (performance.now() > asksBy) {
      stage.kill('one')
      await stage.revived()
      asksBy = performance.now() + patience
      patience *= 2
    }
    if (performance.now() > end) throw new Error(`${what}: this did not come within ${LONGEST / 1000} s\n${[...missing.map((guid) => `webhook ${guid} was not accepted yet`), await leftOf(stage.store)].join('\n')}`)
    await pause(LOOK)
  }
}

/** Whether nothing is left to do, some looks in a row; to be asked again and again. */
export function restLooker(store: Store, sandbox: Sandbox): () => Promise<boolean> {
  let looks = 0
  let requests = 0
  return async () => {
    const asked = sandbox.requests().length
    looks = await openWork(store) + await openDeliveries(store) === 0 && asked === requests ? looks + 1 : 0
    requests = asked
    return looks >= LOOKS
  }
}

/** What is due or will be soon. A look at a run that GitHub may start yet, 90 s after the push, is not waited for: by then its webhook has told. */
async function openWork(store: Store): Promise<number> {
  const now = Date.now()
  const { counts, items } = await store.work.queue({ state: 'later', most: 100, from: 0 }, now)
  return counts.due + counts.held + counts.resting + items.filter(({ dueAt }) => dueAt < now + SOON).length
}

async function openDeliveries(store: Store): Promise<number> {
  return (await store.deliveries.counts()).reduce((sum, { result, count }) => sum + (result === 'waiting' || result === 'held' ? count : 0), 0)
}

/** What is left to do, in words; empty where nothing is. */
export async function leftOf(store: Store): Promise<string> {
  const now = Date.now()
  const states = await Promise.all((['held', 'due', 'dead'] as const).map(async (state) => {
    const { items } = await store.work.queue({ state, most: 20, from: 0 }, now)
    return items.map((item) => `${state} work: ${JSON.stringify(item)}`)
  }))
  const open = (await store.deliveries.counts()).filter(({ result, count }) => count > 0 && (result === 'waiting' || result === 'held' || result === 'set-aside')).map(({ name, result, count }) => `${count} ${result} webhooks ${name}`)
  const { resting } = (await store.work.queue({ state: 'due', most: 1, from: 0 }, now)).counts
  return [...states.flat(), ...resting === 0 ? [] : [`${resting} pieces of work rest with their installation`], ...open].join('\n')
}
