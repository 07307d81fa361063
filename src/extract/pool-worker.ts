import { Worker } from 'node:worker_threads'
import type { Extraction } from './extract-one.ts'
import type { Answer, Batch } from './messages.ts'
import { processorTime } from './processor-time.ts'

type Job = { readonly path: string; readonly bytes: Uint8Array; readonly settle: (extraction: Extraction) => void }

/** Why a worker is gone: `started` tells whether the first unfinished file is to blame. */
export type Departure = { readonly started: boolean; readonly reason: string; readonly tookMilliseconds: number }

export type PoolWorker = {
  readonly isIdle: () => boolean
  readonly read: (jobs: readonly Job[]) => void
  readonly end: () => Promise<void>
}

/** Where new objects are made: the default takes three times as much, for each worker, and reads no faster. */
const YOUNG_MEGABYTES = 16

/** How long a worker may take to load its parsers. */
const START_LIMIT = 30_000
/** How often the clock may reach a limit while this process was hardly let run, before the file is ended all the same. */
const MOST_EXTENSIONS = 5

/**
 * Starts a worker and watches it: each file has the time that `limit` gives when its turn comes.
 * `idle` is called when all its files are answered, `gone` once when it was ended or failed, with the files it left.
 */
export function startWorker(
  module: URL, memoryMegabytes: number, limit: () => number,
  on: { readonly idle: () => void; readonly gone: (unfinished: readonly Job[], why: Departure) => void },
): PoolWorker {
  const worker = new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes, maxYoungGenerationSizeMb: YOUNG_MEGABYTES }, stdout: true, stderr: true, env: {} })
  // What a parser prints would stand in the report.
  worker.stdout.resume()
  worker.stderr.resume()
  let jobs: Job[] = []
  let started = false
  let isGone = false
  let timer: NodeJS.Timeout | null = null
  let since = performance.now()

  const leave = (reason: string): void => {
    if (isGone) return
    isGone = true
    if (timer !== null) clearTimeout(timer)
    void worker.terminate()
    on.gone(jobs, { started, reason, tookMilliseconds: performance.now() - since })
  }
  const watch = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (started && jobs.length === 0) return
    since = performance.now()
    const milliseconds = started ? limit() : START_LIMIT
    const used = processorTime()
    const end = (extensions: number): void => {
      timer = setTimeout(() => {
        if (extensions < MOST_EXTENSIONS && processorTime() - used < milliseconds / 2) return end(extensions + 1)
        leave(`reading it took longer than ${milliseconds / 1000} s`)
      }, milliseconds)
    }
    end(0)
  }
  worker.on('message', (answer: Answer) => {
    if (isGone) return
    if (answer === 'ready') started = true
    else jobs.shift()?.settle(answer.extraction)
    watch()
    if (jobs.length === 0) on.idle()
  })
  worker.on('error', (error) => {
    leave('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'reading it took too much memory' : 'its reader failed')
  })
  worker.on('exit', () => { leave('its reader ended') })
  watch()
  return {
    isIdle: () => !isGone && jobs.length === 0,
    read(given) {
      jobs = [...given]
      const batch: Batch = given.map(({ path, bytes }) => ({ path, bytes: whole(bytes) }))
      worker.postMessage(batch)
      watch()
    },
    async end() {
      leave('reading was stopped')
      await worker.terminate()
    },
  }
}

/** A copy that shares no memory with others: posting a view would copy all that it looks into. */
function whole(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
}
