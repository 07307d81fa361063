import type { Fault } from './messages.ts'

/** What was thrown, so that it crosses between processes. */
export function faultOf(thrown: unknown): Fault {
  return thrown instanceof Error ? { kind: 'fault', name: thrown.name, says: thrown.message, stack: thrown.stack ?? null } : { kind: 'fault', name: 'Error', says: 'something that is no error was thrown', stack: null }
}

/** A fault as an error of this thread: its name tells what happened, its stack where. */
export function errorOf({ name, says, stack }: Omit<Fault, 'kind'>): Error {
  return Object.assign(new Error(says), { name }, stack === null ? {} : { stack })
}

/** Why nothing is judged any more, once that was asked for. */
export function stopped(): Error {
  return errorOf({ name: 'JudgingStopped', says: 'judging was stopped', stack: null })
}
