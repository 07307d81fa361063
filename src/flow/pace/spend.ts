import type { Cost, Levels, Measure, Spent } from '../../model/pace.ts'
import type { Rate, Rates } from './rates.ts'

/**
 * Spends what costs ask for, all of them or none, and leaves the share `leave` of what may be spent at once. Gives the levels after it, or which measure does not suffice and when it will,
 * as far as is known now. A level that lies a minute further ahead than an empty measure takes to fill is not believed, and all is there: a clock went back, and what was spent is of another time.
 */
export function spend(levels: Levels, costs: readonly Cost[], leave: number, rates: Rates, now: number): { readonly spent: Spent; readonly levels: Levels } {
  const limited = costs.map((cost) => ({ cost, rate: rates[cost.measure] }))
  const missing = limited.flatMap(({ cost, rate }) => rate === undefined ? [] : missingOf(cost, rate, levels[cost.measure] ?? 0, leave, now))
  const [worst] = missing.toSorted((one, other) => other.at - one.at)
  if (worst !== undefined) return { spent: { ok: false, ...worst }, levels }
  const amounts = limited.map(({ cost, rate }) => rate === undefined ? cost.most : Math.min(cost.most, Math.max(cost.least, Math.floor(thereIs(rate, levels[cost.measure] ?? 0, now) - rate.burst * leave))))
  const after = limited.flatMap(({ cost: { measure }, rate }, index) => rate === undefined || rate.back === 0 ? [] : [[measure, fullAt(rate, levels[measure] ?? 0, now) + (amounts[index] ?? 0) / rate.back] as const])
  return { spent: { ok: true, amounts }, levels: { ...levels, ...Object.fromEntries(after) } }
}

function missingOf({ measure, least }: Cost, rate: Rate, level: number, leave: number, now: number): readonly { readonly measure: Measure; readonly at: number }[] {
  // What is more than may ever be there is given when all is.
  const needed = Math.min(least + rate.burst * leave, rate.burst)
  const lacks = needed - thereIs(rate, level, now)
  return lacks <= 1e-9 ? [] : [{ measure, at: Math.ceil(now + lacks / rate.back) }]
}

function thereIs(rate: Rate, level: number, now: number): number {
  return rate.burst - (fullAt(rate, level, now) - now) * rate.back
}

function fullAt({ burst, back }: Rate, level: number, now: number): number {
  const empty = now + (back === 0 ? 0 : burst / back)
  // Clocks of machines may differ by some seconds.
  return level > empty + 60_000 ? now : Math.min(Math.max(level, now), empty)
}
