import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'
import type { Layout, Style } from '../report/formats/terminal-report.ts'
import { safeForTerminal, safeLines } from '../report/text/terminal-text.ts'

/** Where a command writes, and what it may know of its terminal. */
export type Output = {
  readonly write: (text: string) => void
  readonly warn: (text: string) => void
  /** Replaced in place on a terminal; not written where the output is piped. */
  readonly progress: (text: string) => void
  readonly layout: Layout
  /** Reads files without worker threads: for callers that are short-lived themselves. */
  readonly inProcess: boolean
}

const STYLES: Record<Style, Parameters<typeof styleText>[0]> = {
  heading: 'bold', dim: 'dim', verified: 'green', present: 'green', partial: 'yellow', failing: 'red', missing: 'yellow', unknown: 'dim',
}

/** Colour and progress on a terminal only, and no colour where NO_COLOR asks for none (no-color.org); 80 columns, or the terminal's where it has fewer. */
export function outputOn(stdout: WriteStream, stderr: WriteStream, environment: Readonly<Record<string, string | undefined>>): Output {
  const colour = stdout.isTTY && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb'
  return {
    inProcess: false,
    write: (text) => void stdout.write(text),
    // Messages name paths, references and options as they were given.
    warn: (text) => void stderr.write(safeLines(text)),
    progress: (text) => { if (stderr.isTTY) stderr.write(`\r\u001b[K${safeForTerminal(text)}`) },
    layout: {
      width: Math.max(40, Math.min(80, stdout.isTTY ? stdout.columns : 80)),
      paint: (style, text) => (colour ? styleText(STYLES[style], text) : text),
    },
  }
}
