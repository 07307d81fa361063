import type { Extracted } from '../facts/file-facts.ts'
import type { FactStore } from '../flow/ports/repository-port.ts'

/** Keeps the facts of the `most` files that were asked for last, for as long as the process lives: repositories of one class share many, and memory stays bounded. */
export function memoryFactStore(most = Infinity): FactStore {
  const kept = new Map<string, Extracted>()
  const keep = (key: string, extracted: Extracted): void => {
    kept.delete(key)
    kept.set(key, extracted)
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break
      kept.delete(oldest)
    }
  }
  return {
    get(keys) {
      return Promise.resolve(new Map(keys.flatMap((key) => {
        const extracted = kept.get(key)
        if (extracted === undefined) return []
        keep(key, extracted)
        return [[key, extracted] as const]
      })))
    },
    put(key, extracted) {
      keep(key, extracted)
      return Promise.resolve()
    },
  }
}
