import { ciOf } from '../ci/ci-facts.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { dvcOf } from '../data/dvc.ts'
import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, literalOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { lastName, wordsIn } from '../python/expressions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { commandsStarted } from '../schedules/commands-in-python.ts'
import { guardsInput, isGivenTable } from './input-guards.ts'
import { isReached } from './reached.ts'
import { rowModelsOf } from './row-models.ts'
import { useOfVerdict } from './verdict-use.ts'

/**
 * A check of a data set by a library made for it. `acts` where a bad result stops the run (the library raises, or code acts on its verdict);
 * `reached` where something runs it.
 */
export type LibraryCheck = { readonly tool: string; readonly path: string; readonly line: number; readonly role: 'code' | 'test' | 'notebook' | 'command'; readonly acts: boolean; readonly reached: boolean }

type Rule = { readonly tool: string; readonly pattern: RegExp; readonly raises: boolean }

/** By resolved name. `raises` where the call itself fails on bad data, or where the pipeline's framework keeps the verdict. */
const CALLS: readonly Rule[] = [
  { tool: 'pandera', pattern: /^pandera\b.*\.validate$|^pandera\b.*(?:DataFrame|Series)Schema\(\)$|^pandera\.typing\b.*DataFrame\[\]$/, raises: true },
  { tool: 'Great Expectations', pattern: /^great_expectations\b.*\.(?:validate|run|expect_\w+)$|(?:^|\.)run_(?:checkpoint|validation_operator)$/, raises: false },
  { tool: 'Great Expectations', pattern: /^(?:airflow|great_expectations_provider|prefect_great_expectations|zenml|dagster_ge)\b.*(?:GreatExpectations(?:Operator|Validat\w*)|run_checkpoint_validation|great_expectations_validator_step|ge_validation_op_factory)/, raises: true },
  { tool: 'Deepchecks', pattern: /^deepchecks\b.*(?:suites\.)?(?:data_integrity|train_test_validation|full_suite|single_dataset_integrity|train_test_leakage)\(\)\.run$|^deepchecks\b.*\.checks\..*\(\)\.run$|^zenml\b.*deepchecks_data_(?:integrity|drift)_check_step/, raises: false },
  { tool: 'TensorFlow Data Validation', pattern: /^tensorflow_data_validation\.validate_\w+$/, raises: false },
  { tool: 'TFX ExampleValidator', pattern: /^tfx\b.*\.ExampleValidator$/, raises: true },
  { tool: 'Soda', pattern: /^soda\b.*Scan\(\)\.execute$/, raises: false },
  { tool: 'Soda', pattern: /^soda\b.*Scan\(\)\.assert_no_\w+$/, raises: true },
  { tool: 'Deequ', pattern: /^pydeequ\b.*VerificationSuite\(\).*\.run$/, raises: false },
  { tool: 'frictionless', pattern: /^frictionless\b.*\.?validate$/, raises: false },
  { tool: 'pandas_schema', pattern: /^pandas_schema\b.*\.validate$/, raises: false },
  { tool: 'pointblank', pattern: /^pointblank\b.*\.(?:interrogate|assert_passing)$/, raises: false },
  { tool: 'patito', pattern: /^patito\b.*\.validate$/, raises: true },
  { tool: 'JSON Schema', pattern: /^jsonschema\.validate$|^jsonschema\b.*Validator\w*\(\)\.validate$/, raises: true },
  { tool: 'JSON Schema', pattern: /^jsonschema\b.*Validator\w*\(\)\.(?:iter_errors|is_valid)$/, raises: false },
  { tool: 'Cerberus', pattern: /^cerberus\.Validator\(\)(?:\.validate)?$/, raises: false },
  { tool: 'whylogs constraints', pattern: /^whylogs\b.*\.validate$/, raises: false },
  { tool: 'an SQL check of Airflow', pattern: /^airflow\b.*\.\w*CheckOperator$/, raises: true },
  { tool: 'Delta Live Tables', pattern: /^dlt\.expect(?:_all)?_or_(?:fail|drop)$/, raises: true },
  { tool: 'Evidently tests', pattern: /^zenml\b.*evidently_test_step/, raises: true },
]
/** Libraries whose checks are given a whole table. */
const OF_FRAMES = /^(?:pandera|patito|Great Expectations|pandas_schema|pointblank)$/
const EVIDENTLY = /^Test(?!Suite|ColumnDrift|AllFeatures\w*Drift|ShareOfDrifted|NumberOfDrifted|Precision|Recall|F1|Accuracy|RocAuc|Value(?:MAE|RMSE|MAPE|R2)|LogLoss)\w+$|^(?:DataStability|DataQuality)TestPreset$/
const COMMANDS: readonly (readonly [RegExp, string])[] = [[/^soda scan\b/, 'Soda'], [/^great_expectations (?:--\S+ )*checkpoint run\b|^gx checkpoint run\b/, 'Great Expectations'], [/^dbt (?:test|build)\b/, 'dbt tests'], [/^frictionless validate\b/, 'frictionless'], [/^pandera\b/, 'pandera'], [/^check-jsonschema\b/, 'JSON Schema']]

