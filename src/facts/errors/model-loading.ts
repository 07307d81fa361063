import type { FunctionStatement, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { caughtErrorsOf } from '../python/handlers.ts'
import { projectModulesOf } from '../python/modules.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Route } from '../service/route.ts'
import { servedRoutesOf } from '../service/routes.ts'
import { servedFunctionsOf } from '../service/served-functions.ts'
import { workRoutesOf } from './guarded-routes.ts'

const LOADS = /^(?:joblib|pickle|cloudpickle|dill|torch|keras|tensorflow\.keras|tf\.keras|onnxruntime|mlflow|bentoml|catboost|lightgbm|xgboost|transformers|sentence_transformers|ultralytics|spacy)\b.*\.?(?:load|load_model|from_pretrained|InferenceSession|YOLO|SentenceTransformer|pipeline|Booster)$|\.(?:load_model|load_from_checkpoint|from_pretrained|load_state_dict|from_registry)$/

/**
 * Whether a model that cannot be loaded becomes a clear error in what serves: the load is inside a `try` that raises, follows a check that raises or a call
 * of a function of the project that asks whether the file is there, or a route asks whether the model is there and refuses. True where the service loads none.
 */
export const isLoadingClear = memoise((facts: RepositoryFacts): { readonly clear: boolean; readonly load: { readonly path: string; readonly line: number } | null } => {
  const served = servedFunctionsOf(facts)
  const services = new Set(servedRoutesOf(facts).map((route) => route.module))
  const calls = projectCallsOf(facts)
  const serves = (path: string, functions: readonly FunctionStatement[]): boolean => services.has(path) || functions.some((one) => served.has(one) || calls.callsTo(one).some(({ module }) => services.has(module.path)))
  const loads = projectModulesOf(facts).flatMap(({ path, tree }) => callsOf(tree).filter((call) => LOADS.test(call.name) && serves(path, call.context.functions)).map((call) => ({ path, tree, call })))
  const [first] = loads
  if (first === undefined) return { clear: true, load: null }
  const refuses = workRoutesOf(facts).some(({ route, refuses: at }) => at !== null && asksForModel(route))
  const clear = refuses || loads.some(({ tree, call }) => isGuarded(facts, tree, call))
  return { clear, load: { path: first.path, line: first.call.line } }
})

/** Whether what stands around a load, in the same function, raises or makes sure that the file is there. */
function isGuarded(facts: RepositoryFacts, tree: PythonTree, load: Call): boolean {
  const isBeside = ({ functions }: Context): boolean => sameFunction(functions, load.context.functions)
  return caughtErrorsOf(tree).some((caught) => ((caught.does === 'raises' && !caught.handsOn) || caught.status) && isBeside(caught.context))
    || definitionsOf(tree).statements.some(({ statement, context }) => statement.kind === 'raise' && isBeside(context) && context.handler === null)
    || callsOf(tree).some((before) => before.line < load.line && before.context.functions.length > 0 && isBeside(before.context)
      && projectCallsOf(facts).targetsOf(before).some(({ module, definition }) => asksForFile(module.tree, definition.node)))
}

/** `ensure_model()`: a function that asks whether files are there and makes them, or refuses, where they are not. */
function asksForFile(tree: PythonTree, node: FunctionStatement): boolean {
  const { statements } = definitionsOf(tree)
  const inside = statements.filter(({ context }) => context.functions.at(-1) === node)
  return inside.some(({ statement }) => statement.kind === 'if' && statement.branches.some(({ test }) => test !== null && /\b(?:exists|is_file|isfile)\(/.test(textOf(test))))
    && (inside.some(({ statement }) => statement.kind === 'raise') || callsOf(tree).some((call) => call.context.functions.at(-1) === node && /train|download|fetch|build|create|pull/i.test(call.method)))
}

function asksForModel({ handler }: Route): boolean {
  return handler !== null && definitionsOf(handler.tree).statements.some(({ statement, context }) => context.functions.some((one) => one === handler.node || (handler.node.kind === 'class' && handler.node.body.includes(one))) && statement.kind === 'if' && statement.branches.some(({ test }) => test !== null && /model|pipeline|predictor|classifier|service|scaler|loaded|ready/i.test(textOf(test))))
}

function sameFunction(left: readonly FunctionStatement[], right: readonly FunctionStatement[]): boolean {
  return left.at(-1) === right.at(-1)
}
