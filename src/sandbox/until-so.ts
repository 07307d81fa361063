import type { ChildProcess } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'

const PAUSE = 100

/** The program that is to bring something about, where it is another one. */
type Program = Pick<ChildProcess, 'exitCode' | 'signalCode'>

/** Waits until something is so, asking every tenth of a second. Throws with `what` was waited for where the program that is to bring it about has ended, or `milliseconds` have passed. */
export async function untilSo(what: string, isSo: () => boolean, milliseconds: number, program: Program | null = null): Promise<void> {
  const end = performance.now() + milliseconds
  while (!isSo()) {
    if (program !== null && (program.exitCode !== null || program.signalCode !== null)) throw new Error(`the program ended (${program.signalCode ?? `exit code ${String(program.exitCode)}`}) before ${what}`)
    if (performance.now() >= end) throw new Error(`${what}: this did not come within ${milliseconds / 1000} s`)
    await setTimeout(PAUSE)
  }
}
