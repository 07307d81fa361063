import type { Expression, PythonTree, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { isLiteral } from '../python/holds-anyway.ts'
import { layoutOf, statementsWithin } from '../python/layout.ts'
import { namesOf } from '../python/names.ts'
import type { Context } from '../python/walk.ts'

type Place = { readonly tree: PythonTree; readonly context: Context; readonly statement: Statement }

/**
 * What a name stands for beside the literal that a branch gives it where there is nothing to ask yet (`except: champion_f1 = 0`, with no champion so far):
 * the value of the other branches. Any other expression is itself.
 */
export function besidesFallback(side: Expression, { tree, context, statement }: Place): Expression {
  if (side.kind !== 'name') return side
  const value = namesOf(tree).valueOf(side.id, context, side.line)
  const given = value === null || !isLiteral(value) ? undefined : assignmentsOf(tree).get(value)
  const branch = given === undefined ? null : branchAround(given, tree)
  if (branch === null || statementsWithin(branch.block).includes(statement)) return side
  const elsewhere = branch.others.flatMap((block) => statementsWithin(block)).findLast((one) => one.kind === 'assign' && one.value !== null && !isLiteral(one.value)
    && one.targets.some((target) => target.kind === 'name' && target.id === side.id))
  return elsewhere?.kind === 'assign' && elsewhere.value !== null ? elsewhere.value : side
}

/** The assignments of a file by the value that they give. */
const assignmentsOf = memoise((tree: PythonTree): ReadonlyMap<Expression, Statement> =>
  new Map(definitionsOf(tree).statements.flatMap(({ statement }) => statement.kind === 'assign' && statement.value !== null ? [[statement.value, statement]] : [])))

/** The branch of a `try` or an `if` that a statement stands in, and the branches that may run in its place; null where it stands in none. */
function branchAround(statement: Statement, tree: PythonTree): { readonly block: readonly Statement[]; readonly others: readonly (readonly Statement[])[] } | null {
  const { block, parent } = layoutOf(tree).get(statement) ?? { block: [], parent: null }
  if (parent?.kind !== 'try' && parent?.kind !== 'if') return null
  const blocks = parent.kind === 'try' ? [parent.body, ...parent.handlers.map((handler) => handler.body), parent.otherwise] : parent.branches.map((branch) => branch.body)
  return blocks.includes(block) ? { block, others: blocks.filter((one) => one !== block) } : null
}
