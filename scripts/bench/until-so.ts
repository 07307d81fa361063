import type { ChildProcess } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'

const PAUSE = 100

/** Waits until something is so, asking every tenth of a second. Throws where the program that is to bring it about has ended, or `milliseconds` have passed. */
export async function untilSo(isSo: () => boolean, program: Pick<ChildProcess, 'exitCode' | 'signalCode'>, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds
  while (!isSo()) {
    if (program.exitCode !== null || program.signalCode !== null) throw new Error(`the program ended (${program.signalCode ?? `exit code ${String(program.exitCode)}`}) before what was waited for`)
    if (performance.now() >= end) throw new Error(`what was waited for did not come within ${milliseconds / 1000} s`)
    await setTimeout(PAUSE)
  }
}
