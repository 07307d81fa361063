/** Counts one more of what a key has, and gives null; or the seconds until there is room again, and counts nothing. */
export type Limit = (key: string) => number | null

/** More keys than this are not remembered: the one that began first is forgotten. */
const MOST_REMEMBERED = 10_000

/** So many of something within so many milliseconds for each key, in the memory of this process: replicas count each for itself. */
export function createLimit({ most, window, now }: { readonly most: number; readonly window: number; readonly now: () => number }): Limit {
  const counts = new Map<string, { readonly since: number; count: number }>()
  return (key) => {
    const known = counts.get(key)
    if (known !== undefined && now() - known.since < window) {
      if (known.count >= most) return Math.max(1, Math.ceil((known.since + window - now()) / 1000))
      known.count += 1
      return null
    }
    counts.delete(key)
    const [oldest] = counts.keys()
    if (counts.size >= MOST_REMEMBERED && oldest !== undefined) counts.delete(oldest)
    counts.set(key, { since: now(), count: 1 })
    return null
  }
}
