/** Plain data: what every reader of a data format returns. Maps keyed by text of the file have a null prototype. */
export type Json = null | boolean | number | string | readonly Json[] | JsonMap
export type JsonMap = { readonly [key: string]: Json }

/** A place in a text that does not say what its format asks; `line` counts from 1 and is 0 where the whole text is meant. */
export type TextProblem = { readonly line: number; readonly says: string; /** The readers of most tools do not mind it. */ readonly lenient?: true }

/** The value as a map; null where it is anything else. */
export function asMap(value: Json | undefined): JsonMap | null {
  return typeof value === 'object' && value !== null && !isList(value) ? value : null
}

/** The value as a list; null where it is anything else. */
export function asList(value: Json | undefined): readonly Json[] | null {
  return isList(value) ? value : null
}

/** The value as text: a number or boolean as it is written, null where it is a map, a list or null. */
export function asText(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** One text or a list of texts as a list; what is no text is left out. */
export function asTexts(value: Json | undefined): readonly string[] {
  const items = isList(value) ? value : [value]
  return items.map(asText).filter((text) => text !== null)
}

/** Follows keys and list positions (`['jobs', 'build', 'steps', 0]`); undefined where a step is not there. */
export function valueAt(value: Json | undefined, ...steps: readonly (string | number)[]): Json | undefined {
  let at = value
  for (const step of steps) at = typeof step === 'number' ? asList(at)?.[step] : asMap(at)?.[step]
  return at
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
