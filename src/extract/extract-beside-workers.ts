import { availableParallelism } from 'node:os'
import { EXTRACTORS } from '../facts/extractors.ts'
import type { Extractor } from '../facts/file-facts.ts'
import type { ExtractPort } from '../flow/ports/repository-port.ts'
import { extractOne, type Extraction } from './extract-one.ts'
import { extractOnWorkers, type PoolOptions } from './extract-on-workers.ts'
import { processorTime } from './processor-time.ts'
import { withinTime } from './within-time.ts'

type Job = { readonly path: string; readonly bytes: Uint8Array; readonly settle: (extraction: Extraction) => void }

/** What a larger file may cost in memory is for a worker, which can be ended for it. */
const LARGEST_HERE = 64 * 1024
/** From this much waiting work on, workers are worth their start. */
const WORTH_WORKERS = 768 * 1024
/** How long this thread reads before others get their turn, in milliseconds. */
const TURN = 20

/**
 * Reads small files in this thread, within the same limits of time as on workers, and large ones on workers; where much is waiting, workers take their share.
 * For a program that grades one repository after the other: a worker costs its start, and what it reads is copied once more. It holds the event loop up
 * for as long as one file may take, so a server reads on workers alone. Never rejects.
 */
export function extractBesideWorkers(options: PoolOptions & { readonly extractors?: readonly Extractor[] } = {}): ExtractPort {
  const { fileLimit = 4000, lostLimit = 8000, totalLimit = 15_000, spent = processorTime, extractors = EXTRACTORS } = options
  const others = Math.max(1, Math.min(availableParallelism(), 4) - 1)
  const pool = extractOnWorkers({ workers: others, ...options })
  const waiting: Job[] = []
  let next = 0
  let waitingBytes = 0
  let poolBytes = 0
  let lost = 0
  let since: number | null = null
  let scheduled = false
  let closed = false

  const onWorker = async (path: string, bytes: Uint8Array): Promise<Extraction> => {
    poolBytes += bytes.length
    const extraction = await pool.extract(path, bytes)
    poolBytes -= bytes.length
    return extraction
  }
  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    setImmediate(turn)
  }
  const turn = (): void => {
    scheduled = false
    if (since !== null && spent() - since > totalLimit) return giveUp(`reading the repository took longer than ${totalLimit / 1000} s`)
    const limit = lost >= lostLimit ? fileLimit / 10 : fileLimit
    const started = performance.now()
    const finished = withinTime(limit, () => {
      for (let job = waiting[next]; job !== undefined; job = waiting[next]) {
        const extraction = extractOne(extractors, job.path, job.bytes)
        take(job)
        job.settle(extraction)
        if (performance.now() - started > TURN) break
      }
    })
    const culprit = finished ? undefined : waiting[next]
    if (culprit !== undefined) {
      take(culprit)
      lost += performance.now() - started
      culprit.settle(tooLong(culprit.path, limit))
    }
    if (next < waiting.length) return schedule()
    waiting.length = 0
    next = 0
  }
  const giveUp = (reason: string): void => {
    const jobs = waiting.slice(next)
    waiting.length = 0
    next = 0
    waitingBytes = 0
    for (const { path, settle } of jobs) settle({ gap: { what: 'file', path, reason } })
  }
  const take = (job: Job): void => {
    next += 1
    waitingBytes -= job.bytes.length
  }
  return {
    extract(path, bytes) {
      since ??= spent()
      if (closed) return Promise.resolve({ gap: { what: 'file', path, reason: 'reading was stopped' } })
      const isMuch = waitingBytes + bytes.length > WORTH_WORKERS && poolBytes < waitingBytes * others
      if (bytes.length > LARGEST_HERE || isMuch) return onWorker(path, bytes)
      return new Promise((resolve) => {
        waiting.push({ path, bytes, settle: resolve })
        waitingBytes += bytes.length
        schedule()
      })
    },
    nextRepository() {
      lost = 0
      since = null
      pool.nextRepository()
    },
    async close() {
      closed = true
      giveUp('reading was stopped')
      await pool.close()
    },
  }
}

function tooLong(path: string, milliseconds: number): Extraction {
  return { gap: { what: 'file', path, reason: `reading it took longer than ${milliseconds / 1000} s` } }
}