/** Every such check of the project, in the order of the tree; commands last. */
export const libraryChecksOf = memoise((facts: RepositoryFacts): readonly LibraryCheck[] => [
  ...modulesOf(facts).filter((module) => module.role === 'code' || module.role === 'test' || module.role === 'notebook').flatMap((module) => inModule(facts, module)),
  ...rowModelsOf(facts).filter((one) => !guards(facts, one.module, one.call)).map(({ model, path, line, call, module }): LibraryCheck => ({ tool: `the Pydantic model ${model}`, path, line, role: 'code', acts: true, reached: isReached(facts, module, call.context.functions.at(-1) ?? null) })),
  ...commandChecks(facts),
])

function inModule(facts: RepositoryFacts, module: PythonModule): readonly LibraryCheck[] {
  const role = module.role === 'test' ? 'test' : module.role === 'notebook' ? 'notebook' : 'code'
  const place = (tool: string, line: number, call: Call, raises: boolean): LibraryCheck => ({
    tool, path: module.path, line, role,
    acts: raises ? !call.context.guarded || role === 'test' || !isHushed(call) : useOfVerdict(facts, module, call) !== null,
    reached: role !== 'code' || isReached(facts, module, call.context.functions.at(-1) ?? null),
  })
  const calls = callsOf(module.tree)
  const checksOf = (call: Call): readonly LibraryCheck[] => {
    const rule = CALLS.find((one) => one.pattern.test(call.name))
    if (rule?.tool === 'pandera' && asksNothing(module, call)) return []
    if (rule !== undefined && !(/JSON|Cerberus/.test(rule.tool) && checksMessage(call))) return [place(rule.tool, call.line, call, rule.raises)]
    const started = role === 'code' ? commandsStarted(facts, call, module).map((command) => COMMANDS.find(([pattern]) => pattern.test(command.words.slice(0, 8).join(' ')))).find((one) => one !== undefined) : undefined
    if (started !== undefined) return [place(started[1], call.line, call, keywordOf(call, 'check') !== null || /check_call|check_output|Operator$/.test(call.name))]
    if (/^expect_(?:column|table|multicolumn|compound)\w*$/.test(call.method) || (call.method === 'validate' && !call.name.startsWith('self.') && uses(module, 'great_expectations'))) return [place('Great Expectations', call.line, call, false)]
    if (call.method === 'validate' && call.callee.kind === 'attribute' && panderaSchema(facts, module, call)) return [place('pandera', call.line, call, true)]
    if (call.method === 'run' && evidentlySuite(call, calls)) return [place('Evidently tests', call.line, call, false)]
    return []
  }
  const found = calls.flatMap((call): readonly LibraryCheck[] => {
    const checks = checksOf(call)
    if (checks.length === 0 || role !== 'code' || !guards(facts, module, call)) return checks
    return checks.filter(({ tool }) => OF_FRAMES.test(tool) && isGivenTable(facts, call.context.functions.at(-1) ?? null))
  })
  const expected = new Set(calls.filter((call) => call.method.startsWith('expect_')).map((call) => call.line))
  const decorated = definitionsOf(module.tree).functions.filter((one) => one.decorators.some((name) => /^pandera\b.*\.check_\w+$/.test(name))).map(({ node }): LibraryCheck => ({ tool: 'pandera', path: module.path, line: node.line, role, acts: true, reached: role !== 'code' || isReached(facts, module, node) }))
  // The expectations of one suite are judged where it is run.
  const runs = found.some((one) => one.tool === 'Great Expectations' && !expected.has(one.line))
  return [...found.filter((one) => !(runs && expected.has(one.line))), ...decorated.filter((one) => !found.some((other) => other.tool === 'pandera' && Math.abs(other.line - one.line) < 4))]
}

