import { pino, type Logger } from 'pino'
import type { Log } from '../flow/ports/operation-ports.ts'
import { safeJson } from '../report/formats/json-report.ts'
import type { LogLevel } from './configuration.ts'
import { redact } from './redact.ts'

const LONGEST_STACK = 4000

/** A log of one JSON object a line, with the time in ISO form; every line is freed of tokens, keys and passwords, and of `secrets`, before it is written, and holds nothing that a terminal obeys. */
export function createLog(level: LogLevel, write: (line: string) => void, secrets: readonly string[] = []): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    { write: (line) => { write(safeJson(redact(line, secrets))) } },
  )
  return logOf(logger)
}

function logOf(logger: Logger): Log {
  return {
    debug: (says, fields = {}) => { logger.debug(fields, says) },
    info: (says, fields = {}) => { logger.info(fields, says) },
    warn: (says, fields = {}) => { logger.warn(fields, says) },
    error: (says, fields = {}, cause) => { logger.error(cause === undefined ? fields : { ...fields, cause: told(cause) }, says) },
    with: (fields) => logOf(logger.child(fields)),
  }
}

/** An error with its stack and those of its causes, cut to size. */
function told(cause: unknown): string {
  const stacks: string[] = []
  for (let error: unknown = cause; error !== undefined && stacks.length < 5; error = error instanceof Error ? error.cause : undefined) {
    stacks.push(error instanceof Error ? error.stack ?? error.message : `thrown: ${typeof error}`)
  }
  return stacks.join('\ncaused by ').slice(0, LONGEST_STACK)
}
