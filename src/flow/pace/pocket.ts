import type { Cost, Measure, Spent } from '../../model/pace.ts'
import type { Purpose } from '../../model/purpose.ts'
import type { PaceStore } from '../ports/pace-port.ts'
import type { Rates } from './rates.ts'

/** What one process has taken in advance, so that not every request asks the store. */
export type Pocket = { readonly pay: (costs: readonly Cost[], purpose: Purpose, leave: number) => Promise<Spent> }

/** What is not used so long after it was taken, in milliseconds, is lost: GitHub must count it near the time when it was taken. */
const LASTS = 3000
/** The most that is taken in advance, and the largest share of what may be spent at once. */
const MOST_AHEAD = 20
const SHARE_AHEAD = 0.1

/** An empty pocket. Points are taken in advance, each purpose its own; content is not. */
export function createPocket({ installationId, rates, store, now }: { readonly installationId: number; readonly rates: Rates; readonly store: Pick<PaceStore, 'spend'>; readonly now: () => number }): Pocket {
  const held = new Map<string, { readonly amount: number; readonly until: number }>()
  const inPocket = (measure: Measure, purpose: Purpose): number => {
    const one = held.get(`${purpose} ${measure}`)
    return one === undefined || one.until <= now() ? 0 : one.amount
  }
  const put = (measure: Measure, purpose: Purpose, amount: number, until: number): void => { held.set(`${purpose} ${measure}`, { amount, until }) }
  return {
    async pay(costs, purpose, leave) {
      const limited = costs.filter(({ measure }) => rates[measure] !== undefined)
      const open = limited.filter(({ measure, least }) => inPocket(measure, purpose) < least)
      if (open.length > 0) {
        const at = now()
        const spent = await store.spend(installationId, open.map((cost) => isPoints(cost.measure) ? { ...cost, most: Math.max(cost.least, Math.min(MOST_AHEAD, Math.floor((rates[cost.measure]?.burst ?? 0) * SHARE_AHEAD))) } : cost), leave, rates, at)
        if (!spent.ok) return spent
        for (const [index, { measure }] of open.entries()) put(measure, purpose, spent.amounts[index] ?? 0, at + LASTS)
      }
      for (const { measure, least } of limited) put(measure, purpose, (held.get(`${purpose} ${measure}`)?.amount ?? 0) - least, held.get(`${purpose} ${measure}`)?.until ?? 0)
      return { ok: true, amounts: costs.map(({ least }) => least) }
    },
  }
}

function isPoints(measure: Measure): boolean {
  return measure === 'rest-points' || measure === 'graphql-points'
}
