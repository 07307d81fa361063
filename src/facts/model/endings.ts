import type { Expression, PythonTree, Statement } from '../../parse/python/tree.ts'
import { lastName } from '../python/expressions.ts'
import { layoutOf, statementsWithin } from '../python/layout.ts'

/** How a block ends what goes on: it raises or exits, returns, or leaves a loop's round. Null where what follows the block runs. */
export type Ending = 'raises' | 'exits' | 'returns' | 'continues' | 'breaks' | null

/** How a block ends, by its own statements and those inside a `with`. */
export function endOf(block: readonly Statement[]): Ending {
  for (const statement of block) {
    switch (statement.kind) {
      case 'raise': {
        if (statement.value === null || !isExitName(statement.value)) return 'raises'
        return endsWell(statement.value) ? 'returns' : 'exits'
      }
      case 'assert': if (statement.test.kind === 'constant' && statement.test.value === false) return 'raises'; break
      case 'return': return 'returns'
      case 'continue': return 'continues'
      case 'break': return 'breaks'
      case 'expression': {
        if (isExitCall(statement.value)) return endsWell(statement.value) ? 'returns' : 'exits'
        if (isFailCall(statement.value)) return 'raises'
        break
      }
      case 'with': {
        const inner = endOf(statement.body)
        if (inner !== null) return inner
        break
      }
      default: break
    }
  }
  return null
}

/** `sys.exit(…)`, `exit(…)`, `os._exit(…)`, `ctx.exit(…)`. */
export function isExitCall(expression: Expression): boolean {
  if (expression.kind !== 'call') return false
  const name = lastName(expression.callee)
  return /^(?:exit|quit|_exit|abort|SystemExit)$/.test(name)
}

/** `sys.exit(0)` tells whoever started the program that all is well: what follows is left out, and nothing else. */
function endsWell(expression: Expression): boolean {
  if (expression.kind !== 'call' || /^abort$/i.test(lastName(expression.callee))) return false
  const [status] = expression.args
  return status === undefined || (status.value.kind === 'number' && status.value.value === 0) || (status.value.kind === 'constant' && (status.value.value === null || status.value.value === false))
}

function isFailCall(expression: Expression): boolean {
  if (expression.kind !== 'call' || expression.callee.kind !== 'attribute') return false
  const { name, of } = expression.callee
  return name === 'fail' && of.kind === 'name' && /^(?:pytest|self|cls|ctx)$/.test(of.id)
}

function isExitName(value: Expression): boolean {
  const callee = value.kind === 'call' ? value.callee : value
  const name = lastName(callee)
  return /^(?:SystemExit|Exit|Abort)$/.test(name)
}

/** Whether an error raised inside a statement is caught in the same function by a handler that only goes on. */
export function isSwallowed(statement: Statement, tree: PythonTree): boolean {
  let current: Statement | null = statement
  while (current !== null && current.kind !== 'function' && current.kind !== 'class') {
    const position = layoutOf(tree).get(current)
    if (position === undefined) return false
    const { parent } = position
    if (parent?.kind === 'try' && parent.body === position.block && parent.handlers.length > 0) {
      const broad = parent.handlers.find((handler) => handler.types.length === 0 || handler.types.some((type) => type.kind === 'name' && /^(?:Exception|BaseException|ValueError|AssertionError|RuntimeError)$/.test(type.id)))
      if (broad !== undefined && !statementsWithin(broad.body).some((one) => one.kind === 'raise' || (one.kind === 'expression' && isExitCall(one.value)))) return true
    }
    current = parent
  }
  return false
}
