import type { ItemRecord } from '../model/record.ts'

/** One item in points of the course: what it earned and what it is worth. */
export type ItemPoints = { readonly id: string; readonly points: number; readonly of: number }

/** Points are told to the hundredth. */
const HUNDRED = 100

/**
 * What the items of a checklist are worth and earn of `points`, shared out by weight among what counts of them (what is excused or could not be seen does not), each to the hundredth. What they are worth adds up to
 * `points`, whatever rounding leaves; all that an item earns is what it is worth, and more credit never earns less. With nothing that counts, all is 0.
 */
export function pointsOf(items: readonly Pick<ItemRecord, 'id' | 'credit' | 'of'>[], points: number): readonly ItemPoints[] {
  const whole = items.reduce((sum, { of }) => sum + of, 0)
  let upTo = 0
  let told = 0
  return items.map(({ id, credit, of }) => {
    if (of === 0) return { id, points: 0, of: 0 }
    upTo += of
    // The difference of two running sums that were rounded: so fifteen items of 6.666… are 100 together, not 100.05.
    const sum = Math.round(points * upTo / whole * HUNDRED)
    const worth = sum - told
    told = sum
    return { id, points: Math.round(worth * credit / of) / HUNDRED, of: worth / HUNDRED }
  })
}

/** The sum of points, without what adding fractions leaves behind the hundredth. */
export function sumOfPoints(parts: readonly number[]): number {
  return Math.round(parts.reduce((sum, part) => sum + part, 0) * HUNDRED) / HUNDRED
}
