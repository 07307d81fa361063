import type { ExtractPort } from '../../flow/ports/repository-port.ts'
import type { Extraction } from '../extract-one.ts'
import type { PoolOptions } from '../extract-on-workers.ts'
import { startChild, type Child } from '../start-child.ts'
import type { Asked, Said } from './messages.ts'
import { READER_PROCESS } from './reader-process.ts'

export type ChildOptions = Omit<PoolOptions, 'workers' | 'spent' | 'module'> & {
  /** The process's module. */
  readonly process?: URL
  /** The module of its thread. */
  readonly thread?: URL
}

type Job = { readonly path: string; readonly bytes: Uint8Array; readonly settle: (extraction: Extraction) => void }

/** How much is handed over before answers come. */
const AHEAD = { files: 64, bytes: 2 * 1024 * 1024 }
const MOST_FAILED_STARTS = 2
/** How often a repository may end the process before what is left of it stays unread. */
const MOST_ENDS = 4

/**
 * Reads files on a thread of a child process, which starts with the first one and stays. The limits are those of `extractOnWorkers`, kept there; and a file that ends the
 * whole process, as one huge allocation does, is a gap, the others are read by a new one. Never rejects.
 */
export function extractInChild({ process = READER_PROCESS, thread, ...limits }: ChildOptions = {}): ExtractPort {
  const options = { ...limits, ...thread === undefined ? {} : { module: thread.href } }
  const waiting: Job[] = []
  /** In the order in which they are read. */
  const asked = new Map<number, Job>()
  let askedBytes = 0
  let nextId = 0
  let child: Child<Asked> | null = null
  let started = false
  let failedStarts = 0
  let ends = 0
  /** How many files are asked for alone, since one of them ended the process. */
  let suspects = 0
  let scheduled = false
  let closed = false

  const answer = (id: number, extraction: Extraction): void => {
    const job = asked.get(id)
    if (job === undefined) return
    asked.delete(id)
    askedBytes -= job.bytes.length
    if (suspects > 0) suspects -= 1
    job.settle(extraction)
  }
  const said = (one: Said): void => {
    if (one.kind === 'started') {
      started = true
      failedStarts = 0
    }
    if (one.kind !== 'extracted') return
    for (const { id, extraction } of one.answers) answer(id, parsed(extraction))
    dispatch()
  }
  const gone = (): void => {
    child = null
    if (started) ends += 1
    else failedStarts += 1
    const [first] = asked.keys()
    if (started && asked.size === 1 && first !== undefined) answer(first, gapOf(asked.get(first)?.path ?? '', 'reading it took so much memory at once that its reader ended'))
    // An answer may have been on its way, so none of several is to blame yet.
    suspects = asked.size
    waiting.unshift(...asked.values())
    asked.clear()
    askedBytes = 0
    dispatch()
  }
  const begin = (): Child<Asked> => {
    started = false
    return startChild<Asked, Said>(process, { said, gone })
  }
  const dispatch = (): void => {
    scheduled = false
    const reason = closed ? 'reading was stopped' : failedStarts >= MOST_FAILED_STARTS ? 'the reader could not be started' : ends >= MOST_ENDS ? `the reader ended ${ends} times over files of this repository` : null
    if (reason !== null) {
      for (const job of waiting.splice(0)) job.settle(gapOf(job.path, reason))
      return
    }
    const files: { readonly id: number; readonly path: string; readonly bytes: Uint8Array }[] = []
    for (let job = waiting[0]; job !== undefined && mayAsk(job); job = waiting[0]) {
      waiting.shift()
      asked.set(nextId, job)
      askedBytes += job.bytes.length
      files.push({ id: nextId, path: job.path, bytes: job.bytes })
      nextId += 1
    }
    if (files.length === 0) return
    child ??= begin()
    void child.ask({ kind: 'files', files, options })
  }
  const mayAsk = ({ bytes }: Job): boolean => asked.size === 0 || (suspects === 0 && asked.size < AHEAD.files && askedBytes + bytes.length <= AHEAD.bytes)
  return {
    extract: (path, bytes) => new Promise((resolve) => {
      waiting.push({ path, bytes, settle: resolve })
      if (scheduled) return
      scheduled = true
      setImmediate(dispatch)
    }),
    nextRepository() {
      failedStarts = 0
      ends = 0
      void child?.ask({ kind: 'next-repository' })
    },
    async close() {
      closed = true
      waiting.unshift(...asked.values())
      asked.clear()
      dispatch()
      await child?.end()
    },
  }
}

function gapOf(path: string, reason: string): Extraction {
  return { gap: { what: 'file', path, reason } }
}

/** Reads what the other process wrote. */
function parsed(text: string): Extraction {
  return JSON.parse(text) as Extraction
}
