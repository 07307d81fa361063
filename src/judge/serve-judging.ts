import type { MessagePort } from 'node:worker_threads'
import type { RepositoryInput } from '../facts/repository-facts.ts'
import type { Judgement } from '../flow/ports/repository-port.ts'
import type { JudgedBy } from '../model/checklist.ts'
import { faultOf } from './fault.ts'
import type { Answer, Part } from './messages.ts'
import { joinParts } from './parts.ts'

/** Judges the inputs that come in parts on a thread's port, one after the other, until the thread is ended. */
export function serveJudging(port: MessagePort, judge: (input: RepositoryInput, by: JudgedBy | null) => Judgement): void {
  const join = joinParts()
  port.on('message', (part: Part) => {
    const joined = join(part)
    if (joined === null) return
    let answer: Answer
    try {
      answer = { kind: 'judged', judgement: judge(joined.input, joined.by) }
    } catch (error) {
      answer = faultOf(error)
    }
    port.postMessage(answer)
  })
}
