/** How long an answer takes, from the shortest to the longest in milliseconds, by what is asked; short ones are more frequent. */
export type Latency = { readonly read: readonly [number, number]; readonly write: readonly [number, number]; readonly query: readonly [number, number]; readonly seed: number }

/** About what GitHub's API takes for an installation somewhere in Europe. */
export const USUAL_LATENCY: Latency = { read: [80, 250], write: [150, 400], query: [100, 350], seed: 1 }

/** How long the next answer of a kind takes; the same seed gives the same times in the same order. */
export function latencyOf(latency: Latency): (kind: 'read' | 'write' | 'query') => number {
  const random = seeded(latency.seed)
  return (kind) => {
    const [shortest, longest] = latency[kind]
    return shortest + (longest - shortest) * random() ** 2
  }
}

/** Numbers in [0, 1) that look like chance and come again with their seed: the linear congruences of Numerical Recipes, of which the upper bits are taken. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) / 2 ** 24
  }
}
