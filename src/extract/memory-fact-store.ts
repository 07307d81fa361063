import type { Extracted } from '../facts/file-facts.ts'
import type { FactStore } from '../flow/ports.ts'

/** Keeps facts for as long as the process lives. */
export function memoryFactStore(): FactStore {
  const kept = new Map<string, Extracted>()
  return {
    get(keys) {
      return Promise.resolve(new Map(keys.flatMap((key) => {
        const extracted = kept.get(key)
        return extracted === undefined ? [] : [[key, extracted] as const]
      })))
    },
    put(key, extracted) {
      kept.set(key, extracted)
      return Promise.resolve()
    },
  }
}
