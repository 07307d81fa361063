import type { Log, LogFields } from '../../src/flow/ports/operation-ports.ts'

export type LogLine = { readonly level: string; readonly says: string; readonly fields: LogFields }

/** A log that keeps its lines for a test. */
export function keptLog(lines: LogLine[] = [], shared: LogFields = {}): Log {
  const add = (level: string) => (says: string, fields: LogFields = {}): void => { lines.push({ level, says, fields: { ...shared, ...fields } }) }
  return { debug: add('debug'), info: add('info'), warn: add('warn'), error: add('error'), with: (fields) => keptLog(lines, { ...shared, ...fields }) }
}
