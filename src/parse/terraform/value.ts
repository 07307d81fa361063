import { advance, endOfLine, readHeredoc, readName, readQuoted, skipBlanks, type Cursor } from './cursor.ts'
import type { TerraformValue } from './tree.ts'

const DEPTH = 40
const STEPS = 50_000
const TEXT = 2000
const OPENING = '([{'
const CLOSING = ')]}'

/** Reads the expression that starts here, up to the new line, comma or closing bracket that ends it. Never throws. */
export function readValue(cursor: Cursor, depth = 0): TerraformValue {
  cursor.steps += 1
  skipBlanks(cursor, false)
  const start = { at: cursor.at, line: cursor.line }
  const value = cursor.steps > STEPS || depth > DEPTH ? null : readWritten(cursor, depth)
  if (value !== null) {
    skipBlanks(cursor, false)
    if (ends(cursor)) return value
  }
  cursor.at = start.at
  cursor.line = start.line
  return readExpression(cursor)
}

/** The value where it is written out; null where it is something to be worked out. */
function readWritten(cursor: Cursor, depth: number): TerraformValue | null {
  const character = cursor.text[cursor.at] ?? ''
  if (character === '"') {
    const text = readQuoted(cursor)
    return text.includes('${') ? { kind: 'expression', text: text.slice(0, TEXT) } : { kind: 'literal', value: text.slice(0, TEXT) }
  }
  if (character === '<') {
    const body = readHeredoc(cursor)
    return body === null ? null : { kind: 'literal', value: body.slice(0, 20_000) }
  }
  if (character === '[') return readList(cursor, depth)
  if (character === '{') return readMap(cursor, depth)
  if (/^jsonencode\s*\(/.test(cursor.text.slice(cursor.at, cursor.at + 40))) return readCoded(cursor, depth)
  const word = /^(?:true|false|null|-?\d+(?:\.\d+)?)(?![\w.(])/.exec(cursor.text.slice(cursor.at, cursor.at + 40))?.[0]
  if (word === undefined) return null
  advance(cursor, cursor.at + word.length)
  return { kind: 'literal', value: word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : Number(word) }
}

/** What `jsonencode(…)` is given: a document that is written out in Terraform's own words. */
function readCoded(cursor: Cursor, depth: number): TerraformValue | null {
  advance(cursor, cursor.text.indexOf('(', cursor.at) + 1)
  skipBlanks(cursor, true)
  const value = readValue(cursor, depth + 1)
  skipBlanks(cursor, true)
  if (cursor.text[cursor.at] !== ')') return null
  advance(cursor, cursor.at + 1)
  return value
}

function readList(cursor: Cursor, depth: number): TerraformValue | null {
  const items: TerraformValue[] = []
  advance(cursor, cursor.at + 1)
  for (;;) {
    skipBlanks(cursor, true)
    const character = cursor.text[cursor.at]
    if (character === undefined || startsFor(cursor)) return null
    if (character === ']') {
      advance(cursor, cursor.at + 1)
      return { kind: 'list', items }
    }
    if (character === ',') advance(cursor, cursor.at + 1)
    else if (CLOSING.includes(character) || cursor.steps > STEPS) return null
    else items.push(readValue(cursor, depth + 1))
  }
}

function readMap(cursor: Cursor, depth: number): TerraformValue | null {
  const entries: { key: string; value: TerraformValue }[] = []
  advance(cursor, cursor.at + 1)
  for (;;) {
    skipBlanks(cursor, true)
    const character = cursor.text[cursor.at]
    if (character === '}') {
      advance(cursor, cursor.at + 1)
      return { kind: 'map', entries }
    }
    if (character === ',') {
      advance(cursor, cursor.at + 1)
      continue
    }
    if (character === undefined || startsFor(cursor) || cursor.steps > STEPS) return null
    const key = character === '"' ? readQuoted(cursor) : readName(cursor)
    skipBlanks(cursor, false)
    const sign = cursor.text[cursor.at]
    if (key === '' || (sign !== '=' && sign !== ':')) return null
    advance(cursor, cursor.at + 1)
    entries.push({ key, value: readValue(cursor, depth + 1) })
  }
}

function startsFor(cursor: Cursor): boolean {
  return /^for\s/.test(cursor.text.slice(cursor.at, cursor.at + 4))
}

/** Everything up to the end of the expression, as text. */
function readExpression(cursor: Cursor): TerraformValue {
  const from = cursor.at
  let depth = 0
  while (cursor.at < cursor.text.length) {
    const character = cursor.text[cursor.at] ?? ''
    if (character === '"') readQuoted(cursor)
    else if (character === '#' || cursor.text.startsWith('//', cursor.at)) advance(cursor, endOfLine(cursor.text, cursor.at))
    else if (depth === 0 && (character === '\n' || character === ',' || CLOSING.includes(character))) break
    else {
      if (OPENING.includes(character)) depth += 1
      else if (CLOSING.includes(character)) depth -= 1
      advance(cursor, cursor.at + 1)
    }
  }
  return { kind: 'expression', text: cursor.text.slice(from, Math.min(cursor.at, from + TEXT)).trim() }
}

function ends(cursor: Cursor): boolean {
  const character = cursor.text[cursor.at]
  return character === undefined || character === '\n' || character === ',' || CLOSING.includes(character)
}
