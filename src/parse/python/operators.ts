import type { Expression } from './tree.ts'
import type { Syntax } from './syntax.ts'

/** Operators of tests in source order: the grammar binds `not` too weakly, so their precedence is worked out here. */
export type TestToken = { readonly operator: string; readonly line: number } | { readonly operand: Syntax; readonly line: number }

const TEST_WORDS = new Set(['and', 'or', 'not', 'in', 'is', 'CompareOp'])

/** Whether a node is `and`, `or`, `not` or a comparison. */
export function isTest(node: Syntax): boolean {
  return (node.name === 'BinaryExpression' || node.name === 'UnaryExpression') && node.children.some((child) => TEST_WORDS.has(child.name))
}

/** Lays nested tests that no brackets part out in one row, without recursion. */
export function testTokens(top: Syntax, text: string): readonly TestToken[] {
  const tokens: TestToken[] = []
  const waiting: Syntax[] = [top]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isTest(node)) waiting.push(...[...node.children].filter((child) => child.name !== '⚠').reverse())
    else if (TEST_WORDS.has(node.name)) tokens.push({ operator: text.slice(node.from, node.to), line: node.line })
    else tokens.push({ operand: node, line: node.line })
  }
  return tokens
}

/** Gives the tokens of a test their structure: `or` binds weakest, then `and`, `not`, comparisons. Long rows of `and` become balanced trees. */
export function structuredTest(tokens: readonly TestToken[], convert: (node: Syntax) => Expression): Expression {
  const or = splitAt(tokens, 'or').map((part) => balanced(splitAt(part, 'and').map((inner) => negation(inner, convert)), 'and'))
  return balanced(or, 'or')
}

function splitAt(tokens: readonly TestToken[], operator: string): readonly (readonly TestToken[])[] {
  const parts: TestToken[][] = [[]]
  for (const token of tokens) {
    if ('operator' in token && token.operator === operator) parts.push([])
    else parts.at(-1)?.push(token)
  }
  const filled = parts.filter((part) => part.length > 0)
  return filled.length > 0 ? filled : [tokens]
}

function balanced(parts: readonly Expression[], operator: 'and' | 'or'): Expression {
  const [first] = parts
  if (first === undefined) return { kind: 'other', text: operator, line: 0 }
  if (parts.length === 1) return first
  const half = parts.length <= 8 ? parts.length - 1 : Math.ceil(parts.length / 2)
  return { kind: 'boolean', operator, left: balanced(parts.slice(0, half), operator), right: balanced(parts.slice(half), operator), line: first.line }
}

function negation(tokens: readonly TestToken[], convert: (node: Syntax) => Expression): Expression {
  const leading = tokens.findIndex((token) => 'operand' in token || token.operator !== 'not')
  const count = leading < 0 ? tokens.length : leading
  const line = tokens[0]?.line ?? 0
  const operand = comparison(tokens.slice(count), line, convert)
  if (count === 0) return operand
  const negated: Expression = { kind: 'unary', operator: 'not', operand, line }
  return count % 2 === 1 ? negated : { kind: 'unary', operator: 'not', operand: negated, line }
}

function comparison(tokens: readonly TestToken[], line: number, convert: (node: Syntax) => Expression): Expression {
  const operands: Expression[] = []
  const operators: string[] = []
  for (const token of tokens) {
    if ('operand' in token) operands.push(convert(token.operand))
    else if (operators.length === operands.length && operators.length > 0) operators.push(`${operators.pop() ?? ''} ${token.operator}`)
    else operators.push(token.operator)
  }
  const [first] = operands
  if (first === undefined) return { kind: 'other', text: operators.join(' '), line }
  return operands.length === 1 ? first : { kind: 'compare', operands, operators: operators.slice(0, operands.length - 1), line }
}
