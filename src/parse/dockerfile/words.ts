import type { ContainerCommand } from './tree.ts'

/** Joins an instruction's continued lines: comment lines and empty lines inside are dropped, as Docker does. A heredoc gives its body. */
export function joinedText(raw: string, escape: string): string {
  const lines = raw.split('\n')
  const heredoc = /<<-?["']?(\w+)["']?/.exec(lines[0] ?? '')
  if (heredoc && lines.length > 1) {
    const before = (lines[0] ?? '').replace(heredoc[0], '').trim()
    const end = lines.findIndex((line, index) => index > 0 && line.trim() === heredoc[1])
    return [before, ...lines.slice(1, end < 0 ? undefined : end)].filter((line) => line !== '').join('\n')
  }
  return lines
    .filter((line, index) => index === 0 || (line.trim() !== '' && !line.trimStart().startsWith('#')))
    .map((line) => {
      const bare = line.trim()
      return bare.endsWith(escape) ? bare.slice(0, -1).trimEnd() : bare
    })
    .join(' ')
    .trim()
}

/** Reads exec form (`["a", "b"]`); anything else is shell form. */
export function containerCommand(text: string, line: number): ContainerCommand | null {
  if (text === '') return null
  const list = listOf(text)
  if (list !== null) return list.length === 0 ? null : { form: 'exec', words: list, text: list.join(' '), line }
  return { form: 'shell', words: splitWords(text), text, line }
}

/** The texts of a JSON list, or null where the text is no such list. */
export function listOf(text: string): readonly string[] | null {
  if (!text.startsWith('[')) return null
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null
  } catch {
    return null
  }
}

/** Splits at blanks outside quotes and takes the quotes off. */
export function splitWords(text: string): readonly string[] {
  const words: string[] = []
  let word = ''
  let quote = ''
  let started = false
  for (const character of text) {
    if (quote !== '') {
      if (character === quote) quote = ''
      else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      started = true
    } else if (character === ' ' || character === '\t' || character === '\n' || character === '\r') {
      if (word !== '' || started) words.push(word)
      word = ''
      started = false
    } else word += character
  }
  if (word !== '' || started) words.push(word)
  return words
}

/** Puts known values in for `$NAME`, `${NAME}` and `${NAME:-value}`; unknown names stay as they are. */
export function expand(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$(?:(\w+)|\{(\w+)(?::-([^{}]*))?\})/g, (whole: string, bare: string | undefined, braced: string | undefined, otherwise: string | undefined) =>
    (values.get(bare ?? braced ?? '') ?? otherwise ?? whole).slice(0, 300))
}
