import { createHash } from 'node:crypto'

const LONGEST_KEY = 400

/** Reads JSON that this store wrote: its shape is that of what was stored. */
export function fromJson<Value>(text: string): Value {
  const value: unknown = JSON.parse(text)
  return value as Value
}

/** The text itself, or its digest where it is too long for an index of PostgreSQL (2,704 bytes): paths and branches are as long as students make them. */
export function indexable(text: string): string {
  return text.length <= LONGEST_KEY ? text : `sha256:${createHash('sha256').update(text).digest('hex')}`
}

/** Parts of a list that fit into one statement's parameters. */
export function inParts<Item>(items: readonly Item[], size = 500): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}

/** What an error says, for a sentence. */
export function saysOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an error of no kind'
  // That of several addresses which all refused says nothing but its code.
  return error.message === '' && 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
