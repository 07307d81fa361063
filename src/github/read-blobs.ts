import type { Reading } from '../flow/ports/repository-port.ts'
import { gapBeforeReading, settledBeforeReading } from '../flow/reading/reading-limits.ts'
import type { Gap, TreeEntry } from '../model/repository.ts'
import { blobQuery, blobsOf, LONGEST_TEXT, sizesOf } from './blob-query.ts'
import type { GitHubClient } from './client.ts'
import { inParallel } from './in-parallel.ts'
import type { RepositoryAddress } from './repository-address.ts'
import { readSingleBlob } from './single-blob.ts'

/** The same content at several paths is asked for once. */
type Blob = { readonly sha: string; readonly size: number | null; readonly entries: readonly TreeEntry[] }

/** How much one query asks for at first: GitHub ends a query after ten seconds. */
const MOST_BLOBS = 100
const MOST_BYTES = 2 * 1024 * 1024
/** Less than this was never too much for its length. */
const FEWEST_BYTES = 64 * 1024
/** After so many queries that were too much, the rest is read blob by blob. */
const MOST_FAILURES = 10
const QUERIES_TOGETHER = 2
const BLOBS_TOGETHER = 4

/**
 * Yields the bytes of every entry: many texts with one GraphQL query, asking for half after one that was too much; then, one by one, what GraphQL
 * does not give as it is. What is over the cap is never asked for. A blob that cannot be had is a gap.
 */
export async function* readBlobs(client: GitHubClient, address: RepositoryAddress, entries: readonly TreeEntry[]): AsyncGenerator<Reading> {
  const { settled, asked } = settledBeforeReading(entries)
  yield* settled
  const blobs = bySha(asked)
  const singly = blobs.filter((blob) => assumed(blob) > LONGEST_TEXT)
  for await (const { found, left } of queried(client, address, blobs.filter((blob) => assumed(blob) <= LONGEST_TEXT))) {
    for (const { blob, bytes } of found) for (const entry of blob.entries) yield { entry, bytes }
    for (const blob of left) {
      const gaps = blob.entries.map((entry) => [entry, blob.size === null ? unmeasured(entry) : gapBeforeReading(entry, blob.size)] as const)
      for (const [entry, gap] of gaps) if (gap !== null) yield { entry, gap }
      const open = gaps.flatMap(([entry, gap]) => gap === null ? [entry] : [])
      if (open.length > 0) singly.push({ ...blob, entries: open })
    }
  }
  const tasks = singly.map((blob) => async () => ({ blob, answer: await readSingleBlob(client, address, blob.sha) }))
  for await (const { blob, answer } of inParallel(BLOBS_TOGETHER, () => tasks.shift() ?? null)) {
    for (const entry of blob.entries) {
      const gap = 'bytes' in answer ? gapBeforeReading(entry, answer.bytes.length) : { ...answer, path: entry.path }
      if (gap !== null) yield { entry, gap }
      else if ('bytes' in answer) yield { entry, bytes: answer.bytes }
    }
  }
}

type Queried = { readonly found: readonly { readonly blob: Blob; readonly bytes: Uint8Array }[]; readonly left: readonly Blob[] }

function queried(client: GitHubClient, { owner, name }: RepositoryAddress, blobs: readonly Blob[]): AsyncGenerator<Queried> {
  const waiting = [...blobs]
  let most = { blobs: MOST_BLOBS, bytes: MOST_BYTES }
  let failures = 0
  return inParallel(QUERIES_TOGETHER, () => {
    if (waiting.length === 0) return null
    // A query that fails for another reason, or too often, is not repeated: its blobs are read singly.
    if (failures >= MOST_FAILURES) return () => Promise.resolve({ found: [], left: waiting.splice(0) })
    const batch = takeBatch(waiting, most)
    return async () => {
      const shas = batch.map((blob) => blob.sha)
      const answer = await client.query(blobQuery(shas), { owner, name })
      if (answer.ok) {
        const bytesOf = blobsOf(answer.body, shas)
        const found = batch.flatMap((blob) => {
          const bytes = bytesOf.get(blob.sha)
          return bytes === undefined ? [] : [{ blob, bytes }]
        })
        const sizes = sizesOf(answer.body, shas)
        return { found, left: batch.flatMap((blob) => bytesOf.has(blob.sha) ? [] : [{ ...blob, size: blob.size ?? sizes.get(blob.sha) ?? null }]) }
      }
      const wasTooMuch = answer.failure.kind === 'unavailable' || answer.failure.kind === 'timeout'
      failures += wasTooMuch ? 1 : MOST_FAILURES
      if (!wasTooMuch || batch.length === 1) return { found: [], left: batch }
      most = { blobs: Math.min(most.blobs, Math.ceil(batch.length / 2)), bytes: Math.max(FEWEST_BYTES, Math.min(most.bytes, Math.ceil(bytesOfAll(batch) / 2))) }
      waiting.unshift(...batch)
      return { found: [], left: [] }
    }
  })
}

function takeBatch(waiting: Blob[], most: { readonly blobs: number; readonly bytes: number }): readonly Blob[] {
  let bytes = 0
  const tooFar = waiting.findIndex((blob, index) => {
    bytes += assumed(blob)
    return index > 0 && (index >= most.blobs || bytes > most.bytes)
  })
  return waiting.splice(0, tooFar < 0 ? waiting.length : tooFar)
}

function bytesOfAll(blobs: readonly Blob[]): number {
  return blobs.reduce((sum, blob) => sum + assumed(blob), 0)
}

/** What a blob may count for in an answer: of one whose size is not known, the longest text. */
function assumed({ size }: Blob): number {
  return size ?? LONGEST_TEXT
}

/** One file by itself may be a hundred megabytes: it is not asked for before its size is known. */
function unmeasured({ path }: TreeEntry): Gap {
  return { what: 'missing object', path, reason: 'GitHub did not say how large it is' }
}

function bySha(entries: readonly TreeEntry[]): readonly Blob[] {
  const entriesOf = new Map<string, TreeEntry[]>()
  for (const entry of entries) {
    const known = entriesOf.get(entry.sha)
    if (known === undefined) entriesOf.set(entry.sha, [entry])
    else known.push(entry)
  }
  return [...entriesOf].map(([sha, [first, ...others]]) => ({ sha, size: first?.size ?? null, entries: first === undefined ? others : [first, ...others] }))
}
