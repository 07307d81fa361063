/** One record of a comma-separated file (RFC 4180), with its line end. Numbers are written as they are, text so that no spreadsheet takes it for a formula. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : csvCell(cell))).join(',')}\r\n`
}

/** Text as one cell, for a file with commas, semicolons or tabs between its cells: in quotes where it needs them, and never a formula. */
export function csvCell(text: string): string {
  const cell = harmless(text)
  return /[",;\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Whether text stands in a cell as it is. What does not (`=1`, `+49`, `-x`) is changed so that it is no formula, and no longer names what it did to a program that reads the file. */
export function isKeptInCell(text: string): boolean {
  return harmless(text) === text
}

/** Signs with which a spreadsheet begins a formula, in their wide forms too. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/**
 * Text that begins like a formula gets an apostrophe before it; so does what follows a semicolon, at which a spreadsheet of another country
 * would begin a cell. Control characters other than line ends and tabs become `�`.
 */
function harmless(text: string): string {
  const safe = text.replace(/(?![\t\r\n])[\p{Cc}\p{Cs}]/gu, '\ufffd').replace(/([;\t])(?=[=+\-@])/g, "$1'")
  return FORMULA.test(safe) ? `'${safe}` : safe
}
