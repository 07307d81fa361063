import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { someExpression, walkExpression, wordsIn } from '../python/expressions.ts'
import { namesOf } from '../python/names.ts'
import type { Context } from '../python/walk.ts'

/** What a column is called that a model filled in. */
const GIVEN_BY_MODEL = /pred|hat|guess|output|result|infer|model|answer|response|generat|forecast|estimat|classif|argmax|logit|prob|score|decision|detect|recommend/i
const USES_MODEL = /^(?:fit|fit_\w+|predict|predict_\w+|forward|load_model|evaluate|transform|inference|generate)$/

/**
 * Whether a figure tells how often two columns of a table agree (`(df["given"] == df["official"]).sum() / len(df)`) in a file that asks no model:
 * how good labels are, not how good a model is.
 */
export function isLabelAgreement(figure: Expression, tree: PythonTree, context: Context): boolean {
  const compared = comparedColumns(figure, tree, context, 3)
  return compared.length > 0 && !asksModel(tree) && !compared.some((one) => wordsIn(one).some((word) => GIVEN_BY_MODEL.test(word)))
}

const asksModel = memoise((tree: PythonTree): boolean => callsOf(tree).some((call) => USES_MODEL.test(call.method)))

/** The comparisons of two columns by `==` that a figure is worked out from, through the names it is made of. */
function comparedColumns(figure: Expression, tree: PythonTree, context: Context, hops: number): readonly Expression[] {
  const found: Expression[] = []
  walkExpression(figure, (one) => {
    if (one.kind === 'compare' && one.operators.length === 1 && one.operators[0] === '==' && one.operands.every(isColumn)) found.push(one)
    if (one.kind !== 'name' || hops === 0) return
    const value = namesOf(tree).valueOf(one.id, context, one.line)
    if (value !== null && value !== figure && !someExpression(value, (inner) => inner === figure)) found.push(...comparedColumns(value, tree, context, hops - 1))
  })
  return found.slice(0, 10)
}

function isColumn(expression: Expression): boolean {
  return expression.kind === 'subscript' && expression.index.length === 1 && expression.index[0]?.kind === 'string'
}
