import fc from 'fast-check'

/** Pieces that readers trip over. */
export const ODD = ['', '\0', '\uFEFF', '\u202e', '\ud800', '\u2028', '\r', '\t', '\\', '"', '\'', '`', '"""', '$', '${', '${{', '}}', '{{', '$(', '(', ')', '[', ']', '{', '}', '<<', '<<EOF', '&a', '*a', '!', '|', '>', '- ', ': ', ':', '#', '%', '@', ',', ';', '=', '\n', '\n\n', '\n  ', '__proto__', 'constructor', 'toString', 'lambda: ', 'def ', 'class ', 'if ', 'return ', 'await ', 'import ', 'f"{', '~', '../', '/', '<!--', '-->', ']]>', '<!DOCTYPE a [<!ENTITY b "c">]>', '1e999', '-0', 'NaN', '0x', '9'.repeat(40), '{'.repeat(300), '['.repeat(300), '> '.repeat(300), 'a'.repeat(2000)]

const share = fc.double({ min: 0, max: 1, noNaN: true })

/** One change of a text, by fractions of its length: cut, double, swap two pieces, put something in, move lines. */
const change = fc.record({ how: fc.constantFrom('cut', 'double', 'swap', 'put', 'put', 'lines'), from: share, to: share, length: fc.nat(80), odd: fc.constantFrom(...ODD) })
export type Change = typeof change extends fc.Arbitrary<infer One> ? One : never
export const changes = fc.array(change, { minLength: 1, maxLength: 6 })

/** A text with one change. */
export function changed(text: string, { how, from, to, length, odd }: Change): string {
  const at = Math.floor(from * text.length)
  const other = Math.floor(to * text.length)
  const piece = text.slice(at, at + length)
  if (how === 'cut') return text.slice(0, at) + text.slice(at + length)
  if (how === 'double') return text.slice(0, at) + piece + text.slice(at)
  if (how === 'put') return text.slice(0, at) + odd + text.slice(at)
  if (how === 'swap') return text.slice(0, at) + text.slice(other, other + length) + text.slice(at + length)
  const lines = text.split('\n')
  const moved = lines.splice(Math.floor(from * lines.length), 1 + length % 4)
  lines.splice(Math.floor(to * lines.length), 0, ...moved)
  return lines.join('\n')
}

const VALUES: readonly unknown[] = [null, true, false, 0, -1, 1e21, 2 ** 53, 0.5, '', 'a', '\ud800', '\u0000', '__proto__', 'a'.repeat(5000), [], {}, [[[[[[[[]]]]]]]], { __proto__: null, a: { a: { a: {} } } }, ['a', 1, null], JSON.parse('{"__proto__": {"a": 1}, "constructor": 1, "length": -1}')]

/** Places of a value, as functions that put another one there. */
function placesIn(value: unknown, put: (other: unknown) => void, places: ((other: unknown) => void)[]): void {
  places.push(put)
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) placesIn(Reflect.get(value, key), (other) => { Object.defineProperty(value, key, { value: other, enumerable: true, configurable: true, writable: true }) }, places)
}

/** A text of JSON in which values at some places are others; what is no JSON stays as it is. */
function withOthers(text: string, edits: readonly { readonly at: number; readonly value: unknown }[]): string {
  let root: unknown
  try {
    root = JSON.parse(text)
  } catch {
    return text
  }
  for (const { at, value } of edits) {
    const places: ((other: unknown) => void)[] = []
    placesIn(root, (other) => { root = other }, places)
    places[Math.min(places.length - 1, Math.floor(at * places.length))]?.(structuredClone(value))
  }
  return JSON.stringify(root)
}

const others = fc.array(fc.record({ at: share, value: fc.oneof(fc.constantFrom(...VALUES), fc.jsonValue({ maxDepth: 3 })) }), { minLength: 1, maxLength: 5 })

/** A real text with changes; one of JSON with other values at some of its places; or a text of no format. */
export function damaged(seeds: readonly string[]): fc.Arbitrary<string> {
  const seed = fc.constantFrom(...seeds)
  const isJson = seeds.some((text) => /^\s*[[{]/.test(text))
  const edited = fc.tuple(seed, changes).map(([text, edits]) => edits.reduce(changed, text))
  const odd = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.oneof(fc.constantFrom(...ODD), fc.string({ maxLength: 8 })), { maxLength: 60 }).map((parts) => parts.join('')))
  return fc.oneof({ arbitrary: edited, weight: 5 }, { arbitrary: odd, weight: 1 }, ...(isJson ? [{ arbitrary: fc.tuple(seed, others).map(([text, edits]) => withOthers(text, edits)), weight: 5 }] : []))
}
