import type { Word } from 'unbash'
import { withOwnFolder } from './own-folder.ts'

export type Known = { readonly variables: ReadonlyMap<string, string>; readonly args: readonly string[] | null; readonly home: string | null }

/** Variables may double each other: a longer value is left as it is written. */
const LONGEST = 5_000

/**
 * The words a word of the script stands for: quotes removed, known variables and arguments put in, the rest as it is written.
 * An unquoted variable of several words becomes several words, `$@` as many as there are arguments.
 */
export function wordValues(word: Word, known: Known): readonly string[] {
  const value = known.home === null ? word.value : withOwnFolder(word.value, known.home)
  if (!value.includes('$')) return [value]
  const plain = word.text === value
  if (/^\$(?:[@*]|\{[@*]\})$/.test(value) && known.args) return known.args
  const fallback = /^\$\{[@*]:-(.*)\}$/.exec(value)
  if (fallback && known.args) return known.args.length > 0 ? known.args : [fallback[1] ?? '']
  if (word.text.startsWith("'")) return [value]
  const filled = fill(value, known)
  if (filled === value || filled.length > LONGEST) return [value]
  return plain ? filled.split(/\s+/).filter((part) => part !== '') : [filled]
}

/** Puts known variables and arguments into a text: `$name`, `${name}`, `${name:-default}`, `$1`. */
function fill(text: string, known: Known): string {
  return text.replace(/\$(?:(\w+)|\{(\w+)(?::?-([^{}$]*))?\})/g, (whole: string, short: string | undefined, long: string | undefined, otherwise: string | undefined) => {
    const name = short ?? long ?? ''
    const given = /^[1-9]$/.test(name) && known.args ? known.args[Number(name) - 1] ?? '' : known.variables.get(name)
    return given === undefined || (given === '' && otherwise !== undefined) ? otherwise ?? whole : given
  })
}