/** `DataFrameSchema({})`: a schema of pandera without a column asks nothing of the data. */
function asksNothing({ tree }: PythonModule, call: Call): boolean {
  const schema = call.callee.kind === 'attribute' ? literalOf(call.callee.of, tree, call.context) : null
  if (schema?.kind !== 'call' || lastName(schema.callee) !== 'DataFrameSchema') return false
  return schema.args.every(({ value }) => value.kind === 'dict' && value.entries.length === 0)
}

/** Schemas of messages, answers and settings are no check of a data set. */
function checksMessage(call: Call): boolean {
  const words = [...call.args.flatMap((argument) => wordsIn(argument.value)), ...call.context.functions.map((one) => one.name), ...call.context.classes.map((one) => one.name)]
  return words.some((word) => /response|request|config|setting|payload|(?:^|_)body|answer|completion|llm|prompt/i.test(word))
}

function guards(facts: RepositoryFacts, module: PythonModule, call: Call): boolean {
  return guardsInput(facts, module, call.context.functions.at(-1) ?? null, call.context.classes.at(-1) ?? null)
}

/** Whether the call's failure is taken by a handler of its function that goes on. */
function isHushed(call: Call): boolean {
  const inner = call.context.functions.at(-1)
  const tries = (inner?.body ?? []).filter((statement) => statement.kind === 'try')
  return tries.some((statement) => statement.line <= call.line && statement.handlers.some((handler) => handler.line > call.line && !JSON.stringify(handler.body).includes('"kind":"raise"') && !/"(?:name|id)":"(?:exit|_exit)"/.test(JSON.stringify(handler.body))))
}

/** `schema.validate(df)`, `InputSchema.validate(df)`, `cls.validate(df)`: the receiver is a schema of pandera, made here or imported from a file that makes them. */
function panderaSchema(facts: RepositoryFacts, module: PythonModule, call: Call): boolean {
  if (call.callee.kind !== 'attribute') return false
  const receiver = wordsIn(call.callee.of)
  if (receiver.includes('self') && receiver.length === 1) return false
  if (uses(module, 'pandera')) return true
  const imports = definitionsOf(module.tree).imports.filter((one) => receiver.includes(one.as))
  return imports.some((one) => {
    const there = moduleGraphOf(facts).resolve(module.path, one)
    return there.kind === 'project' && modulesOf(facts).some((other) => other.path === there.path && uses(other, 'pandera'))
  })
}

function uses(module: PythonModule, library: string): boolean {
  return definitionsOf(module.tree).imports.some((one) => one.level === 0 && one.module.split('.')[0] === library)
}

/** A suite whose tests are about the data's quality or stability; a suite of drift or of a model's metrics is another criterion. */
function evidentlySuite(call: Call, calls: readonly Call[]): boolean {
  if (!/^evidently\b.*(?:TestSuite|Report)\(\)\.run$/.test(call.name) || call.context.functions.some((one) => /drift|decay/i.test(one.name))) return false
  return calls.some((one) => one.name.startsWith('evidently') && EVIDENTLY.test(one.method))
}

function commandChecks(facts: RepositoryFacts): readonly LibraryCheck[] {
  const { commands } = ciOf(facts)
  const from = [...commands.map((command) => ({ command, reached: command.inactive === null, acts: command.masked === null })), ...taskCommandsOf(facts).flatMap((task) => task.commands.map((command) => ({ command, reached: true, acts: command.masked === null })))]
  const found = from.flatMap(({ command, reached, acts }): readonly LibraryCheck[] => {
    const rule = COMMANDS.find(([pattern]) => pattern.test(command.words.slice(0, 8).join(' ')))
    return rule === undefined ? [] : [{ tool: rule[1], path: command.place.path, line: command.place.line, role: 'command', acts, reached }]
  })
  const stages = dvcOf(facts).stages.flatMap((stage): readonly LibraryCheck[] => {
    const rule = COMMANDS.find(([pattern]) => pattern.test(stage.command))
    return rule === undefined ? [] : [{ tool: rule[1], path: stage.in, line: stage.line, role: 'command', acts: true, reached: true }]
  })
  return [...found, ...stages]
}
