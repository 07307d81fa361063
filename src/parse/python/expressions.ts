import { isTest, structuredTest, testTokens } from './operators.ts'
import { decodeString, openString, unescaped } from './strings.ts'
import type { Syntax } from './syntax.ts'
import type { Argument, Expression } from './tree.ts'

/** What every conversion is given. Below `depth` 0 an expression is `other`. */
export type Reading = { readonly text: string; readonly depth: number }

/** How deep statements and expressions may nest together. */
export const DEEPEST = 150

const LONGEST = 2000

/** The text of a node, cut to 2,000 characters. */
export function textOf(node: Syntax, { text }: Reading): string {
  return text.slice(node.from, Math.min(node.to, node.from + LONGEST))
}

/** The children of a node without the places where the parser skipped or missed something. */
export function soundChildren(node: Syntax): readonly Syntax[] {
  return node.children.filter((child) => child.name !== '⚠')
}

/** Converts one expression; what the tree does not model, or nests too deep, is `other`. */
export function convertExpression(node: Syntax, outer: Reading): Expression {
  const { line } = node
  if (outer.depth <= 0) return other(node, outer)
  const reading = { ...outer, depth: outer.depth - 1 }
  const children = soundChildren(node)
  const [first] = children
  const convert = (child: Syntax | undefined): Expression => child ? convertExpression(child, reading) : other(node, reading)
  switch (node.name) {
    case 'VariableName': case 'PropertyName': return convertName(node, reading)
    case 'Number': return number(textOf(node, reading), line)
    case 'Boolean': return { kind: 'constant', value: textOf(node, reading) === 'True', line }
    case 'None': return { kind: 'constant', value: null, line }
    case 'Ellipsis': return { kind: 'constant', value: 'ellipsis', line }
    case 'String': case 'FormatString': case 'ContinuedString': return convertString(node, reading)
    case 'ParenthesizedExpression': return convertList(children.slice(1), node, reading)
    case 'TupleExpression': return { kind: 'collection', of: 'tuple', items: itemsOf(children, reading), line }
    case 'ArrayExpression': return { kind: 'collection', of: 'list', items: itemsOf(children, reading), line }
    case 'SetExpression': return { kind: 'collection', of: 'set', items: itemsOf(children, reading), line }
    case 'DictionaryExpression': return { kind: 'dict', entries: entriesOf(children, reading), line }
    case 'ComprehensionExpression': return comprehension('generator', children, line, reading)
    case 'ArrayComprehensionExpression': return comprehension('list', children, line, reading)
    case 'SetComprehensionExpression': return comprehension('set', children, line, reading)
    case 'DictionaryComprehensionExpression': return comprehension('dict', children, line, reading)
    case 'CallExpression': return { kind: 'call', callee: convert(first), args: argumentsOf(children[1], reading), line }
    case 'MemberExpression': return children[1]?.name === '['
      ? { kind: 'subscript', of: convert(first), index: itemsOf(children.slice(2), reading), line }
      : { kind: 'attribute', of: convert(first), name: children[2] ? textOf(children[2], reading) : '', line }
    case 'BinaryExpression': return isTest(node) ? structuredTest(testTokens(node, reading.text), convert)
      : { kind: 'binary', operator: children[1] ? textOf(children[1], reading) : '', left: convert(first), right: convert(children[2]), line }
    case 'UnaryExpression': return isTest(node) ? structuredTest(testTokens(node, reading.text), convert)
      : { kind: 'unary', operator: first ? textOf(first, reading) : '', operand: convert(children[1]), line }
    case 'ConditionalExpression': return { kind: 'conditional', then: convert(first), test: convert(children[2]), otherwise: convert(children[4]), line }
    case 'LambdaExpression': return { kind: 'lambda', body: convert(children.at(-1)), line }
    case 'AwaitExpression': return children[1]?.name === 'BinaryExpression' && !isTest(children[1]) ? convert(awaitFirst(node, children[1])) : { kind: 'await', value: convert(children[1]), line }
    case 'YieldExpression': case 'YieldStatement': return { kind: 'yield', value: convertItems(children.filter((child) => child.name !== 'yield' && child.name !== 'from'), reading), line }
    case 'NamedExpression': return first?.name === 'VariableName' ? { kind: 'named', name: textOf(first, reading), value: convert(children[2]), line } : convert(children[2])
    default: return other(node, reading)
  }
}

