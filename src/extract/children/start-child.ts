import { fork } from 'node:child_process'
import type { Asked, Said } from './messages.ts'

export type Child = {
  readonly ask: (asked: Asked) => void
  /** Ends it; resolves when it is gone. */
  readonly end: () => Promise<void>
}

/** The module of the process as it is built. */
const MODULE = new URL(import.meta.url.endsWith('.ts') ? './process.ts' : './reader-process.js', import.meta.url)

/**
 * Starts a process that reads hostile files on threads within limits, which it keeps itself. It knows nothing of this one's environment, and what ends all of it, as one
 * huge allocation on a thread does, ends nothing here: `gone` is called once then, unless it was ended from here.
 */
export function startChild(on: { readonly said: (said: Said) => void; readonly gone: () => void }, module: URL = MODULE): Child {
  const child = fork(module, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [], env: {} })
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve() }).once('error', () => { resolve() }) })
  let isGone = false
  const leave = (): boolean => {
    if (isGone) return false
    isGone = true
    child.kill('SIGKILL')
    return true
  }
  const fail = (): void => { if (leave()) on.gone() }
  child.on('message', (said: Said) => { if (!isGone) on.said(said) })
  child.on('error', fail)
  child.on('exit', fail)
  return {
    // Where it is gone while this is on its way, `exit` tells.
    ask: (asked) => { if (child.connected) child.send(asked, () => {}) },
    async end() {
      leave()
      await ended
    },
  }
}
