import type { Expression, FunctionStatement, PythonTree, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { expressionsIn, walkExpression } from '../python/expressions.ts'
import { projectCallsOf, type ProjectCall } from '../python/project-calls.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** The places of project code that call a function on data of their own: a caller that makes up a sample first only tries it out. */
export function callersOf(facts: RepositoryFacts, node: FunctionStatement): readonly ProjectCall[] {
  return projectCallsOf(facts).callsTo(node).filter(({ module, call }) => module.role === 'code' && !triesOut(call.context.functions.at(-1) ?? module.tree)).slice(0, 20)
}

/** Whether a function, or the top of a file, writes its data down itself (`pd.DataFrame([{…}])`) and reads none. */
const triesOut = memoise((place: FunctionStatement | PythonTree): boolean => {
  const body = 'kind' in place ? place.body : place.body.filter((statement) => statement.kind !== 'function' && statement.kind !== 'class')
  let makes = false
  let reads = false
  eachExpression(body, (one) => {
    if (one.kind !== 'call' || one.callee.kind !== 'attribute') return
    if (one.callee.name === 'DataFrame' && one.args[0] !== undefined) makes = true
    if (/^(?:read_\w+|load\w*|get_\w*data\w*|fetch\w*|query|sql|toPandas)$/.test(one.callee.name)) reads = true
  })
  return makes && !reads
})

/** Visits every expression of a body, without those of functions and classes inside it. */
export function eachExpression(body: readonly Statement[], visit: (one: Expression) => void): void {
  for (const statement of body) {
    for (const expression of expressionsIn(statement)) walkExpression(expression, visit)
    if (statement.kind === 'if') for (const branch of statement.branches) eachExpression(branch.body, visit)
    if (statement.kind === 'for' || statement.kind === 'while' || statement.kind === 'with' || statement.kind === 'try') eachExpression(statement.body, visit)
  }
}