/** The grammar reads `await a + b` as `await (a + b)`; Python awaits `a` alone. */
function awaitFirst(node: Syntax, sum: Syntax): Syntax {
  const [first, ...rest] = soundChildren(sum)
  return first === undefined ? sum : { ...sum, from: node.from, line: node.line, children: [{ ...node, to: first.to, children: [...node.children.slice(0, 1), first] }, ...rest] }
}

/** `a, *b` as one expression: a tuple where there is a comma, the item itself where there is none, null for nothing. */
export function convertItems(children: readonly Syntax[], reading: Reading): Expression | null {
  const items = itemsOf(children, reading)
  const [first] = items
  if (first === undefined) return null
  return children.some((child) => child.name === ',') ? { kind: 'collection', of: 'tuple', items, line: first.line } : first
}

/** The arguments of a call or the bases of a class. */
export function argumentsOf(list: Syntax | undefined, reading: Reading): readonly Argument[] {
  if (!list) return []
  return splitAtCommas(soundChildren(list).slice(1)).flatMap((part): readonly Argument[] => {
    const [first, second] = part
    if (!first) return []
    if (first.name === '*' || first.name === '**') return second ? [{ name: null, spread: first.name, value: convertExpression(second, reading) }] : []
    const assigned = second?.name === 'AssignOp' ? part[2] : undefined
    if (second && assigned) {
      const name = textOf(first, reading)
      const value = part.length > 3 ? comprehension('generator', part.slice(2), assigned.line, reading) : convertExpression(assigned, reading)
      if (textOf(second, reading) === '=') return [{ name, spread: '', value }]
      return [{ name: null, spread: '', value: { kind: 'named', name, value, line: first.line } }]
    }
    const value = part.length > 1 ? comprehension('generator', part, first.line, reading) : convertExpression(first, reading)
    return [{ name: null, spread: '', value }]
  })
}

/** Children between commas; closing brackets are dropped. */
export function splitAtCommas(children: readonly Syntax[]): readonly (readonly Syntax[])[] {
  const parts: Syntax[][] = [[]]
  for (const child of children) {
    if (child.name === ',') parts.push([])
    else if (!CLOSING.has(child.name)) parts.at(-1)?.push(child)
  }
  return parts.filter((part) => part.length > 0)
}

const CLOSING = new Set([')', ']', '}'])
const OPENING = new Set(['(', '[', '{'])

function convertList(children: readonly Syntax[], node: Syntax, reading: Reading): Expression {
  return convertItems(children.filter((child) => !CLOSING.has(child.name)), reading) ?? other(node, reading)
}

/** Items of a collection or a subscript; a slice `a:b` gives its parts. */
function itemsOf(children: readonly Syntax[], reading: Reading): readonly Expression[] {
  const items: Expression[] = []
  let star = 0
  for (const child of children) {
    if (child.name === '*') star = child.line
    else if (child.name !== ',' && child.name !== ':' && !CLOSING.has(child.name) && !OPENING.has(child.name)) {
      const value = convertExpression(child, reading)
      items.push(star > 0 ? { kind: 'starred', value, line: star } : value)
      star = 0
    }
  }
  return items
}

function entriesOf(children: readonly Syntax[], reading: Reading): readonly { readonly key: Expression | null; readonly value: Expression }[] {
  return splitAtCommas(children.slice(1)).flatMap((part): readonly { readonly key: Expression | null; readonly value: Expression }[] => {
    const [first, second, third] = part
    if (first?.name === '**') return second ? [{ key: null, value: convertExpression(second, reading) }] : []
    return first && third ? [{ key: convertExpression(first, reading), value: convertExpression(third, reading) }] : []
  })
}

