import type { Log, LogFields } from './ports/operation-ports.ts'

/** Warns of what holds about something, and not again until it has become something else: what is looked at on every sweep would fill the log. */
export type WarnOnce = (about: string, says: readonly string[], fields?: LogFields) => void

/** A memory of what was warned of, as long as the process lives. */
export function createWarnOnce(log: Pick<Log, 'warn'>): WarnOnce {
  const told = new Map<string, readonly string[]>()
  return (about, says, fields = {}) => {
    const before = new Set(told.get(about))
    for (const one of says) if (!before.has(one)) log.warn(one, fields)
    told.set(about, says)
  }
}
