import { Worker } from 'node:worker_threads'
import { processorTime } from './processor-time.ts'

export type WatchedWorker = {
  readonly post: (message: unknown) => void
  /** Gives it so many milliseconds from now, in place of what was left to it; null while nothing is asked of it. */
  readonly allow: (milliseconds: number | null) => void
  /** Ends it, unless it is gone; resolves when its thread is. */
  readonly end: (reason: string | null) => Promise<void>
}

export type WatchedOptions = {
  readonly module: URL
  /** What the worker finds as its `workerData`. */
  readonly data?: unknown
  readonly memoryMegabytes: number
}

/** Where new objects are made: the default takes three times as much, for each worker, and reads no faster. */
const YOUNG_MEGABYTES = 16
/** How long a worker may take to load its parsers. */
const START_LIMIT = 30_000
/** How often the clock may reach a limit while this process was hardly let run, before the worker is ended all the same. */
const MOST_EXTENSIONS = 5

/**
 * Starts a worker thread within limits of memory and time. `told` hears each message of it; `gone` is called once, when it has passed a limit, failed, ended
 * (why, in words of what it reads) or was ended here (what `end` was told), and nothing is heard of it afterwards. What it prints is dropped, and it knows nothing of
 * the environment. It has half a minute to start in, and then what `allow` gives.
 */
export function startWatchedWorker<Told>({ module, data, memoryMegabytes }: WatchedOptions, on: { readonly told: (told: Told) => void; readonly gone: (reason: string | null) => void }): WatchedWorker {
  const worker = new Worker(module, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes, maxYoungGenerationSizeMb: YOUNG_MEGABYTES }, stdout: true, stderr: true, env: {} })
  // What a parser prints would stand in the report.
  worker.stdout.resume()
  worker.stderr.resume()
  let isGone = false
  let timer: NodeJS.Timeout | null = null

  const leave = (reason: string | null): void => {
    if (isGone) return
    isGone = true
    if (timer !== null) clearTimeout(timer)
    void worker.terminate()
    on.gone(reason)
  }
  const allow = (milliseconds: number | null): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (milliseconds === null || isGone) return
    const used = processorTime()
    const begin = (extensions: number): void => {
      const own = setTimeout(() => {
        if (extensions < MOST_EXTENSIONS && processorTime() - used < milliseconds / 2) return begin(extensions + 1)
        // What it has told by now is heard first, and may give it more time.
        setImmediate(() => { if (timer === own) leave(`reading it took longer than ${milliseconds / 1000} s`) })
      }, milliseconds)
      timer = own
    }
    begin(0)
  }
  worker.on('message', (told: Told) => { if (!isGone) on.told(told) })
  worker.on('error', (error) => { leave('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'reading it took too much memory' : 'its reader failed') })
  worker.on('exit', () => { leave('its reader ended') })
  allow(START_LIMIT)
  return {
    post: (message) => { worker.postMessage(message) },
    allow,
    async end(reason) {
      leave(reason)
      await worker.terminate()
    },
  }
}
