import { startChild } from '../extract/start-child.ts'
import type { RepositoryInput } from '../facts/repository-facts.ts'
import type { Judgement } from '../flow/ports/repository-port.ts'
import { turn } from '../flow/turn.ts'
import type { JudgedBy } from '../model/checklist.ts'
import { errorOf, stopped } from './fault.ts'
import type { Answer, Part, Start } from './messages.ts'
import { partsOf } from './parts.ts'

export type JudgeProcess = {
  /** Judges one repository at a time. Rejects with what judging threw, the limit that it passed, or why the process is gone. */
  readonly judge: (input: RepositoryInput, by: JudgedBy | null) => Promise<Judgement>
  readonly isGone: () => boolean
  readonly end: () => Promise<void>
}

/** What a larger input took in memory, in characters of its text, is given back by ending the process: its next one costs less than keeping it. */
const LARGE = 16 * 1024 * 1024

type Waiting = { readonly resolve: (judgement: Judgement) => void; readonly reject: (error: Error) => void }

/** Starts a process that judges. It knows nothing of this one's environment, and keeps the limits itself: what is ended there, or ends all of it, ends nothing here. */
export function startJudgeProcess(module: URL, start: Start): JudgeProcess {
  let waiting: Waiting | null = null
  const child = startChild<Start | Part, Answer>(module, {
    said: (answer) => {
      if (answer.kind === 'judged') waiting?.resolve(answer.judgement)
      else waiting?.reject(errorOf(answer))
    },
    gone: (says) => { waiting?.reject(errorOf({ name: 'JudgeFailed', says: `the judging process ${says}`, stack: null })) },
  })
  const leave = (error: Error): void => {
    if (child.isGone()) return
    void child.end()
    waiting?.reject(error)
  }
  /** Gives how much was handed over, in characters. */
  const handOver = async (input: RepositoryInput, by: JudgedBy | null): Promise<number> => {
    let length = 0
    for (const part of partsOf(input, by)) {
      if (child.isGone()) return length
      if (part.kind === 'items') length += part.items.reduce((sum, item) => sum + item.length, 0)
      await child.ask(part)
      await turn()
    }
    return length
  }
  void child.ask(start)
  return {
    isGone: child.isGone,
    async judge(input, by) {
      const answered = new Promise<Judgement>((resolve, reject) => { waiting = { resolve, reject } })
      let isHanded = false
      const handed = handOver(input, by).then((length) => { isHanded = true; return length })
      try {
        const [judgement, length] = await Promise.all([answered, handed])
        if (length > LARGE) leave(stopped())
        return judgement
      } finally {
        // What is still on its way would be joined into the next repository's input.
        if (!isHanded) leave(stopped())
        waiting = null
      }
    },
    async end() {
      leave(stopped())
      await child.end()
    },
  }
}
