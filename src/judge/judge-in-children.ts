import { lend } from '../extract/lend.ts'
import type { Judge } from '../flow/ports/repository-port.ts'
import { stopped } from './fault.ts'
import { startJudgeProcess, type JudgeProcess } from './judge-process.ts'
import type { JudgeLimits, Rubric } from './messages.ts'

export type JudgePoolOptions = Partial<JudgeLimits> & {
  /** The process's module, as it is built. */
  readonly module?: URL
  /** The module of its thread: one that calls `serveJudging`. */
  readonly thread?: URL
  /** How many repositories are judged at a time; others wait. */
  readonly workers?: number
}

/** A repository of 1,500 Python files takes some 8 s and 300 MB; the largest that is read, several times as much. */
const LIMITS: JudgeLimits = { processorTime: 90_000, clock: 6 * 60_000, memoryMegabytes: 1024 }

/**
 * Judges on a worker thread in a child process each: this process answers meanwhile, and lives on where one runs out of memory, which a thread alone may end
 * all of it for. They start at the first use and stay; what passes a limit or fails is ended, its repository is rejected (`JudgingTooLong`, `JudgingTooLarge`,
 * `JudgingStalled`, `JudgeFailed`), and the next one gets a new one.
 */
export function judgeInChildren(rubric: Rubric, options: JudgePoolOptions = {}): Judge {
  const { workers = 1, module = ownModule('process'), thread = ownModule('thread'), ...limits } = options
  const places: { child: JudgeProcess | null }[] = Array.from({ length: workers }, () => ({ child: null }))
  const withPlace = lend(places)
  let closed = false
  return {
    judge: (input, by = null) => withPlace((place) => {
      if (closed) return Promise.reject(stopped())
      const child = place.child === null || place.child.isGone() ? startJudgeProcess(module, { kind: 'start', rubric, limits: { ...LIMITS, ...limits }, thread: thread.href }) : place.child
      place.child = child
      return child.judge(input, by)
    }),
    async close() {
      closed = true
      await Promise.all(places.map(({ child }) => child?.end() ?? Promise.resolve()))
    },
  }
}

function ownModule(name: 'process' | 'thread'): URL {
  return new URL(import.meta.url.endsWith('.ts') ? `./${name}.ts` : `./judge-${name}.js`, import.meta.url)
}
