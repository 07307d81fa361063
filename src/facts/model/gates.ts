import type { Expression, FunctionStatement } from '../../parse/python/tree.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { testRunOf } from '../commands/test-commands.ts'
import { memoise } from '../memoise.ts'
import { callsOf, literalOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, someExpression, wordsIn } from '../python/expressions.ts'
import { statementsWithin } from '../python/layout.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { reachOf } from '../python/reach.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { comparisonsOf, type Comparison } from './comparisons.ts'
import { consequenceOf } from './consequences.ts'
import { ownWords, tokensOf } from './metric-words.ts'

/**
 * A model's metric compared with a threshold, a baseline or another model. `acts` says what comes of it; null where both answers lead to the
 * same, where nothing runs it, or where it only picks the better of several.
 */
export type Gate = {
  readonly path: string
  readonly line: number
  readonly says: string
  readonly acts: string | null
  readonly where: 'code' | 'test' | 'notebook'
  /** Why nothing comes of one that would act; null otherwise. */
  readonly idle: string | null
  /** It only keeps the better of what it has seen so far. */
  readonly picks: boolean
}

/** Code that watches a deployed model tells of drift and raises alerts: other rows of the rubric ask for that. */
const WATCHES = /(?:^|[/_])(?:monitor\w*|drift\w*|alert\w*)(?:[/_.]|$)/i

/** Nobody writes more in one file; each one is followed through the project. */
const MOST = 120

/** The comparisons of a model's metric in Python, in the order of the tree, at most 120 of a file. */
export const gatesOf = memoise((facts: RepositoryFacts): readonly Gate[] =>
  modulesOf(facts).flatMap((module) => comparisonsOf(module.tree).slice(0, MOST).flatMap((comparison): readonly Gate[] => {
    if (module.role === 'test') return inTest(facts, module, comparison)
    return module.role === 'code' || module.role === 'notebook' ? inCode(facts, module, comparison) : []
  })))

/** Whether a new model is needed is another question than whether it is good enough. */
const ASKS_FOR_TRAINING = /(?:should|needs?|check|is|must|trigger)_\w*train/i
const JUDGING = /eval|valid|train|promot|regist|compar|champion|challenger|gate|metric|deploy|select|model|perform|check|test|bench|better|accept|main/i
const OF_DATA = /(?:^|[/_])(?:data|dataset|datasets|schema|ingestion|preprocess\w*|features?)(?:[/_]|\.py$)|expectations/i
const SERVES = new Set(['fastapi', 'flask', 'starlette', 'django', 'litestar', 'streamlit', 'gradio'])

/** A score or a loss is a model's metric in code that trains or judges models; in a service it is the answer to a request. */
function isAboutModels(module: PythonModule, { context }: Comparison): boolean {
  if (definitionsOf(module.tree).imports.some((one) => SERVES.has(one.module.split('.')[0] ?? '')) && !callsOf(module.tree).some((call) => call.method === 'fit')) return false
  if (OF_DATA.test(module.path) || context.functions.some((one) => OF_DATA.test(`/${one.name}/`))) return false
  return JUDGING.test(module.path) || context.functions.some((one) => JUDGING.test(one.name))
}

function inCode(facts: RepositoryFacts, module: PythonModule, comparison: Comparison): readonly Gate[] {
  const { context } = comparison
  if (WATCHES.test(module.path) || context.functions.some((one) => WATCHES.test(`/${one.name}`) || ASKS_FOR_TRAINING.test(one.name))) return []
  if (!comparison.sure && !isAboutModels(module, comparison)) return []
  const { keepsBest } = comparison
  const picks = keepsBest || isBestSoFar(comparison)
  const place = { path: module.path, line: comparison.line, says: comparison.says, picks }
  if (module.role === 'notebook') return [{ ...place, acts: null, where: 'notebook', idle: null }]
  const consequence = keepsBest ? null : consequenceOf(facts, module, comparison.statement, comparison.node, picks)
  // What only looks like a metric has to decide something to be one.
  if (consequence === null && !comparison.sure && comparison.bar === 'number' && !picks) return []
  const idle = consequence !== null && !reachOf(facts).isReached(module.path, context) ? 'nothing calls the code it stands in' : null
  return [{ ...place, acts: idle === null ? consequence : null, where: 'code', idle }]
}

/** A bar that is only called the best: what is worse than it is not kept, which asks for nothing by itself. */
function isBestSoFar({ against }: Comparison): boolean {
  const words = ownWords(against)
  return words.some((word) => tokensOf(word).includes('best')) && !words.some((word) => /thresh|min|baseline|champ|prod|deployed|registered|reference|required/i.test(word))
}

