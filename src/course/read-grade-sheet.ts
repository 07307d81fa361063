import { readPlacedTable } from '../parse/csv-places.ts'
import { columnsInWords, type SheetColumns, type SheetReading } from './grade-sheet.ts'
import { isCanvasHeader, readCanvasSheet } from './read-canvas-sheet.ts'
import { isMoodleSheet, readMoodleSheet } from './read-moodle-sheet.ts'

/**
 * Reads a file that a teacher downloaded from Canvas (gradebook) or Moodle (worksheet for offline grading) to have grades filled in, which count `points` at most. Says what it is taken for, or that it is neither and why. Never throws.
 */
export function readGradeSheet(text: string, columns: SheetColumns, points: number): SheetReading {
  const reading = readPlacedTable(text)
  if (!reading.ok) return reading
  const { rows: [header, ...rows], table: { delimiter } } = reading
  if (header === undefined) return { ok: false, line: 1, says: 'expected a gradebook of Canvas or a worksheet of Moodle; the file is empty' }
  const sheet = isCanvasHeader(header) ? readCanvasSheet(header, rows, columns, points) : isMoodleSheet(header, rows) ? readMoodleSheet(header, rows, columns, points) : null
  if (sheet === null) {
    return { ok: false, line: header.line, says: `expected a gradebook of Canvas (columns Student, ID … Section) or a worksheet of Moodle (first column Identifier, with "Participant 41" and the like below it); this is neither, its columns are ${columnsInWords(header.cells) || 'without names'}` }
  }
  if (!sheet.ok || delimiter === ',' || (delimiter === ';' && sheet.sheet.platform === 'canvas')) return sheet
  const sign = delimiter === ';' ? 'semicolons' : 'tabs'
  const remark = sheet.sheet.platform === 'canvas' ? `its cells are parted by ${sign}, and Canvas reads commas and semicolons; download it again, or save it with commas` : `its cells are parted by ${sign}: say so where Moodle asks for the separator; a Moodle that does not ask reads commas alone`
  return { ok: true, sheet: { ...sheet.sheet, remarks: [...sheet.sheet.remarks, remark] } }
}
