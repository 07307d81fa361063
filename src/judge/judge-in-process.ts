import type { Assessor } from '../flow/judging/assess.ts'
import { judgeCollected } from '../flow/judging/judge-collected.ts'
import type { Judge } from '../flow/ports/repository-port.ts'
import { stopped } from './fault.ts'

/** Judges in this thread, without limits: for a program that grades one repository after the other. Nothing else has its turn meanwhile. */
export function judgeInProcess(assessor: Assessor): Judge {
  let closed = false
  return {
    judge: async (input, by = null) => {
      await Promise.resolve()
      if (closed) throw stopped()
      return judgeCollected(input, { ...assessor, ...by })
    },
    close: () => {
      closed = true
      return Promise.resolve()
    },
  }
}
