import type { Expression } from '../../parse/python/tree.ts'

const MOST_ITEMS = 60

/** A setting that stands in Python: `MAX_DEPTH`, `--max-depth`, `SVC.C`, `TrainConfig.epochs`; `last` is the part of the name that is the setting's own. */
export type Written = { readonly name: string; readonly last: string; readonly value: string; readonly line: number }

/** What a literal says, as a person would write it without quotes around a text: numbers as they stand in the file, `(1, 2)`, `['a', 'b']`. Null for what is no literal through and through. */
export function literalText(expression: Expression): string | null {
  return written(expression, false, 4)
}

/** The literal that a value falls back to where nothing else is set: `100` of `int(os.getenv("TREES", "100"))`; else the value itself. */
export function defaultOf(expression: Expression): Expression {
  if (expression.kind !== 'call') return expression
  const name = expression.callee.kind === 'attribute' ? expression.callee.name : expression.callee.kind === 'name' ? expression.callee.id : ''
  const [first, second] = expression.args
  if (/^(?:int|float|str|bool)$/.test(name) && first !== undefined && expression.args.length === 1) return defaultOf(first.value)
  const isEnvironment = name === 'getenv' || (name === 'get' && expression.callee.kind === 'attribute' && expression.callee.of.kind === 'attribute' && expression.callee.of.name === 'environ')
  return isEnvironment && second !== undefined ? second.value : expression
}

function written(expression: Expression, quoted: boolean, depth: number): string | null {
  if (depth === 0) return null
  switch (expression.kind) {
    case 'number': return expression.written ?? String(expression.value)
    case 'string': return expression.parts.length > 0 ? null : quoted ? `'${expression.text}'` : expression.text
    case 'constant': return expression.value === true ? 'True' : expression.value === false ? 'False' : expression.value === null ? 'None' : null
    case 'unary': {
      const operand = expression.operator === '-' && expression.operand.kind === 'number' ? written(expression.operand, quoted, depth) : null
      return operand === null ? null : `-${operand}`
    }
    case 'collection': {
      const items = expression.items.slice(0, MOST_ITEMS).map((item) => written(item, true, depth - 1))
      if (items.length === 0 || items.includes(null)) return null
      const [open, close] = { list: ['[', ']'], tuple: ['(', items.length === 1 ? ',)' : ')'], set: ['{', '}'] }[expression.of]
      return `${open}${items.join(', ')}${expression.items.length > MOST_ITEMS ? ', …' : ''}${close}`
    }
    default: return null
  }
}
