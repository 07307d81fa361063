const UNSOUND = /[\0\p{Cs}]/u

/** Where in an input of the form of its schema, as a JSON pointer, a text stands that not every store takes as it is, since it holds U+0000 or half of a pair of surrogates; null where none does. */
export function unsoundText(input: unknown): string | null {
  if (typeof input !== 'object' || input === null) return null
  for (const [name, value] of Object.entries(input)) if ([value].flat().some((one) => typeof one === 'string' && UNSOUND.test(one))) return `/${name}`
  return null
}
