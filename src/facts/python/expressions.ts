import type { Expression, Statement } from '../../parse/python/tree.ts'

/** The expressions that stand in a statement itself, not in the statements inside it; a function gives its decorators, annotations and defaults. */
export function expressionsIn(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'function': return [...statement.decorators, ...statement.parameters.flatMap((parameter) => [parameter.annotation, parameter.value].filter((one) => one !== null)), ...(statement.returns === null ? [] : [statement.returns])]
    case 'class': return [...statement.decorators, ...statement.bases.map((base) => base.value)]
    case 'if': return statement.branches.flatMap((branch) => branch.test ?? [])
    case 'for': return [statement.iterable, statement.target]
    case 'while': return [statement.test]
    case 'with': return statement.items.flatMap((item) => (item.as === null ? [item.value] : [item.value, item.as]))
    case 'try': return statement.handlers.flatMap((handler) => handler.types)
    case 'match': return [statement.subject]
    case 'return': case 'raise': return statement.value === null ? [] : [statement.value]
    case 'assert': return statement.message === null ? [statement.test] : [statement.test, statement.message]
    case 'assign': return [...(statement.value === null ? [] : [statement.value]), ...statement.targets, ...(statement.annotation === null ? [] : [statement.annotation])]
    case 'expression': return [statement.value]
    case 'delete': case 'global': return statement.names
    default: return []
  }
}

/** The expressions directly inside one. */
export function partsOf(expression: Expression): readonly Expression[] {
  const parts: Expression[] = []
  eachPart(expression, (part) => { parts.push(part) }, null)
  return parts
}

/** Visits an expression and everything inside it, from the outside in. The tree's depth is bounded where it is made. */
export function walkExpression(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression)
  eachPart(expression, walkExpression, visit)
}

/** Hands on every expression directly inside one, with what it is `given`: lists of parts would be most of what judging leaves to be collected. */
function eachPart<Given>(expression: Expression, act: (part: Expression, given: Given) => void, given: Given): void {
  switch (expression.kind) {
    case 'attribute': return act(expression.of, given)
    case 'call':
      act(expression.callee, given)
      for (const argument of expression.args) act(argument.value, given)
      return
    case 'string': return each(expression.parts, act, given)
    case 'subscript':
      act(expression.of, given)
      return each(expression.index, act, given)
    case 'binary': case 'boolean':
      act(expression.left, given)
      return act(expression.right, given)
    case 'unary': return act(expression.operand, given)
    case 'compare': return each(expression.operands, act, given)
    case 'collection': return each(expression.items, act, given)
    case 'dict':
      for (const { key, value } of expression.entries) {
        if (key !== null) act(key, given)
        act(value, given)
      }
      return
    case 'comprehension': return each(expression.inner, act, given)
    case 'lambda': return act(expression.body, given)
    case 'conditional':
      act(expression.test, given)
      act(expression.then, given)
      return act(expression.otherwise, given)
    case 'await': case 'yield': case 'starred':
      if (expression.value !== null) act(expression.value, given)
      return
    case 'named': return act(expression.value, given)
    default: break
  }
}

function each<Given>(expressions: readonly Expression[], act: (part: Expression, given: Given) => void, given: Given): void {
  for (const expression of expressions) act(expression, given)
}

/** Whether an expression or anything inside it passes a test. */
export function someExpression(expression: Expression, passes: (expression: Expression) => boolean): boolean {
  return passes(expression) || partsOf(expression).some((part) => someExpression(part, passes))
}

/** Every identifier, attribute and keyword in an expression, and every string that looks like one: what it speaks of. */
export function wordsIn(expression: Expression): readonly string[] {
  const words: string[] = []
  walkExpression(expression, (one) => {
    if (one.kind === 'name') words.push(one.id)
    else if (one.kind === 'attribute') words.push(one.name)
    else if (one.kind === 'string' && one.text.length <= 80) words.push(one.text)
    else if (one.kind === 'call') words.push(...one.args.flatMap((argument) => argument.name ?? []))
    else if (one.kind === 'named') words.push(one.name)
  })
  return words
}

/** The last name of a dotted expression as written: `fit` of `model.fit`, `fit` of `fit`; `''` for anything else. */
export function lastName(expression: Expression): string {
  return expression.kind === 'attribute' ? expression.name : expression.kind === 'name' ? expression.id : ''
}

/** The name a dotted expression begins with: `model` of `model.best.fit`; null where it begins with no name. */
export function rootName(expression: Expression): string | null {
  let base = expression
  while (base.kind === 'attribute') base = base.of
  return base.kind === 'name' ? base.id : null
}

/** Every string in an expression, from the outside in; none for null. */
export function stringsIn(expression: Expression | null): readonly string[] {
  const texts: string[] = []
  if (expression !== null) walkExpression(expression, (one) => { if (one.kind === 'string') texts.push(one.text) })
  return texts
}

const LONGEST = 160

/** An expression as short Python-like text, for a message; cut to 160 characters. */
export function textOf(expression: Expression): string {
  const text = written(expression, 6)
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

function written(expression: Expression, depth: number): string {
  if (depth === 0) return '…'
  const inner = (part: Expression): string => written(part, depth - 1)
  switch (expression.kind) {
    case 'name': return expression.id
    case 'attribute': return `${inner(expression.of)}.${expression.name}`
    case 'call': return `${inner(expression.callee)}(${expression.args.slice(0, 4).map((argument) => `${argument.spread}${argument.name === null ? '' : `${argument.name}=`}${inner(argument.value)}`).join(', ')}${expression.args.length > 4 ? ', …' : ''})`
    case 'string': return JSON.stringify(expression.text.slice(0, 60))
    case 'number': return String(expression.value)
    case 'constant': return { true: 'True', false: 'False', null: 'None', ellipsis: '...' }[String(expression.value)] ?? '...'
    case 'subscript': return `${inner(expression.of)}[${expression.index.map(inner).join(', ')}]`
    case 'binary': return `${inner(expression.left)} ${expression.operator} ${inner(expression.right)}`
    case 'boolean': return `${inner(expression.left)} ${expression.operator} ${inner(expression.right)}`
    case 'unary': return expression.operator === 'not' ? `not ${inner(expression.operand)}` : `${expression.operator}${inner(expression.operand)}`
    case 'compare': return expression.operands.map((operand, index) => `${index === 0 ? '' : ` ${expression.operators[index - 1] ?? ''} `}${inner(operand)}`).join('')
    case 'collection': {
      const [open, close] = { list: ['[', ']'], tuple: ['(', ')'], set: ['{', '}'] }[expression.of]
      return `${open}${expression.items.slice(0, 4).map(inner).join(', ')}${expression.items.length > 4 ? ', …' : ''}${close}`
    }
    case 'dict': return '{…}'
    case 'conditional': return `${inner(expression.then)} if ${inner(expression.test)} else ${inner(expression.otherwise)}`
    case 'await': return `await ${expression.value === null ? '' : inner(expression.value)}`
    case 'other': return expression.text
    default: return '…'
  }
}
