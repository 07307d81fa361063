/**
 * Makes text of a repository safe to print: control, escape and direction characters, which can move the cursor,
 * forge lines or reorder what is read, become `�`; the rest stays.
 */
export function safeForTerminal(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd')
}

/** As `safeForTerminal`, for a message of several lines: their breaks stay. */
export function safeLines(text: string): string {
  return text.split('\n').map(safeForTerminal).join('\n')
}

/** Breaks text into lines of at most `width` columns; a word longer than that stands alone, uncut, so that paths can be copied. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** Wrapped text whose first line begins with `first` and every further one with as many spaces. */
export function hanging(first: string, text: string, width: number): readonly string[] {
  const indent = ' '.repeat(first.length)
  return wrapped(text, Math.max(20, width - first.length)).map((line, index) => (index === 0 ? first : indent) + line)
}
