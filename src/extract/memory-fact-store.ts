import type { Extracted } from '../facts/file-facts.ts'
import type { FactStore } from '../flow/ports.ts'

/** Keeps the facts of the last `most` files for as long as the process lives: repositories of one class share many, and memory stays bounded. */
export function memoryFactStore(most = Infinity): FactStore {
  const kept = new Map<string, Extracted>()
  return {
    get(keys) {
      return Promise.resolve(new Map(keys.flatMap((key) => {
        const extracted = kept.get(key)
        return extracted === undefined ? [] : [[key, extracted] as const]
      })))
    },
    put(key, extracted) {
      kept.delete(key)
      kept.set(key, extracted)
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
      return Promise.resolve()
    },
  }
}
