import { availableParallelism } from 'node:os'
import type { Gap } from '../model/repository.ts'
import type { ExtractPort } from '../flow/ports/repository-port.ts'
import type { Extraction } from './extract-one.ts'
import { startWorker, type PoolWorker } from './pool-worker.ts'
import { processorTime } from './processor-time.ts'

export type PoolOptions = {
  /** The worker's module: one that calls `serveExtraction`. */
  readonly module?: URL
  readonly workers?: number
  /** How long one file may take, in milliseconds. */
  readonly fileLimit?: number
  /** How long all files of a repository that were ended may have taken together; afterwards a file gets a tenth of its limit. */
  readonly lostLimit?: number
  /** The processor time of this process that a repository may take from its first file on, in milliseconds; files that still wait then are gaps. */
  readonly totalLimit?: number
  /** What `totalLimit` is measured by, in milliseconds; the processor time of this process unless given. */
  readonly spent?: () => number
  readonly memoryMegabytes?: number
}

type Job = { readonly path: string; readonly bytes: Uint8Array; readonly settle: (extraction: Extraction) => void }

const BATCH_FILES = 16
const BATCH_BYTES = 256 * 1024
/** A further worker costs its start: it pays only from this much waiting work on. */
const WORTH_A_WORKER = { files: 48, bytes: 384 * 1024 }
const MOST_FAILED_STARTS = 2

/**
 * Reads files on worker threads, which start when there is work for them. A file that takes too long, or more memory than a worker may have,
 * ends its worker and is a gap; the files behind it go to another one. Never rejects.
 */
export function extractOnWorkers(options: PoolOptions = {}): ExtractPort {
  const { fileLimit = 4000, lostLimit = 8000, totalLimit = 15_000, memoryMegabytes = 192, spent = processorTime } = options
  const most = options.workers ?? Math.max(1, Math.min(availableParallelism(), 4))
  const module = options.module ?? new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)
  const workers = new Set<PoolWorker>()
  const waiting: Job[] = []
  let waitingBytes = 0
  let lost = 0
  let since: number | null = null
  let failedStarts = 0
  let scheduled = false
  let closed = false

  const begin = (): PoolWorker => {
    const worker = startWorker(module, memoryMegabytes, () => lost >= lostLimit ? fileLimit / 10 : fileLimit, {
      idle: dispatch,
      gone(unfinished, why) {
        workers.delete(worker)
        if (why.started) failedStarts = 0
        else failedStarts += 1
        const [culprit, ...others] = unfinished
        if (why.started && culprit !== undefined) {
          lost += why.tookMilliseconds
          culprit.settle({ gap: gapOf(culprit.path, why.reason) })
          requeue(others)
        } else {
          requeue(unfinished)
        }
        dispatch()
      },
    })
    workers.add(worker)
    return worker
  }
  const requeue = (jobs: readonly Job[]): void => {
    waiting.unshift(...jobs)
    waitingBytes += bytesOf(jobs)
  }
  const dispatch = (): void => {
    scheduled = false
    if (closed || failedStarts >= MOST_FAILED_STARTS) {
      const reason = closed ? 'reading was stopped' : 'the reader could not be started'
      for (const job of waiting.splice(0)) job.settle({ gap: gapOf(job.path, reason) })
      waitingBytes = 0
      return
    }
    if (since !== null && spent() - since > totalLimit) {
      for (const job of waiting.splice(0)) job.settle({ gap: gapOf(job.path, `reading the repository took longer than ${totalLimit / 1000} s`) })
      waitingBytes = 0
      return
    }
    for (const worker of workers) if (worker.isIdle()) hand(worker)
    const worthAnother = workers.size === 0 || waiting.length > WORTH_A_WORKER.files || waitingBytes > WORTH_A_WORKER.bytes
    if (waiting.length > 0 && workers.size < most && worthAnother) hand(begin())
  }
  const hand = (worker: PoolWorker): void => {
    const batch: Job[] = []
    let bytes = 0
    for (let job = waiting[0]; job !== undefined && batch.length < BATCH_FILES && (batch.length === 0 || bytes + job.bytes.length <= BATCH_BYTES); job = waiting[0]) {
      waiting.shift()
      batch.push(job)
      bytes += job.bytes.length
    }
    waitingBytes -= bytes
    if (batch.length > 0) worker.read(batch)
  }
  return {
    extract: (path, bytes) => new Promise((resolve) => {
      since ??= spent()
      waiting.push({ path, bytes, settle: resolve })
      waitingBytes += bytes.length
      if (scheduled) return
      scheduled = true
      setImmediate(dispatch)
    }),
    nextRepository() {
      lost = 0
      since = null
      failedStarts = 0
    },
    async close() {
      closed = true
      const ended = [...workers].map((worker) => worker.end())
      dispatch()
      await Promise.all(ended)
    },
  }
}

function gapOf(path: string, reason: string): Gap {
  return { what: 'file', path, reason }
}

function bytesOf(jobs: readonly Job[]): number {
  return jobs.reduce((sum, job) => sum + job.bytes.length, 0)
}
