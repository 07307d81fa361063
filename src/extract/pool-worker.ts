import type { Extraction } from './extract-one.ts'
import type { Answer, Batch } from './messages.ts'
import { startWatchedWorker } from './watched-worker.ts'

type Job = { readonly path: string; readonly bytes: Uint8Array; readonly settle: (extraction: Extraction) => void }

/** Why a worker is gone: `started` tells whether the first unfinished file is to blame. */
export type Departure = { readonly started: boolean; readonly reason: string; readonly tookMilliseconds: number }

export type PoolWorker = {
  readonly isIdle: () => boolean
  readonly read: (jobs: readonly Job[]) => void
  readonly end: () => Promise<void>
}

const STOPPED = 'reading was stopped'

/**
 * Starts a worker that reads files: each has the time that `limit` gives when its turn comes.
 * `idle` is called when all its files are answered, `gone` once when it was ended or failed, with the files it left.
 */
export function startWorker(
  module: URL, memoryMegabytes: number, limit: () => number,
  on: { readonly idle: () => void; readonly gone: (unfinished: readonly Job[], why: Departure) => void },
): PoolWorker {
  let jobs: Job[] = []
  let started = false
  let isGone = false
  let since = performance.now()
  const worker = startWatchedWorker<Answer>({ module, memoryMegabytes }, {
    told(answer) {
      if (answer === 'ready') started = true
      else jobs.shift()?.settle(answer.extraction)
      watch()
      if (jobs.length === 0) on.idle()
    },
    gone(reason) {
      isGone = true
      on.gone(jobs, { started, reason: reason ?? STOPPED, tookMilliseconds: performance.now() - since })
    },
  })
  const watch = (): void => {
    since = performance.now()
    if (started) worker.allow(jobs.length === 0 ? null : limit())
  }
  return {
    isIdle: () => !isGone && jobs.length === 0,
    read(given) {
      jobs = [...given]
      const batch: Batch = given.map(({ path, bytes }) => ({ path, bytes: whole(bytes) }))
      worker.post(batch)
      watch()
    },
    end: () => worker.end(STOPPED),
  }
}

/** A copy that shares no memory with others: posting a view would copy all that it looks into. */
function whole(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
}
