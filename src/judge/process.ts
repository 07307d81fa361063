import { startJudgeThread, type JudgeThread } from './judge-thread.ts'
import type { Answer, Part, Start } from './messages.ts'

/** Hands each repository to a thread and its answer back, and keeps the limits: this thread is always free to. Ends with the process that it works for. */
function serve({ rubric, limits, thread: module }: Start, answer: (answer: Answer) => void): (part: Part) => void {
  let thread: JudgeThread | null = null
  return (part) => {
    if (part.kind === 'begin' && (thread === null || thread.isGone())) thread = startJudgeThread(new URL(module), rubric, limits, answer)
    thread?.take(part)
  }
}

let take: ((part: Part) => void) | null = null
process.on('message', (message: Start | Part) => {
  if (message.kind === 'start') take = serve(message, (answer) => { process.send?.(answer) })
  else take?.(message)
})
process.once('disconnect', () => { process.exit() })
// Whoever stops the App by a signal to all its processes lets it end what runs first.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {})
