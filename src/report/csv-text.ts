/** One record of a comma-separated file (RFC 4180), with its line end. Numbers are written as they are, text so that no spreadsheet takes it for a formula. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : csvCell(cell))).join(',')}\r\n`
}

/** Signs with which a spreadsheet begins a formula, in their wide forms too. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/**
 * Text as a cell. One that begins like a formula gets an apostrophe before it; so does what follows a semicolon, at which a spreadsheet of another country
 * would begin a cell. Control characters other than line ends and tabs become `�`.
 */
function csvCell(text: string): string {
  const safe = text.replace(/(?![\t\r\n])[\p{Cc}\p{Cs}]/gu, '\ufffd').replace(/([;\t])(?=[=+\-@])/g, "$1'")
  const cell = FORMULA.test(safe) ? `'${safe}` : safe
  return /[",;\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
