import { readCsvTable, type CsvRow, type CsvTable } from './csv-table.ts'

/** Where a cell stands in the text that it was read from: from `start` up to `end`, with its quotes. */
export type CellPlace = { readonly start: number; readonly end: number }

/** A row with the place of each of its cells. */
export type PlacedRow = CsvRow & { readonly places: readonly CellPlace[] }

export type PlacedReading = { readonly ok: true; readonly table: CsvTable; readonly rows: readonly PlacedRow[] } | { readonly ok: false; readonly line: number; readonly says: string }

/**
 * Reads a table as `readCsvTable` does, with the place of every cell, so that some can be replaced and all else stays byte for byte. A file whose places are not certain (rows that end in a carriage return alone) is refused. Never throws.
 */
export function readPlacedTable(text: string): PlacedReading {
  const reading = readCsvTable(text)
  if (!reading.ok) return reading
  const { table } = reading
  const found = placesOf(text, table.bom ? 1 : 0, table.delimiter)
  // Two readers that do not know of each other have to see the same cells, or a grade could land in a wrong one.
  const odd = table.rows.findIndex(({ cells }, at) => cells.length !== found[at]?.length || cells.some((cell, column) => cell !== textAt(text, found[at]?.[column])))
  if (odd >= 0 || found.length !== table.rows.length) return { ok: false, line: table.rows[odd]?.line ?? 1, says: 'expected rows that end in a line feed; save the file as it was downloaded' }
  return { ok: true, table, rows: table.rows.map((row, at) => ({ ...row, places: found[at] ?? [] })) }
}

function textAt(text: string, place: CellPlace | undefined): string | null {
  if (place === undefined) return null
  const raw = text.slice(place.start, place.end)
  return raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw
}

/** The places of all cells by row; lines without any are left out. None at all where something follows a cell that ends none. */
function placesOf(text: string, from: number, delimiter: string): readonly (readonly CellPlace[])[] {
  const rows: CellPlace[][] = []
  let row: CellPlace[] = []
  let at = from
  while (at < text.length) {
    const end = endOfCell(text, at, delimiter)
    row.push({ start: at, end })
    at = end + 1
    if (text[end] === delimiter) {
      // What follows the last sign of a file is a cell, too.
      if (at === text.length) row.push({ start: at, end: at })
      continue
    }
    if (text[end] === '\r' && text[end + 1] === '\n') at = end + 2
    else if (end < text.length && text[end] !== '\n') return []
    const [only] = row
    if (row.length > 1 || (only !== undefined && only.end > only.start)) rows.push(row)
    row = []
  }
  if (row.length > 0) rows.push(row)
  return rows
}

function endOfCell(text: string, start: number, delimiter: string): number {
  let at = start
  if (text[at] === '"') {
    at = text.indexOf('"', at + 1)
    while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
    return at < 0 ? text.length : at + 1
  }
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && !(text[at] === '\r' && text[at + 1] === '\n')) at += 1
  return at
}
