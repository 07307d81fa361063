import process from 'node:process'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const tidies = new Set<() => void>()

/** Does something, without waiting, where this process ends before the given function is called: a process group of its own would go on, a folder would stay. */
export function whenLeaving(tidy: () => void): () => void {
  if (tidies.size === 0) {
    process.on('exit', tidyAll)
    for (const signal of SIGNALS) process.on(signal, leave)
  }
  tidies.add(tidy)
  return () => {
    tidies.delete(tidy)
    if (tidies.size > 0) return
    process.off('exit', tidyAll)
    for (const signal of SIGNALS) process.off(signal, leave)
  }
}

function leave(signal: NodeJS.Signals): void {
  // Whoever else hears the signal decides when the process ends.
  if (process.listenerCount(signal) > 1) return
  tidyAll()
  process.off(signal, leave)
  process.kill(process.pid, signal)
}

/** What came last goes first: a command before the folder that it writes to. */
function tidyAll(): void {
  for (const tidy of [...tidies].toReversed()) tidy()
}
