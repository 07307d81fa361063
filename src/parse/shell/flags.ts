/**
 * How many of the words are flags with their values, from `start` on.
 * `withValue` names the flags whose value is the next word; `--flag=value` and `-n2` are one word. A `--` ends the flags and is counted.
 */
export function skipFlags(words: readonly string[], start: number, withValue: readonly string[]): number {
  let at = start
  while (at < words.length) {
    const word = words[at] ?? ''
    if (word === '--') return at + 1
    if (!word.startsWith('-') || word === '-') return at
    at += withValue.includes(word) ? 2 : 1
  }
  return Math.min(at, words.length)
}

/** The value of a flag written `--flag value`, `--flag=value` or, for a flag of one letter, `-fvalue`; null where it is not given. */
export function flagValue(words: readonly string[], ...names: readonly string[]): string | null {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (names.includes(word)) return words[at + 1] ?? ''
    const name = names.find((candidate) => word.startsWith(`${candidate}=`))
    if (name !== undefined) return word.slice(name.length + 1)
    const short = names.find((candidate) => candidate.length === 2 && word.startsWith(candidate) && !word.startsWith('--'))
    if (short !== undefined) return word.slice(2)
  }
  return null
}

/** Every value of a flag that may be given more than once. */
export function flagValues(words: readonly string[], ...names: readonly string[]): readonly string[] {
  return words.flatMap((_, at) => {
    const value = names.some((name) => words[at] === name || (words[at] ?? '').startsWith(`${name}=`)) ? flagValue(words.slice(at), ...names) : null
    return value === null ? [] : [value]
  })
}
