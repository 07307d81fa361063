import { fork, type ChildProcess } from 'node:child_process'

export type Child<Asked> = {
  /** Resolves when the other side has taken it, or is gone. */
  readonly ask: (asked: Asked) => Promise<void>
  readonly isGone: () => boolean
  /** Ends it; resolves when it is gone. */
  readonly end: () => Promise<void>
}

/**
 * Starts a process that deals with what is hostile on threads within limits, which it keeps itself. It knows nothing of this one's environment, and what ends all of it, as one
 * huge allocation on a thread does, ends nothing here: `gone` is called once then, and where it could not be started, with what happened, unless it was ended from here. Never throws.
 */
export function startChild<Asked, Said>(module: URL, on: { readonly said: (said: Said) => void; readonly gone: (says: string) => void }): Child<Asked> {
  let isGone = false
  const started = forked(module)
  const child = 'failure' in started ? null : started
  const ended = new Promise<void>((resolve) => {
    if (child === null) resolve()
    else child.once('exit', () => { resolve() }).once('error', () => { resolve() })
  })
  const leave = (): boolean => {
    if (isGone) return false
    isGone = true
    child?.kill('SIGKILL')
    return true
  }
  const fail = (says: string): void => { if (leave()) on.gone(says) }
  // Whoever starts it hears of it once it has it.
  if ('failure' in started) setImmediate(() => { fail(`could not be started (${started.failure})`) })
  child?.on('message', (said: Said) => { if (!isGone) on.said(said) })
  child?.on('error', (error) => { fail(`failed (${error.message})`) })
  child?.on('exit', (code, signal) => { fail(`ended by itself (${signal ?? code}), as where memory runs out`) })
  return {
    // Where it is gone while this is on its way, `exit` tells.
    ask: (asked) => new Promise((resolve) => {
      if (child?.connected === true) child.send(asked as object, () => { resolve() })
      else resolve()
    }),
    isGone: () => isGone,
    async end() {
      leave()
      await ended
    },
  }
}

/** Of some failures, such as that there is no memory for another process, `fork` tells by throwing. */
function forked(module: URL): ChildProcess | { readonly failure: string } {
  try {
    return fork(module, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [], env: {} })
  } catch (failure) {
    return { failure: failure instanceof Error ? failure.message : 'unknown' }
  }
}
