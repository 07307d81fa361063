import { tokensOf, type Token } from './tokens.ts'

/** A value of an expression; undefined where the files cannot tell. */
export type Value = string | number | boolean | null | undefined

/** Gives what is known of a context such as `github.ref` (in lower case), undefined where nothing is. */
export type Lookup = (name: string) => Value

type Reader = { readonly tokens: readonly Token[]; readonly lookup: Lookup; at: number; depth: number }

const LONGEST = 4_000

/**
 * Whether an `if:` can hold: true, false, or null where the files cannot tell. Comparisons ignore case, as GitHub's do.
 * `success()`, `failure()`, `always()` and `cancelled()` are looked up under their names with `()`.
 */
export function conditionHolds(condition: string, lookup: Lookup): boolean | null {
  const text = condition.trim()
  if (text === '' || text.length > LONGEST) return text === '' ? true : null
  const inner = /^\$\{\{((?:[^}]|\}(?!\}))*)\}\}$/.exec(text)?.[1] ?? text
  // Text around a replacement makes the whole a text, and a text that is not empty holds.
  if (inner.includes('${{')) return true
  const value = evaluate(inner, lookup)
  return value === undefined ? null : isTrue(value)
}

/** The value of an expression without its `${{ }}`; undefined where the files cannot tell. */
export function evaluate(text: string, lookup: Lookup): Value {
  const tokens = tokensOf(text.trim())
  if (tokens === null) return undefined
  const reader: Reader = { tokens, lookup, at: 0, depth: 0 }
  const value = either(reader)
  return reader.at === tokens.length ? value : undefined
}

/** Whether the condition asks for the status itself, so that GitHub does not add `success()`. */
export function asksForStatus(condition: string): boolean {
  return /\b(?:always|failure|cancelled|success)\s*\(/.test(condition)
}

function take(reader: Reader, ...signs: readonly string[]): string | null {
  const token = reader.tokens[reader.at]
  if (token?.kind !== 'sign' || !signs.includes(token.text)) return null
  reader.at += 1
  return token.text
}

function either(reader: Reader): Value {
  let left = both(reader)
  while (take(reader, '||') !== null) {
    const right = both(reader)
    left = left === undefined ? (right !== undefined && isTrue(right) ? right : undefined) : isTrue(left) ? left : right
  }
  return left
}

function both(reader: Reader): Value {
  let left = comparison(reader)
  while (take(reader, '&&') !== null) {
    const right = comparison(reader)
    left = left === undefined ? (right !== undefined && !isTrue(right) ? right : undefined) : isTrue(left) ? right : left
  }
  return left
}

function comparison(reader: Reader): Value {
  let left = unary(reader)
  for (let sign = take(reader, '==', '!=', '<', '>', '<=', '>='); sign !== null; sign = take(reader, '==', '!=', '<', '>', '<=', '>=')) {
    const right = unary(reader)
    left = left === undefined || right === undefined ? undefined : compare(sign, left, right)
  }
  return left
}

function compare(sign: string, left: Exclude<Value, undefined>, right: Exclude<Value, undefined>): boolean | undefined {
  const same = typeof left === typeof right ? fold(left) === fold(right) : toNumber(left) === toNumber(right)
  if (sign === '==') return same
  if (sign === '!=') return !same
  const [low, high] = [toNumber(left), toNumber(right)]
  if (Number.isNaN(low) || Number.isNaN(high)) return undefined
  return sign === '<' ? low < high : sign === '>' ? low > high : sign === '<=' ? low <= high : low >= high
}

function unary(reader: Reader): Value {
  if (take(reader, '!') === null) return primary(reader)
  reader.depth += 1
  const value = reader.depth > 50 ? undefined : unary(reader)
  reader.depth -= 1
  return value === undefined ? undefined : !isTrue(value)
}

function primary(reader: Reader): Value {
  if (take(reader, '(') !== null) {
    reader.depth += 1
    const value = reader.depth > 50 ? undefined : either(reader)
    reader.depth -= 1
    return take(reader, ')') === null ? undefined : value
  }
  const token = reader.tokens[reader.at]
  reader.at += 1
  if (token === undefined) return undefined
  if (token.kind === 'text') return token.text
  if (token.kind === 'number') return Number(token.text)
  if (token.kind !== 'name') return undefined
  if (take(reader, '(') !== null) return call(token.text.toLowerCase(), reader)
  const known = token.text === 'true' ? true : token.text === 'false' ? false : token.text === 'null' ? null : undefined
  const path = contextPath(token.text.toLowerCase(), reader)
  return known === undefined ? reader.lookup(path) : known
}

function contextPath(first: string, reader: Reader): string {
  let path = first
  for (let sign = take(reader, '.', '['); sign !== null; sign = take(reader, '.', '[')) {
    const token = reader.tokens[reader.at]
    reader.at += 1
    path += `.${(token?.text ?? '').toLowerCase()}`
    if (sign === '[') take(reader, ']')
  }
  return path
}

function call(name: string, reader: Reader): Value {
  const values: Value[] = []
  while (take(reader, ')') === null) {
    if (reader.at >= reader.tokens.length || reader.depth > 50) return undefined
    reader.depth += 1
    values.push(either(reader))
    reader.depth -= 1
    take(reader, ',')
  }
  if (['success', 'failure', 'always', 'cancelled'].includes(name)) return reader.lookup(`${name}()`)
  const [first, second] = values
  if (first === undefined || first === null) return undefined
  if (name === 'fromjson') return first === 'true' ? true : first === 'false' ? false : undefined
  if (second === undefined || second === null) return undefined
  const [text, part] = [String(first).toLowerCase(), String(second).toLowerCase()]
  return name === 'contains' ? text.includes(part) : name === 'startswith' ? text.startsWith(part) : name === 'endswith' ? text.endsWith(part) : undefined
}

function isTrue(value: Exclude<Value, undefined>): boolean {
  return value !== null && value !== false && value !== 0 && value !== ''
}

function fold(value: Exclude<Value, undefined>): string | number | boolean | null {
  return typeof value === 'string' ? value.toLowerCase() : value
}

function toNumber(value: Exclude<Value, undefined>): number {
  return value === null ? 0 : value === '' ? 0 : Number(value)
}
