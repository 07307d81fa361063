import type { Gap, TreeEntry } from '../model/repository.ts'
import type { Reading } from '../flow/ports/repository-port.ts'
import { gapBeforeReading, settledBeforeReading, sizeCap } from '../flow/reading/reading-limits.ts'
import { startGit, type GitPlace } from './git.ts'

/** A damaged object ends git; this often it is started again for the entries after it. */
const MOST_RESTARTS = 20

/**
 * Yields the bytes of every entry from a git process that is asked for all of them at once and read only as fast as the caller takes them.
 * Objects that are missing, damaged, or larger than the cap are gaps.
 */
export async function* readBlobs(objects: GitPlace, entries: readonly TreeEntry[]): AsyncGenerator<Reading> {
  const { settled, asked } = settledBeforeReading(entries)
  yield* settled
  let next = 0
  for (let start = 0; next < asked.length && start <= MOST_RESTARTS; start += 1) {
    for await (const reading of oneProcess(objects, asked.slice(next))) {
      next += 1
      yield reading
    }
    const broken = asked[next]
    if (broken !== undefined) {
      next += 1
      yield { entry: broken, gap: gapOf(broken, 'the object is damaged') }
    }
  }
  for (const entry of asked.slice(next)) yield { entry, gap: gapOf(entry, 'too many objects of this repository are damaged') }
}

/** Yields entries in their order until all are read or the process ends. */
async function* oneProcess(objects: GitPlace, entries: readonly TreeEntry[]): AsyncGenerator<Reading> {
  const child = startGit(objects, ['cat-file', '--batch'])
  child.on('error', quietly)
  child.stdin.on('error', quietly)
  child.stderr.resume()
  child.stdin.end(entries.map((entry) => `${entry.sha}\n`).join(''))
  const input = chunkReader(child.stdout.iterator() as AsyncIterator<Buffer, undefined>)
  try {
    for (const entry of entries) {
      const header = await input.line()
      if (header === null) return
      const size = / blob (\d+)$/.exec(header)?.[1]
      if (size === undefined) {
        yield { entry, gap: gapOf(entry, header.endsWith(' missing') ? 'the object is not in this clone' : 'the object is no file') }
        if (!header.endsWith(' missing')) return
        continue
      }
      const length = Number(size)
      const bytes = await input.take(length, length <= sizeCap(entry.path))
      if (bytes === null) return
      const gap = gapBeforeReading(entry, length)
      yield gap === null ? { entry, bytes } : { entry, gap }
    }
  } finally {
    child.kill('SIGKILL')
  }
}

/** Reads lines and counted bytes from chunks; null at an early end. */
function chunkReader(chunks: AsyncIterator<Buffer, undefined>): {
  readonly line: () => Promise<string | null>
  readonly take: (length: number, keep: boolean) => Promise<Uint8Array | null>
} {
  let rest: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    const chunk = await chunks.next().catch(() => null)
    if (chunk === null || chunk.done === true) return false
    rest = rest.length === 0 ? chunk.value : Buffer.concat([rest, chunk.value])
    return true
  }
  return {
    async line() {
      let end = rest.indexOf(10)
      while (end < 0) {
        if (rest.length > 4096 || !await more()) return null
        end = rest.indexOf(10)
      }
      const line = rest.subarray(0, end).toString()
      rest = rest.subarray(end + 1)
      return line
    },
    async take(length, keep) {
      const bytes = new Uint8Array(keep ? length : 0)
      // The line feed that git writes after the content is taken along.
      for (let at = 0; at < length + 1;) {
        if (rest.length === 0 && !await more()) return null
        const part = rest.subarray(0, length + 1 - at)
        if (keep) bytes.set(part.subarray(0, Math.min(part.length, length - at)), at)
        at += part.length
        rest = rest.subarray(part.length)
      }
      return bytes
    },
  }
}

function gapOf(entry: TreeEntry, reason: string): Gap {
  return { what: 'missing object', path: entry.path, reason }
}

function quietly(): void {
  // The end of the output says it: what was not read is a gap.
}
