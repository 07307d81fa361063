import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { definitionsOf } from './definitions.ts'
import { lastName, someExpression } from './expressions.ts'

const ASKS_WHETHER_THERE = new Set(['exists', 'isfile', 'isdir', 'is_file', 'is_dir', 'isinstance'])

/** Whether a file asserts anything but that a path is there or of which class something is: programs guard their input so. */
export function assertsSomething(tree: PythonTree): boolean {
  return definitionsOf(tree).statements.some(({ statement }) => statement.kind === 'assert' && !isGuard(statement.test))
}

function isGuard(test: Expression): boolean {
  return someExpression(test, (one) => one.kind === 'call' && ASKS_WHETHER_THERE.has(lastName(one.callee)))
}
