import { field, itemsOf } from '../json.ts'

/** Longer than any name that GitHub gives out: an id of a commit, a login, a branch. */
const LONGEST_TEXT = 1000

/**
 * Reads a webhook's fields by dotted paths. A field that must be there and is not gives `0`, `''` or `false`, and its path is kept in `missing`:
 * whoever reads asks at the end whether anything was.
 */
export type Payload = {
  readonly number: (path: string) => number
  readonly text: (path: string) => string
  readonly flag: (path: string) => boolean
  readonly numberOrNull: (path: string) => number | null
  /** Null where it is none, or longer than 1,000 characters. */
  readonly textOrNull: (path: string) => string | null
  /** The same with a bound of its own, for what people write. */
  readonly textWithin: (path: string, most: number) => string | null
  readonly flagOrNull: (path: string) => boolean | null
  /** Milliseconds since 1970, of seconds or of a date as GitHub writes both; null where there is none. */
  readonly timeOrNull: (path: string) => number | null
  /** A list of texts; null where it is anything else. */
  readonly texts: (path: string) => readonly string[] | null
  /** An object whose values are texts; null where it is anything else. */
  readonly textsByKey: (path: string) => Readonly<Record<string, string>> | null
  /** Whether there is a text, of any length, that holds another. */
  readonly holds: (path: string, part: string) => boolean
  /** The items of a list, each to be read for itself; what they lack is missing from the whole. */
  readonly items: (path: string) => readonly Payload[]
  readonly missing: () => readonly string[]
}

/** Opens a parsed payload for reading. `within` is the path that stands before every other in `missing`. */
export function payloadOf(value: unknown, within = '', missing: string[] = []): Payload {
  const at = (path: string): unknown => path.split('.').reduce(field, value)
  const lack = (path: string): void => { missing.push(`${within}${path}`) }
  const numberOrNull = (path: string): number | null => {
    const found = at(path)
    return typeof found === 'number' && Number.isSafeInteger(found) ? found : null
  }
  const textWithin = (path: string, most: number): string | null => {
    const found = at(path)
    return typeof found === 'string' && found.length <= most ? found : null
  }
  const textOrNull = (path: string): string | null => textWithin(path, LONGEST_TEXT)
  const flagOrNull = (path: string): boolean | null => {
    const found = at(path)
    return typeof found === 'boolean' ? found : null
  }
  return {
    numberOrNull,
    textOrNull,
    textWithin,
    number: (path) => numberOrNull(path) ?? (lack(path), 0),
    text: (path) => textOrNull(path) ?? (lack(path), ''),
    flagOrNull,
    timeOrNull: (path) => {
      const seconds = numberOrNull(path)
      const at = seconds === null ? Date.parse(textOrNull(path) ?? '') : seconds * 1000
      return Number.isSafeInteger(at) && at > 0 ? at : null
    },
    flag: (path) => flagOrNull(path) ?? (lack(path), false),
    texts: (path) => {
      const found = at(path)
      return Array.isArray(found) && found.every((item) => typeof item === 'string' && item.length <= LONGEST_TEXT) ? (found as readonly string[]) : null
    },
    textsByKey: (path) => {
      const found = at(path)
      if (typeof found !== 'object' || found === null || Array.isArray(found)) return null
      const entries = Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      return Object.fromEntries(entries)
    },
    holds: (path, part) => {
      const found = at(path)
      return typeof found === 'string' && found.includes(part)
    },
    items: (path) => itemsOf(at(path)).map((item, index) => payloadOf(item, `${within}${path}[${index}].`, missing)),
    missing: () => missing,
  }
}
