import { CsvError, parse } from 'csv-parse/sync'

/** One row of a table: `line` is where it begins in the file, from 1. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

/** `delimiter` is the sign between cells that the file was read by, `bom` whether it begins with a mark of UTF-8, `lineEnd` what ends its first line: a file that is filled in is written back alike. */
export type CsvTable = { readonly rows: readonly CsvRow[]; readonly delimiter: string; readonly bom: boolean; readonly lineEnd: '\n' | '\r\n' }

export type CsvReading = { readonly ok: true; readonly table: CsvTable } | { readonly ok: false; readonly line: number; readonly says: string }

const LARGEST = 20_000_000
const MOST_ROWS = 50_000
const DELIMITERS = [',', ';', '\t'] as const

/**
 * Reads a table of cells as text (RFC 4180; comma, semicolon or tab, whichever its first line has most of outside quotes). Rows end in any of the usual ways, also in several in one file, and may have any number of cells; empty lines are left out. Says where a file is no table, is longer than 20 MB
 * or has more than 50,000 rows. Never throws.
 */
export function readCsvTable(text: string): CsvReading {
  if (text.length > LARGEST) return { ok: false, line: 1, says: `expected a file of at most ${LARGEST / 1_000_000} MB` }
  const bom = text.startsWith('\uFEFF')
  const [first = ''] = text.slice(bom ? 1 : 0).split('\n', 1)
  const delimiter = delimiterOf(first)
  try {
    const rows: CsvRow[] = []
    for (const { record, info } of parse(text, { bom: true, delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: true, info: true, to: MOST_ROWS + 1, max_record_size: 100_000 }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[]) {
      // The parser tells the line that a row ends on.
      rows.push({ line: info.lines - lineEndsIn(record), cells: record })
    }
    if (rows.length > MOST_ROWS) return { ok: false, line: rows.at(-1)?.line ?? 1, says: `expected at most ${MOST_ROWS.toLocaleString('en')} rows` }
    return { ok: true, table: { rows, delimiter, bom, lineEnd: first.endsWith('\r') ? '\r\n' : '\n' } }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines, code } = error as CsvError & { readonly lines?: number }
    return { ok: false, line: typeof lines === 'number' ? lines : 1, says: WORDS[code] ?? 'expected a table of cells, each with all of its quotes or none' }
  }
}

const WORDS: Readonly<Partial<Record<string, string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'expected a closing quote; the file ends within a cell that began with one',
  CSV_INVALID_CLOSING_QUOTE: 'expected the end of a cell behind its closing quote; a quote within a cell is written twice',
  INVALID_OPENING_QUOTE: 'expected no quote within a cell that does not begin with one',
  CSV_MAX_RECORD_SIZE: 'expected rows of at most 100,000 characters',
}

function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((sign) => bare.split(sign).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

function lineEndsIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}
