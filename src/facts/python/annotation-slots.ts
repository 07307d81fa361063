import type { FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { projectModulesOf, type PythonModule } from './modules.ts'
import { walk, type Context } from './walk.ts'

/** The slots of one function: its parameters other than self and cls, and its return. */
export type FunctionSlots = { readonly name: string; readonly line: number; readonly annotated: number; readonly bare: number }

/** The slots of one file's functions, methods and inner functions that can run, in source order. */
export type FileSlots = { readonly path: string; readonly functions: readonly FunctionSlots[]; readonly annotated: number; readonly bare: number }

/** The annotation slots of project code; files without functions are left out. */
export const annotationSlotsOf = memoise((facts: RepositoryFacts): readonly FileSlots[] =>
  projectModulesOf(facts).map(slotsOf).filter((file) => file.functions.length > 0))

const slotsOf = memoise(({ path, tree }: PythonModule): FileSlots => {
  const functions: FunctionSlots[] = []
  walk(tree, (statement, context) => {
    if (statement.kind !== 'function' || context.dead) return
    const filled = [...parametersOf(statement, context).map((parameter) => parameter.annotation), statement.returns]
    const annotated = filled.filter((annotation) => annotation !== null).length
    functions.push({ name: statement.name, line: statement.line, annotated, bare: filled.length - annotated })
  })
  const sum = (count: (one: FunctionSlots) => number): number => functions.reduce((total, one) => total + count(one), 0)
  return { path, functions, annotated: sum((one) => one.annotated), bare: sum((one) => one.bare) }
})

/** Without the instance or class a method is called on, whatever its name. */
function parametersOf(node: FunctionStatement, { classes }: Context): FunctionStatement['parameters'] {
  const [first, ...rest] = node.parameters
  if (first === undefined || first.spread !== '') return node.parameters
  const isMethod = classes.at(-1)?.body.includes(node) === true && !node.decorators.some((one) => one.kind === 'name' && one.id === 'staticmethod')
  return isMethod || first.name === 'self' || first.name === 'cls' ? rest : node.parameters
}
