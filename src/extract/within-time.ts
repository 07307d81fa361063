import { Script } from 'node:vm'

const SLOT = Symbol.for('capstone-coach.work')
const call = new Script(`globalThis[Symbol.for(${JSON.stringify(SLOT.description)})]()`)

/**
 * Does some synchronous work in this thread and ends it where it takes longer than so many milliseconds, loops and regular expressions too;
 * gives whether it came to its end. What the work throws is thrown on. Starting it costs about a tenth of a millisecond.
 */
export function withinTime(milliseconds: number, work: () => void): boolean {
  Reflect.set(globalThis, SLOT, work)
  try {
    call.runInThisContext({ timeout: milliseconds })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false
    throw error
  } finally {
    Reflect.deleteProperty(globalThis, SLOT)
  }
}
