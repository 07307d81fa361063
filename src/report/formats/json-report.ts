/**
 * A value as JSON for a file, a pipe or a terminal: what `JSON.stringify` leaves as it is and a terminal would obey (control characters
 * from 0x7f on, direction and invisible characters) is written as an escape, so that every reader gets the same text and no terminal a command.
 */
export function jsonReport(value: unknown): string {
  return `${safeJson(JSON.stringify(value, null, 2) ?? 'null')}\n`
}

/** The same on one line. */
export function jsonLine(value: unknown): string {
  return `${safeJson(JSON.stringify(value) ?? 'null')}\n`
}

/** Text of JSON that says the same, with such characters written as escapes. */
export function safeJson(text: string): string {
  // The line feeds are those between the lines; within a text each is escaped already.
  return text.replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')
}
