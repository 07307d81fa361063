const NUMBER = /^[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?$/i
const WORDS: ReadonlyMap<string, string> = new Map([['true', 'true'], ['false', 'false'], ['none', 'null'], ['null', 'null'], ['~', 'null'], ['nan', 'nan']])

/** Whether two values of a setting are the same however they are written: 8 and 8.0, 1e-3 and 0.001, True and true; `(1, 2)` and `[1,2]`. Texts compare as they are, without quotes around them. */
export function isSameValue(one: string, other: string): boolean {
  return one === other || plain(one) === plain(other)
}

function plain(value: string): string {
  const text = value.trim().replace(/^(["'])(.*)\1$/s, '$2')
  if (NUMBER.test(text)) return String(Number(text.replaceAll('_', '')))
  const word = WORDS.get(text.toLowerCase())
  if (word !== undefined) return word
  return /^[([].*[)\]]$/s.test(text) ? `[${text.slice(1, -1).split(',').map((item) => plain(item)).filter((item) => item !== '').join(',')}]` : text
}
