/** Where a reader stands in a text. `line` counts from 1; `steps` counts the values and blocks read, to bound them. */
export type Cursor = { readonly text: string; at: number; line: number; steps: number }

/** Moves over a number of characters, counting lines. */
export function advance(cursor: Cursor, to: number): void {
  for (let at = cursor.at; at < to; at += 1) if (cursor.text.charCodeAt(at) === 0x0a) cursor.line += 1
  cursor.at = Math.min(to, cursor.text.length)
}

/** Skips blanks and comments; new lines too where `lines` is set. */
export function skipBlanks(cursor: Cursor, lines: boolean): void {
  const { text } = cursor
  for (;;) {
    const character = text[cursor.at]
    if (character === ' ' || character === '\t' || character === '\r' || (lines && character === '\n')) advance(cursor, cursor.at + 1)
    else if (character === '#' || text.startsWith('//', cursor.at)) advance(cursor, endOfLine(text, cursor.at))
    else if (text.startsWith('/*', cursor.at)) {
      const end = text.indexOf('*/', cursor.at + 2)
      advance(cursor, end < 0 ? text.length : end + 2)
    } else return
  }
}

/** The place of the next new line, or the end of the text. */
export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** The name (letters, digits, `_`, `-`) that starts here, and moves over it; empty where there is none. */
export function readName(cursor: Cursor): string {
  let end = cursor.at
  while (end < cursor.text.length && /[\w-]/.test(cursor.text[end] ?? '')) end += 1
  const name = cursor.text.slice(cursor.at, end)
  advance(cursor, end)
  return name
}

/** Moves over the quoted text that starts here and gives what is inside, escapes undone; `${…}` is kept as written, with the quotes inside it. */
export function readQuoted(cursor: Cursor): string {
  const { text } = cursor
  let out = ''
  let depth = 0
  let at = cursor.at + 1
  while (at < text.length) {
    const character = text[at] ?? ''
    if (character === '\\') {
      out += unescaped(text[at + 1] ?? '')
      at += 2
      continue
    }
    if (depth === 0 && (character === '"' || character === '\n')) break
    if ((character === '$' || character === '%') && text[at + 1] === '{') {
      depth += 1
      out += `${character}{`
      at += 2
      continue
    }
    if (character === '}' && depth > 0) depth -= 1
    out += character
    at += 1
  }
  advance(cursor, at + 1)
  return out
}

function unescaped(character: string): string {
  return character === 'n' ? '\n' : character === 't' ? '\t' : character === 'r' ? '\r' : character
}

/** Moves over the heredoc that starts here (`<<EOF`, `<<-EOF`) and gives its body; null where none starts. */
export function readHeredoc(cursor: Cursor): string | null {
  const end = endOfLine(cursor.text, cursor.at)
  const marker = /^<<-?\s*(\w+)\s*$/.exec(cursor.text.slice(cursor.at, Math.min(end, cursor.at + 200)))?.[1]
  if (marker === undefined) return null
  const body: string[] = []
  advance(cursor, end + 1)
  while (cursor.at < cursor.text.length) {
    const stop = endOfLine(cursor.text, cursor.at)
    const line = cursor.text.slice(cursor.at, stop)
    if (line.trim() === marker) {
      advance(cursor, stop)
      break
    }
    body.push(line)
    advance(cursor, stop + 1)
  }
  return body.join('\n')
}
