/** Chances that are the same in every run of a seed. */
export type Seeded = {
  /** A whole number from 0 up to one less than `count`. */
  readonly below: (count: number) => number
  readonly between: (least: number, most: number) => number
  readonly pick: <Value>(first: Value, ...others: readonly Value[]) => Value
  /** Whether something of this share of the cases comes about. */
  readonly chance: (share: number) => boolean
}

/** Chances from a seed: a mix of 32 bits, of which neighbouring seeds have nothing in common. */
export function seeded(seed: number): Seeded {
  let state = Math.imul(seed + 1, 0x9e37_79b1) >>> 0
  const next = (): number => {
    state = (state + 0x9e37_79b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0_aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000
  }
  const below = (count: number): number => Math.floor(next() * count)
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (first, ...others) => others[below(others.length + 1) - 1] ?? first,
    chance: (share) => next() < share,
  }
}
