import type { ClassStatement, FunctionStatement } from '../../parse/python/tree.ts'
import { definitionsOf } from '../python/definitions.ts'
import type { PythonModule } from '../python/modules.ts'
import { isOrchestrated } from '../python/orchestrated.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'
import { partsOfFunction } from '../python/function-parts.ts'
import { callersOf } from './callers.ts'

const CHECKS = /valid|quality|schema|expect(?!ed)|integrity|sanity|calidad|constraint/i
const CHECKS_WHAT = /(?:check|verif|assert|test|ensure).*(?:data|df|frame|column|field|null|nan|missing|row|dup|dtype|type|range|leak|feature|label|class|nan|raw)|(?:data|df|frame|column|null|missing|row)\w*(?:check|verif)/i

/** Whether a name says that checking data is what the code is for (`validate`, `DataQuality`, `check_nulls`; `check` alone checks anything). */
export function saysPurpose(name: string): boolean {
  return CHECKS.test(name) || CHECKS_WHAT.test(name)
}

/** Code that guards what a model or service is asked, and estimators' own guards. */
const FUNCTION = /predict|infer|request|payload|upload|user_input|serv(?:e|ing)|^score|endpoint|handler|^(?:plot|dashboard|display|render|show)/i
const ESTIMATOR = /^(?:fit|transform|fit_transform|forward|__getitem__|__len__)$/
const CLASS = /predict|infer|request|service|endpoint/i
const MODEL_FILE = /predict|infer/i
const FILE = /(?:^|\/)(?:app|api|main_api|serve|server|routes?|endpoints?|dashboard|streamlit\w*|frontend|ui)(?:\/|\.py$|_)/i
const TRAINING = /train|data|ingest|etl|pipeline|feature/i
const ROUTE = /\.(?:route|get|post|put|patch|api|websocket|errorhandler|before_request|middleware)$/

/** Whether a check stands where requests are answered, or only code that answers them calls it: that is no check of a data set. */
export function guardsInput(facts: RepositoryFacts, module: PythonModule, node: FunctionStatement | null, owner: ClassStatement | null): boolean {
  // A script that reads the batch and hands it on has a data set checked, wherever the check stands.
  if (owner === null && node !== null && saysPurpose(node.name) && isGivenTable(facts, node)) return false
  if (isInputPlace(module, node, owner) || (node !== null && owner !== null && ESTIMATOR.test(node.name))) return true
  if (node !== null && readsFiles(module, node)) return false
  const callers = node === null ? [] : callersOf(facts, node)
  return callers.length > 0 && callers.every(({ call, module: from }) => isInputPlace(from, call.context.functions.at(-1) ?? null, call.context.classes.at(-1) ?? null))
}

/**
 * Whether a pipeline hands a function its table: a task of an orchestrator calls it, or code that has read the table itself. A check in it looks at a data set
 * then, even where a service asks it, too. What a route or a page was sent is no such table.
 */
export function isGivenTable(facts: RepositoryFacts, node: FunctionStatement | null, hops = 2): boolean {
  return node !== null && callersOf(facts, node).some(({ module, call, handedOn }) => {
    if (handedOn) return call.name.endsWith('Operator')
    const around = call.context.functions.at(-1) ?? null
    if (around === null || FILE.test(module.path) || decoratorsOf(module, around).some((name) => ROUTE.test(name))) return false
    return readsFiles(module, around) || decoratorsOf(module, around).some(isOrchestrated) || (hops > 0 && isGivenTable(facts, around, hops - 1))
  })
}

function decoratorsOf(module: PythonModule, node: FunctionStatement): readonly string[] {
  return definitionsOf(module.tree).functions.find((one) => one.node === node)?.decorators ?? []
}

function isInputPlace(module: PythonModule, node: FunctionStatement | null, owner: ClassStatement | null): boolean {
  if (node !== null && FUNCTION.test(node.name)) return true
  if (owner !== null && CLASS.test(owner.name) && !saysPurpose(owner.name)) return true
  if (MODEL_FILE.test(nameOf(module.path))) return true
  if (node !== null && readsFiles(module, node)) return false
  if (node !== null && decoratorsOf(module, node).some((name) => ROUTE.test(name))) return true
  return FILE.test(module.path) && !saysPurpose(nameOf(module.path)) && !TRAINING.test(nameOf(module.path))
}

/** A function that opens a table itself looks at that table, whoever asks for it. */
function readsFiles(module: PythonModule, node: FunctionStatement): boolean {
  return partsOfFunction(module.tree, node).calls.some((call) => /^read_(?:csv|parquet|excel|json|sql\w*|table|feather)$/.test(call.method))
}
