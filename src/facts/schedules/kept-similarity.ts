import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { Call } from '../python/calls.ts'
import { lastName, someExpression, wordsIn } from '../python/expressions.ts'
import type { PythonModule } from '../python/modules.ts'
import { partsOfModule, type CodePart } from './code-parts.ts'

const SIMILARITY = /^(?:cosine_similarity|linear_kernel|pairwise_distances|cosine_distances|pairwise_kernels)$/
const FITS = /^(?:fit|fit_transform)$/
const VECTORIZER = /vectori[sz]er|tf_?idf|(?:^|[._\s])(?:cv|vec|count_?vec)(?:$|[._(])/i
const SAVES = /(?:^|\.)(?:(?:joblib|pickle|cloudpickle|dill)\.dump|numpy\.(?:save|savez|savez_compressed)|scipy\.sparse\.save_npz|torch\.save)$/

/**
 * The call that makes the model of a recommender by content, which no estimator stands for: its file fits a vectoriser, computes how similar everything
 * is to everything, and writes that to disk. Null for a part that only asks for similarities, such as in a request.
 */
export function keptSimilarity(part: CodePart): Call | null {
  const call = part.calls.find(({ method }) => SIMILARITY.test(method))
  return call !== undefined && fitsVectorizer(part.module) && isKept(part) ? call : null
}

const fitsVectorizer = memoise((module: PythonModule): boolean => partsOfModule(module).some(({ calls }) => calls.some(({ name, method, callee }) =>
  FITS.test(method) && callee.kind === 'attribute' && VECTORIZER.test(`${wordsIn(callee.of).join(' ')} ${name}`))))

/** Whether the file saves what a part computes: by the name that it is given there, or that a caller of the part gives it. */
function isKept(part: CodePart): boolean {
  const parts = partsOfModule(part.module)
  const computes = (one: Expression): boolean => one.kind === 'call' && SIMILARITY.test(lastName(one.callee))
  const held = new Set([...namesGiven(part, computes), ...part.definition === null ? [] : parts.flatMap((other) => namesGiven(other, (one) => one.kind === 'call' && lastName(one.callee) === part.definition?.name))])
  return parts.some(({ calls }) => calls.some((call) => SAVES.test(call.name) && call.args.some(({ value }) => someExpression(value, (one) => computes(one) || (one.kind === 'name' && held.has(one.id)) || (one.kind === 'attribute' && held.has(one.name))))))
}

/** The variables and fields that a part gives a value in which such an expression stands. */
function namesGiven(part: CodePart, holds: (one: Expression) => boolean): readonly string[] {
  return part.statements.flatMap(({ statement }) => statement.kind === 'assign' && statement.value !== null && someExpression(statement.value, holds) ? statement.targets.flatMap((target) => target.kind === 'collection' ? target.items.map(lastName) : [lastName(target)]) : [])
}