/** Targets (between `for` and `in`) are left out. */
function comprehension(of: 'list' | 'set' | 'dict' | 'generator', children: readonly Syntax[], line: number, reading: Reading): Expression {
  const inner: Expression[] = []
  let target = false
  for (const child of children) {
    if (child.name === 'for') target = true
    else if (child.name === 'in') target = false
    else if (!target && !PUNCTUATION.has(child.name)) inner.push(convertExpression(child, reading))
  }
  return { kind: 'comprehension', of, inner, line }
}

const PUNCTUATION = new Set(['(', ')', '[', ']', '{', '}', ',', ':', '*', '**', 'async', 'if'])

/** A name, or what `maskedWith` made one: `self.a`, `(a, b)`, `a[0]`. */
function convertName(node: Syntax, reading: Reading): Expression {
  const { line } = node
  const id = textOf(node, reading)
  if (id.startsWith('(')) return { kind: 'collection', of: 'tuple', items: id.slice(1, -1).split(',').map((part) => part.trim()).filter((part) => part !== '').map((part) => ({ kind: 'name', id: part, line })), line }
  if (id.includes('[')) return { kind: 'other', text: id, line }
  const [first = '', ...rest] = id.split('.')
  return rest.slice(0, 20).reduce<Expression>((of, name) => ({ kind: 'attribute', of, name, line }), { kind: 'name', id: first, line })
}

function convertString(node: Syntax, reading: Reading): Expression {
  const pieces = node.name === 'ContinuedString' ? soundChildren(node) : [node]
  const parts: Expression[] = []
  let text = ''
  for (const piece of pieces) {
    if (text.length > LONGEST) break
    text += piece.name === 'FormatString' ? formatText(piece, reading, parts) : decodeString(reading.text.slice(piece.from, Math.min(piece.to, piece.from + LONGEST * 2)))
  }
  return { kind: 'string', text: text.slice(0, LONGEST), parts, line: node.line }
}

/** Each replacement is `{}` in the text and one part; those inside a format follow it. */
function formatText(node: Syntax, reading: Reading, parts: Expression[]): string {
  const written = reading.text.slice(node.from, node.to)
  const { raw, start, body } = openString(written)
  const literal = (from: number, to: number): string => {
    const piece = written.slice(from, to).replaceAll('{{', '{').replaceAll('}}', '}')
    return raw ? piece : unescaped(piece)
  }
  const texts: string[] = []
  let at = start
  for (const child of node.children) {
    if (child.name !== 'FormatReplacement') continue
    texts.push(literal(at, child.from - node.from), '{}')
    at = child.to - node.from
    collectParts(child, reading, parts)
  }
  texts.push(literal(at, start + body.length))
  return texts.join('').slice(0, LONGEST)
}

/** What stands beside the value of a replacement: `{value!r:>10}`, `{value=}`. */
const AROUND_VALUE = new Set(['{', '}', 'FormatConversion', 'FormatSelfDoc', 'FormatSpec'])

function collectParts(replacement: Syntax, reading: Reading, parts: Expression[]): void {
  const waiting = [replacement]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const children = soundChildren(node)
    if (node.name === 'FormatReplacement') {
      const value = convertItems(children.filter((child) => !AROUND_VALUE.has(child.name)), reading)
      if (value) parts.push(value)
    }
    waiting.push(...children.filter((child) => child.name === 'FormatSpec' || (node.name === 'FormatSpec' && child.name === 'FormatReplacement')).reverse())
  }
}

function number(written: string, line: number): Expression {
  const value = numberOf(written)
  return String(value) === written ? { kind: 'number', value, line } : { kind: 'number', value, written: written.slice(0, 40), line }
}

function numberOf(written: string): number {
  const value = Number(written.replaceAll('_', '').replace(/[jJ]$/, ''))
  return Number.isFinite(value) ? value : 0
}

function other(node: Syntax, reading: Reading): Expression {
  return { kind: 'other', text: textOf(node, reading).slice(0, 200), line: node.line }
}
