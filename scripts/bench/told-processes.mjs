import { fork } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { cpuTime } from './measure.mjs'

/** What `monitorEventLoopDelay` adds to each delay, in milliseconds. */
const RESOLUTION = 10

/** Starts this script once more, with these words, and tells it a first thing: the process, and what it says to that. */
export async function started(words, first = 'begin') {
  const child = fork(process.argv[1], words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return { child, says: await told(child, first) }
}

/** Tells a process something, and gives what it says to that. */
export async function told(child, message) {
  child.send(message)
  const failed = once(child, 'exit').then(([code]) => { throw new Error(`a process of the bench ended with ${code}`) })
  const [answer] = await Promise.race([once(child, 'message'), failed])
  failed.catch(() => {})
  return answer
}

/** Tells a process to end, and waits until it has. */
export async function ended(child) {
  const exit = once(child, 'exit')
  child.send('stop')
  await exit
}

/** Serves until it is told to stop: measures between the words `begin` and `end`. */
export async function serve(start) {
  process.once('disconnect', () => { process.exit(1) })
  const [first] = await once(process, 'message')
  const { url, stop } = await start(first)
  process.send({ url })
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
  let cpu = 0
  for (;;) {
    const [word] = await once(process, 'message')
    if (word === 'stop') {
      await stop()
      process.exit()
    }
    if (word === 'begin') {
      delay.reset()
      delay.enable()
      cpu = cpuTime()
      process.send({})
    } else {
      delay.disable()
      const of = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION)
      process.send({ cpu: cpuTime() - cpu, delayP99: of(delay.percentile(99)), delayMax: of(delay.max), memory: process.resourceUsage().maxRSS / 1024 })
    }
  }
}
