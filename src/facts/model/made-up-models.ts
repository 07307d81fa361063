import type { Expression, FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { literalOf, type Call } from '../python/calls.ts'
import { someExpression, wordsIn } from '../python/expressions.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { reachOfTest, type TestPart } from '../tests/reach.ts'
import { testFunctionsOf, type TestFunction } from '../tests/test-functions.ts'

/** What a test measures: the project's own model, one that learned from data made for the test, or nothing that was trained at all. */
export type Measured = 'the model' | 'a made-up model' | 'made-up values'

const testsByNode = memoise((facts: RepositoryFacts): ReadonlyMap<FunctionStatement, TestFunction> => new Map(testFunctionsOf(facts).map((test) => [test.definition.node, test])))

/** What the test whose function this is measures, by everything that runs for it: fixtures, set-up and helpers too. */
export function measuredBy(facts: RepositoryFacts, node: FunctionStatement): Measured {
  const test = testsByNode(facts).get(node)
  if (test === undefined) return 'the model'
  // What prepares every test alike tells nothing of this one.
  const parts = reachOfTest(facts, test).filter((part) => part.as !== 'automatic')
  const calls = parts.flatMap((part) => part.calls.map((call) => ({ part, call })))
  const trains = calls.some(({ call }) => TRAINS.test(call.method))
  // What a test saves and loads again is its own.
  if (!trains && calls.some(({ call }) => LOADS_MODEL.test(call.name) || LOADS_MODEL.test(call.method))) return 'the model'
  if (calls.some(({ part, call }) => loadsData(call, part))) return 'the model'
  const made = calls.some(({ part, call }) => makesData(call, part))
  if (!made) return 'the model'
  return trains ? 'a made-up model' : 'made-up values'
}

const TRAINS = /^(?:fit|fit_\w+|train|train_\w+|retrain\w*|run_training|backward|\w+_train|\w*train_and\w*)$/
const LOADS_MODEL = /^(?:joblib|pickle|cloudpickle|dill|torch|json|skops\.io|yaml)\.(?:load|loads|safe_load)$|^(?:load_model|load_\w*model\w*|load_from_checkpoint|load_checkpoint|from_pretrained|load_pipeline|load_artifacts?|get_model_version_by_alias|get_latest_versions|get_run|search_runs|get_metrics|load_metrics|read_metrics)$|MlflowClient\(\)\./
const DATA_FUNCTION = /^(?:load|get|prepare|read|fetch|ingest|split|download|make|create|build)_\w*(?:data|dataset|datasets|splits?|df|frames?|features|loaders?|train_test)\w*$|^(?:load_(?:iris|digits|wine|breast_cancer|diabetes)|fetch_\w+|load_dataset|prepare)$/
const READERS = /^(?:read_csv|read_parquet|read_json|read_excel|read_feather|read_table|read_pickle|genfromtxt|loadtxt|scan_csv|load_from_disk)$/
const MADE = /^(?:make_(?:classification|regression|blobs|moons|circles|multilabel_classification)|rand|randn|randint|random|normal|uniform|choice|standard_normal|poisson|binomial|exponential|integers|permutation|default_rng|RandomState|linspace|arange|Faker|DataFrame|Series|array|tensor|zeros|ones|full|from_dict|randperm|rand_like|make_dataset|TensorDataset)$/
/** Functions that make data up, by what they or their module are called. */
const MAKER = /synthetic|(?:^|[._])(?:fake|dummy|toy|simulat\w*)_|(?:^|[._])(?:generate|make|create|sample)_(?:\w+_)?(?:data|dataset|df|frame|rows?|samples?|records?)$/i
const OF_TESTS = /(?:^|[/\\_.])(?:tests?|fixtures?|resources?|samples?|dummy|mock|toy|synthetic|fake)(?:[/\\_.]|$)|^__file__$|^tmp_?(?:path|dir)/i

/** Reads the project's data, and not a sample that lies beside the tests or that the test has written. */
function loadsData(call: Call, part: TestPart): boolean {
  if (READERS.test(call.method)) return !call.args.some((argument) => speaksOfTests(argument.value, part, call))
  if (!DATA_FUNCTION.test(call.method) || OF_TESTS.test(call.method)) return false
  // What a function prepares from what it is given was made elsewhere.
  return call.args.every((argument) => isSetting(argument.value, part, call)) && !call.args.some((argument) => speaksOfTests(argument.value, part, call))
}

function isSetting(value: Expression, part: TestPart, call: Call): boolean {
  const literal = literalOf(value, part.module.tree, call.context) ?? value
  return literal.kind === 'string' || literal.kind === 'number' || literal.kind === 'constant' || wordsIn(literal).some((word) => /path|dir|file|config|cfg|settings|param/i.test(word))
}

function speaksOfTests(value: Expression, part: TestPart, call: Call): boolean {
  const literal = literalOf(value, part.module.tree, call.context) ?? value
  return [value, literal].some((one) => wordsIn(one).some((word) => OF_TESTS.test(word)))
}

function makesData(call: Call, part: TestPart): boolean {
  if (READERS.test(call.method) || MAKER.test(call.name) || MAKER.test(call.method)) return true
  if (TRAINS.test(call.method)) return literalOf(call.args[0]?.value ?? null, part.module.tree, call.context)?.kind === 'collection'
  if (!MADE.test(call.method)) return false
  if (/^(?:DataFrame|Series|array|tensor|from_dict)$/.test(call.method)) {
    const literal = literalOf(call.args[0]?.value ?? null, part.module.tree, call.context)
    return literal !== null && someExpression(literal, (one) => one.kind === 'number' || one.kind === 'string')
  }
  return true
}
