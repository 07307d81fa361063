import type { Extracted } from '../facts/file-facts.ts'
import type { Gap, TreeEntry } from '../model/repository.ts'
import type { ExtractPort, FactStore, RepositoryReader } from './ports.ts'

/** One entry to read, and the name under which its facts are kept. */
export type Wanted = { readonly entry: TreeEntry; readonly key: string }

/** How much may wait for the extractor before reading pauses. */
const MOST_WAITING_FILES = 256
const MOST_WAITING_BYTES = 16 * 1024 * 1024

/**
 * Reads and extracts every wanted key once, keeps the facts in the store and gives them back by key, or the gap instead.
 * Reading pauses while the extractor is behind, so that memory stays bounded.
 */
export async function readMissing(
  reader: RepositoryReader, extract: ExtractPort, store: FactStore, wanted: readonly Wanted[], onProgress: (done: number, all: number) => void,
): Promise<ReadonlyMap<string, Extracted | { readonly gap: Gap }>> {
  const results = new Map<string, Extracted | { readonly gap: Gap }>()
  const firstOfKey = new Map<string, Wanted>()
  for (const one of wanted) if (!firstOfKey.has(one.key)) firstOfKey.set(one.key, one)
  const keyOf = new Map([...firstOfKey.values()].map(({ entry, key }) => [entry.path, key]))
  const running = new Set<Promise<void>>()
  const waiting = { bytes: 0 }

  const settle = (key: string, result: Extracted | { readonly gap: Gap }): void => {
    results.set(key, result)
    onProgress(results.size, firstOfKey.size)
  }
  const one = async (key: string, path: string, bytes: Uint8Array): Promise<void> => {
    const extraction = await extract.extract(path, bytes)
    if (!('gap' in extraction)) await store.put(key, extraction)
    waiting.bytes -= bytes.length
    settle(key, extraction)
  }
  for await (const reading of reader.read([...firstOfKey.values()].map(({ entry }) => entry))) {
    const key = keyOf.get(reading.entry.path)
    if (key === undefined) continue
    if ('gap' in reading) {
      settle(key, { gap: reading.gap })
      continue
    }
    waiting.bytes += reading.bytes.length
    const task: Promise<void> = one(key, reading.entry.path, reading.bytes).finally(() => running.delete(task))
    running.add(task)
    while (running.size >= MOST_WAITING_FILES || waiting.bytes > MOST_WAITING_BYTES) await Promise.race(running)
  }
  await Promise.all(running)
  return results
}
