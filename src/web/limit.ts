/** So many of something within so many milliseconds, each by its own key. */
export type Limit = {
  /** Counts one more, and gives null; or the seconds until there is room again, and counts nothing. */
  readonly take: (key: string) => number | null
  /** The same without counting. */
  readonly waitOf: (key: string) => number | null
}

/** More keys than this are not remembered: the one that began first is forgotten. */
const MOST_REMEMBERED = 10_000

/** A limit in the memory of this process: replicas count each for itself. */
export function createLimit({ most, window, now }: { readonly most: number; readonly window: number; readonly now: () => number }): Limit {
  const counts = new Map<string, { readonly since: number; count: number }>()
  const waitOf = (key: string): number | null => {
    const known = counts.get(key)
    return known === undefined || now() - known.since >= window || known.count < most ? null : Math.max(1, Math.ceil((known.since + window - now()) / 1000))
  }
  return {
    waitOf,
    take: (key) => {
      const wait = waitOf(key)
      if (wait !== null) return wait
      const known = counts.get(key)
      if (known !== undefined && now() - known.since < window) {
        known.count += 1
        return null
      }
      counts.delete(key)
      const [oldest] = counts.keys()
      if (counts.size >= MOST_REMEMBERED && oldest !== undefined) counts.delete(oldest)
      counts.set(key, { since: now(), count: 1 })
      return null
    },
  }
}
