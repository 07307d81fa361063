import { plainLine } from '../text/plain-line.ts'

/** How many there are of a thing, whose several end with s: `1 file`, `2 files`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** The first `most` names of a list, and how many more there are; `cut` are those that the list left out already. */
export function listed(names: readonly string[], most: number, cut = 0): string {
  const more = Math.max(0, names.length - most) + cut
  return `${names.slice(0, most).map((name) => plainLine(name, 100)).join(', ')}${more === 0 ? '' : ` and ${more} more`}`
}

/** A list in words: `one`, `one and two`, `one, two and three`, or with `or` in place of `and`; empty for none. */
export function inWords(items: readonly string[], word: 'and' | 'or' = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`
}

/** A clause as it stands at the front of a sentence: with a capital letter. */
export function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}

/** A clause as a sentence of its own. */
export function asSentence(clause: string): string {
  return `${capital(clause)}${/[.!?]$/.test(clause) ? '' : '.'}`
}