const MODEL = /predict|(?:^|_)fit|model|clf|classifier|regressor|estimator|train|learn|pipeline|evaluat/i

/** A test holds a bar where it names a metric by its own name, or its bar as one, and a model is at hand. */
function inTest(facts: RepositoryFacts, module: PythonModule, comparison: Comparison): readonly Gate[] {
  const { context, statement } = comparison
  const around = context.functions.find((one) => /^test/i.test(one.name))
  if (around === undefined || !(comparison.sure || comparison.bar === 'named' || isMeasured(comparison, module)) || !speaksOfModel(around) || isMade(comparison, module, around)) return []
  const consequence = consequenceOf(facts, module, statement, comparison.node, false) ?? (statement.kind === 'expression' && statement.value === comparison.node ? 'fails' : null)
  if (consequence === null) return []
  const idle = isRun(facts, module.path) ? null : 'nothing in the repository runs this test'
  return [{ path: module.path, line: comparison.line, says: comparison.says, acts: idle === null ? 'fails the tests where it does not hold' : null, where: 'test', idle, picks: false }]
}

/** `model.score(…)`, `cross_val_score(…)`: a score, whatever its name. */
function isMeasured({ metric, context }: Comparison, { tree }: PythonModule): boolean {
  const value = literalOf(metric.kind === 'subscript' ? metric.of : metric, tree, context) ?? metric
  return someExpression(value, (one) => one.kind === 'call' && one.callee.kind === 'attribute' && /^(?:score|evaluate|cross_val_score)$/.test(one.callee.name))
}

/** A metric of values that the test itself writes down, or of a model that is a mock. */
function isMade(comparison: Comparison, module: PythonModule, around: FunctionStatement): boolean {
  const { metric, context } = comparison
  const { tree } = module
  if (statementsWithin(around.body).some((one) => expressionsIn(one).some((expression) => wordsIn(expression).some((word) => /^(?:Magic)?Mock$/.test(word))))) return true
  const root = literalOf(metric.kind === 'subscript' || metric.kind === 'attribute' ? metric.of : metric, tree, context)
  const isWritten = (expression: Expression): boolean => {
    const value = literalOf(expression, tree, context)
    return value !== null && !someExpression(value, (one) => (one.kind === 'name' && !/^(?:np|numpy|pd|torch|tf)$/.test(one.id)) || one.kind === 'comprehension' || one.kind === 'lambda')
  }
  return root?.kind === 'call' && !isMeasured(comparison, module) && root.args.length > 0 && root.args.every((argument) => isWritten(argument.value))
}

function speaksOfModel(node: FunctionStatement): boolean {
  return node.parameters.some((parameter) => MODEL.test(parameter.name))
    || statementsWithin(node.body).some((one) => expressionsIn(one).some((expression) => wordsIn(expression).some((word) => word.length < 60 && MODEL.test(word))))
}

type Runs = readonly { readonly folder: string; readonly only: readonly string[]; readonly ignored: readonly string[] }[]

/** The unmasked runs of tests in workflows that can start, tasks and hooks. */
const runsOf = memoise((facts: RepositoryFacts): Runs => {
  const { commands, others } = ciOf(facts)
  const all = [...commands.filter((one) => one.inactive === null), ...others.flatMap((other) => other.commands), ...taskCommandsOf(facts).flatMap((task) => task.commands)]
  return all.flatMap((command) => {
    const run = command.masked === null ? testRunOf(command) : null
    if (run === null) return []
    const folder = command.directory ?? '.'
    const paths = (words: readonly string[]): readonly string[] => words.map((word) => normalPath(`${folder}/${word.split('::', 1)[0] ?? ''}`)).filter((path) => facts.paths.has(path))
    const named = [...run.arguments.filter((word) => !word.startsWith('-')), ...(run.tool.endsWith('.py') ? [run.tool] : [])]
    return [{ folder: normalPath(folder), only: paths(named), ignored: paths(run.arguments.flatMap((word) => /^--ignore=(.+)$/.exec(word)?.[1] ?? [])) }]
  })
})

function isRun(facts: RepositoryFacts, path: string): boolean {
  const within = (folder: string): boolean => folder === '.' || path === folder || path.startsWith(`${folder}/`)
  return runsOf(facts).some((run) => (run.only.length === 0 ? within(run.folder) : run.only.some(within)) && !run.ignored.some(within))
}
