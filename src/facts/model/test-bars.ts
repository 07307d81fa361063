import { tokensOf } from '../../parse/metric-names.ts'
import type { Expression, FunctionStatement } from '../../parse/python/tree.ts'
import { livingCommandsOf } from '../commands/every-command.ts'
import { testRunOf } from '../commands/test-commands.ts'
import { memoise } from '../memoise.ts'
import { literalOf } from '../python/calls.ts'
import { expressionsIn, someExpression, wordsIn } from '../python/expressions.ts'
import { statementsWithin } from '../python/layout.ts'
import type { PythonModule } from '../python/modules.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import type { Comparison } from './comparisons.ts'
import { consequenceOf } from './consequences.ts'
import { measuredBy } from './made-up-models.ts'

const MODEL = /predict|(?:^|_)fit|model|clf|classifier|regressor|estimator|train|learn|pipeline|evaluat/i

/**
 * A bar that a test holds for a model: it names a metric by its own name, or its bar as one, and a model is at hand. Null where it holds none;
 * `idle` says why nothing comes of it, null where a model under the bar fails the tests; `madeUp` whether the model learned from data made for the test.
 */
export function testBarOf(facts: RepositoryFacts, module: PythonModule, comparison: Comparison): { readonly idle: string | null; readonly madeUp: boolean } | null {
  const { context, statement } = comparison
  const around = context.functions.find((one) => /^test/i.test(one.name))
  if (around === undefined || !(comparison.sure || comparison.bar === 'named' || isMeasured(comparison, module)) || !speaksOfModel(around) || isMade(comparison, module, around)) return null
  if (consequenceOf(facts, module, statement, comparison.node) === null && !(statement.kind === 'expression' && statement.value === comparison.node)) return null
  const measured = measuredBy(facts, around)
  if (measured === 'made-up values') return null
  if (measured === 'a made-up model') return { idle: 'the model it measures learned from data that was made for the test', madeUp: true }
  return { idle: isRun(facts, module.path) ? null : 'nothing in the repository runs this test', madeUp: false }
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
  if (statementsWithin(around.body).some((one) => expressionsIn(one).some((expression) => wordsIn(expression).some((word) => /^(?:Magic|Async)?Mock$|^mock_\w+$/.test(word))))) return true
  const given = rootOf(metric)
  if (given !== null && around.parameters.some((parameter) => parameter.name === given) && isParametrized(around, given)) return true
  const root = literalOf(metric.kind === 'subscript' || metric.kind === 'attribute' ? metric.of : metric, tree, context)
  const isWritten = (expression: Expression): boolean => {
    const value = literalOf(expression, tree, context)
    return value !== null && !someExpression(value, (one) => (one.kind === 'name' && !/^(?:np|numpy|pd|torch|tf)$/.test(one.id)) || one.kind === 'comprehension' || one.kind === 'lambda')
  }
  return root?.kind === 'call' && !isMeasured(comparison, module) && root.args.length > 0 && root.args.every((argument) => isWritten(argument.value))
}

function rootOf(expression: Expression): string | null {
  let current = expression
  while (current.kind === 'attribute' || current.kind === 'subscript') current = current.of
  return current.kind === 'name' ? current.id : null
}

/** A value that the test is given by hand: `@pytest.mark.parametrize("error, expected", [(0.1, 0)])`. */
function isParametrized(node: FunctionStatement, name: string): boolean {
  return node.decorators.some((decorator) => decorator.kind === 'call' && decorator.callee.kind === 'attribute' && decorator.callee.name === 'parametrize' && decorator.args[0] !== undefined && wordsIn(decorator.args[0].value).some((word) => tokensOf(word).length > 0 && word.split(/[\s,]+/).includes(name)))
}

function speaksOfModel(node: FunctionStatement): boolean {
  return node.parameters.some((parameter) => MODEL.test(parameter.name))
    || statementsWithin(node.body).some((one) => expressionsIn(one).some((expression) => wordsIn(expression).some((word) => word.length < 60 && MODEL.test(word))))
}

type Runs = readonly { readonly folder: string; readonly only: readonly string[]; readonly ignored: readonly string[] }[]

/** The unmasked runs of tests in workflows that can start, tasks and hooks. */
const runsOf = memoise((facts: RepositoryFacts): Runs => livingCommandsOf(facts).flatMap((command) => {
  const run = command.masked === null ? testRunOf(command) : null
  if (run === null) return []
  const folder = command.directory ?? '.'
  const paths = (words: readonly string[]): readonly string[] => words.map((word) => normalPath(`${folder}/${word.split('::', 1)[0] ?? ''}`)).filter((path) => facts.paths.has(path))
  const named = [...run.arguments.filter((word) => !word.startsWith('-')), ...(run.tool.endsWith('.py') ? [run.tool] : [])]
  return [{ folder: normalPath(folder), only: paths(named), ignored: paths(run.arguments.flatMap((word) => /^--ignore=(.+)$/.exec(word)?.[1] ?? [])) }]
}))

function isRun(facts: RepositoryFacts, path: string): boolean {
  const within = (folder: string): boolean => folder === '.' || path === folder || path.startsWith(`${folder}/`)
  return runsOf(facts).some((run) => (run.only.length === 0 ? within(run.folder) : run.only.some(within)) && !run.ignored.some(within))
}
