import type { Log } from '../../src/flow/ports/operation-ports.ts'

export type KeptLog = Log & { readonly lines: readonly { readonly level: string; readonly says: string; readonly fields: string }[] }

/** A log that keeps its lines for a test to look at. */
export function keptLog(): KeptLog {
  const lines: { level: string; says: string; fields: string }[] = []
  const keep = (level: string) => (says: string, fields: object = {}): void => { lines.push({ level, says, fields: JSON.stringify(fields) }) }
  const log: KeptLog = { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error'), with: () => log }
  return log
}
