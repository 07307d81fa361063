import type { PythonTree, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'

/** Where a statement stands: in which block, and inside which statement (null at the top of a file; a function or class ends the way out). */
export type Position = { readonly block: readonly Statement[]; readonly index: number; readonly parent: Statement | null }

/** The position of every statement of a file. */
export const layoutOf = memoise((tree: PythonTree): ReadonlyMap<Statement, Position> => {
  const positions = new Map<Statement, Position>()
  const place = (block: readonly Statement[], parent: Statement | null): void => {
    for (const [index, statement] of block.entries()) {
      positions.set(statement, { block, index, parent })
      for (const inner of blocksOf(statement)) place(inner, statement)
    }
  }
  place(tree.body, null)
  return positions
})

/** The blocks of statements inside a statement, in source order. */
function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'function': case 'class': case 'with': return [statement.body]
    case 'if': return statement.branches.map((branch) => branch.body)
    case 'for': case 'while': return [statement.body, statement.otherwise]
    case 'try': return [statement.body, ...statement.handlers.map((handler) => handler.body), statement.otherwise, statement.finally]
    case 'match': return statement.cases.map((one) => one.body)
    default: return []
  }
}

/** How many statements are looked through: no function is longer. */
const MOST = 2_000

/** The statements that may run after one in the same function (or at the top of the file), nearest first; for a statement in a loop, not the loop's next rounds. */
export function statementsAfter(statement: Statement, tree: PythonTree): readonly Statement[] {
  const out: Statement[] = []
  let current: Statement | null = statement
  while (current !== null && current.kind !== 'function' && current.kind !== 'class') {
    const position: Position | undefined = layoutOf(tree).get(current)
    if (position === undefined) break
    out.push(...position.block.slice(position.index + 1, position.index + 1 + MOST))
    const { parent } = position
    // After the body of a `try` comes its `else`; of the branches of an `if` only one runs.
    if (parent?.kind === 'try' && parent.body === position.block) out.push(...parent.otherwise, ...parent.finally)
    current = parent
  }
  return out
}

/** The statements of a block and of the blocks inside it in source order, without what stands in functions and classes that are defined there; at most 2,000. */
export function statementsWithin(block: readonly Statement[]): readonly Statement[] {
  const out: Statement[] = []
  gather(block, out)
  return out
}

function gather(block: readonly Statement[], out: Statement[]): void {
  for (const statement of block) {
    if (out.length >= MOST) return
    out.push(statement)
    if (statement.kind !== 'function' && statement.kind !== 'class') for (const inner of blocksOf(statement)) gather(inner, out)
  }
}
