import type { Extracted } from '../../facts/file-facts.ts'
import type { Gap, TreeEntry } from '../../model/repository.ts'
import type { ExtractPort, FactStore, RepositoryReader } from '../ports/repository-port.ts'

/** One entry to read, and the name under which its facts are kept. */
export type Wanted = { readonly entry: TreeEntry; readonly key: string }

/** How much of one repository is read, in bytes. */
export const MOST_BYTES = 48 * 1024 * 1024
export const MORE_THAN_READ = 'the repository holds more files than are read'

/** How much may wait for the extractor before reading pauses. */
const MOST_WAITING_FILES = 256
const MOST_WAITING_BYTES = 16 * 1024 * 1024

/** How many objects and lists the facts of one repository may hold in all: about fifty bytes of memory each. */
const MOST_VALUES = 3_000_000
/** Nearly every repository ends below this size: its facts are taken to be as dense as code mostly is, those after it are counted. */
const UNCOUNTED_BYTES = 4 * 1024 * 1024
/** Code of real projects holds a seventh to a quarter. */
const VALUES_PER_BYTE = 0.25

/**
 * Reads and extracts every wanted key once, keeps the facts in the store and gives them back by key, or the gap instead.
 * Reading pauses while the extractor is behind, and what says more than can be kept is a gap, so that memory stays bounded.
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
  const kept = { bytes: 0, values: 0 }
  let came = 0

  const settle = (key: string, result: Extracted | { readonly gap: Gap }): void => {
    results.set(key, result)
    onProgress(results.size, firstOfKey.size)
  }
  const one = async (key: string, path: string, bytes: Uint8Array): Promise<void> => {
    const extraction = withinMemory(path, bytes.length, await extract.extract(path, bytes), kept)
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
    came += reading.bytes.length
    // Only where sizes were not known before does more come than was asked for.
    if (came > MOST_BYTES) break
    waiting.bytes += reading.bytes.length
    const task: Promise<void> = one(key, reading.entry.path, reading.bytes).finally(() => running.delete(task))
    running.add(task)
    while (running.size >= MOST_WAITING_FILES || waiting.bytes > MOST_WAITING_BYTES) await Promise.race(running)
  }
  await Promise.all(running)
  for (const [path, key] of keyOf) if (!results.has(key)) settle(key, { gap: { what: 'file', path, reason: MORE_THAN_READ } })
  return results
}

function withinMemory(path: string, size: number, extraction: Extracted | { readonly gap: Gap }, kept: { bytes: number; values: number }): Extracted | { readonly gap: Gap } {
  if ('gap' in extraction) return extraction
  kept.bytes += size
  kept.values += kept.bytes <= UNCOUNTED_BYTES ? size * VALUES_PER_BYTE : valuesIn(extraction.facts, MOST_VALUES)
  return kept.values <= MOST_VALUES ? extraction : { gap: { what: 'file', path, reason: 'the repository says more than can be kept in memory' } }
}

/** The objects and lists in a piece of plain JSON, counted up to a limit. */
function valuesIn(value: unknown, limit: number): number {
  const open: unknown[] = [value]
  let count = 0
  for (let one = open.pop(); one !== undefined && count < limit; one = open.pop()) {
    count += 1
    if (typeof one !== 'object' || one === null) continue
    for (const inner of Object.values(one)) if (typeof inner === 'object' && inner !== null) open.push(inner)
  }
  return count
}
