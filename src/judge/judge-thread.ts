import { Worker } from 'node:worker_threads'
import { afterProcessorTime } from '../extract/processor-time.ts'
import { faultOf } from './fault.ts'
import type { Answer, Fault, JudgeLimits, Part, Rubric } from './messages.ts'

export type JudgeThread = {
  /** Hands on a part of a repository; its time begins with the first one. */
  readonly take: (part: Part) => void
  readonly isGone: () => boolean
}

/** Starts a worker thread that judges by a rubric. Calls `answer` once a repository; where the thread passes a limit or fails, it is ended and gone. */
export function startJudgeThread(module: URL, rubric: Rubric, limits: JudgeLimits, answer: (answer: Answer) => void): JudgeThread {
  const worker = new Worker(module, { workerData: rubric, resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes } })
  let isGone = false
  let forget: (() => void) | null = null

  const settle = (one: Answer): void => {
    if (forget === null) return
    forget()
    forget = null
    answer(one)
  }
  const leave = (fault: Omit<Fault, 'kind'>): void => {
    if (isGone) return
    isGone = true
    void worker.terminate()
    settle({ kind: 'fault', ...fault })
  }
  worker.on('message', settle)
  worker.on('error', (error) => {
    const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    leave(isMemory ? { name: 'JudgingTooLarge', says: `judging took more than ${limits.memoryMegabytes} MB of memory`, stack: null } : { ...faultOf(error), name: 'JudgeFailed' })
  })
  worker.on('exit', (code) => { leave({ name: 'JudgeFailed', says: `the judging thread ended by itself (${code})`, stack: null }) })

  // The clock runs on while a machine sleeps or is busy with something else: that says nothing of what is judged.
  const faults = {
    processor: { name: 'JudgingTooLong', says: `judging took longer than ${limits.processorTime / 1000} s of processor time`, stack: null },
    clock: { name: 'JudgingStalled', says: `judging did not end within ${limits.clock / 1000} s on the clock`, stack: null },
  } as const
  return {
    isGone: () => isGone,
    take(part) {
      if (part.kind === 'begin') {
        forget?.()
        forget = afterProcessorTime(limits.processorTime, limits.clock, (limit) => { leave(faults[limit]) })
      }
      worker.postMessage(part)
    },
  }
}
