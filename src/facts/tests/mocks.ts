import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { memoiseEach } from '../memoise.ts'
import { stringOf, keywordOf, positionalOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { someExpression, wordsIn } from '../python/expressions.ts'
import { namesOf } from '../python/names.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { functionPartsOf, partsOfFunction } from '../python/function-parts.ts'
import { nameIn } from './origins.ts'
import type { TestPart } from './reach.ts'
import type { TestFunction } from './test-functions.ts'

/** Something that a test puts a stand-in for: the dotted name as far as it is known (`src.train.fit`, `requests.post`, `model.predict`). */
export type Mock = { readonly target: string; readonly line: number }

const PATCH = /(?:^|^unittest\.mock\.|^mock\.|^mocker\.|^mock\.mock\.)patch(?:\.(?:object|dict|multiple))?$/
const MOCK_CLASS = /(?:^|\.)(?:MagicMock|Mock|AsyncMock|NonCallableMock|NonCallableMagicMock|create_autospec|PropertyMock)$/
/** Packages and fixtures that answer HTTP calls in the place of a server. */
const HTTP_STAND_IN = /^(?:responses|requests_mock|respx|httpretty|pytest_httpx|aioresponses|vcr|pook|httpx_mock|httpserver)(?:\.|$)/

/** The stand-ins that hold while a test runs: patches of its decorators, its body, its fixtures and its file. */
export function mocksOf(facts: RepositoryFacts, test: TestFunction, parts: readonly TestPart[]): readonly Mock[] {
  const { tree } = test.module
  const names = namesOf(tree)
  const decorators = [...test.definition.node.decorators, ...test.owner?.node.decorators ?? []].flatMap((decorator): readonly Mock[] => {
    const { context } = test.definition
    const name = names.dotted(decorator.kind === 'call' ? decorator.callee : decorator, context)
    if (HTTP_STAND_IN.test(name)) return [{ target: 'requests.', line: decorator.line }]
    return decorator.kind === 'call' && PATCH.test(name) ? patched({ name, method: '', line: decorator.line, args: decorator.args, callee: decorator.callee, context }, (one) => nameIn(facts, test.module, one, context).dotted, (one) => stringOf(one, tree, context)) : []
  })
  const fixtures = parts.flatMap((part) => part.definition.node.parameters.filter((parameter) => HTTP_STAND_IN.test(parameter.name)).map((parameter) => ({ target: 'requests.', line: part.definition.node.line + (parameter.name === '' ? 1 : 0) })))
  const inside = parts.flatMap((part) => mocksIn(facts, part.module, part, tree))
  return [...decorators, ...fixtures, ...inside, ...mocksOutside(facts, test.module)]
}

/** The stand-ins of a file outside of every function: the same for each of its tests, so they are looked for once. What decorates a function or class holds for that alone. */
const mocksOutside = memoiseEach(({ path }: TestPart['module']) => path, (facts: RepositoryFacts, module): readonly Mock[] => {
  const { calls, statements } = functionPartsOf(module.tree).outside
  const decorating = decoratorsOf(module.tree)
  return mocksIn(facts, module, { statements, calls: calls.filter((call) => !decorating.has(call.callee)) }, module.tree)
})

/** What is called to decorate the functions and classes of a file: `patch` of `@patch("a.b")`. */
function decoratorsOf(tree: PythonTree): ReadonlySet<Expression> {
  const { functions, classes } = definitionsOf(tree)
  return new Set([...functions, ...classes].flatMap(({ node }) => node.decorators).flatMap((decorator) => decorator.kind === 'call' ? [decorator.callee] : []))
}

/** What a piece of code replaces; `tree` is the file whose names tell what a stand-in is. */
function mocksIn(facts: RepositoryFacts, module: TestPart['module'], { statements, calls }: Pick<TestPart, 'statements' | 'calls'>, tree: PythonTree): readonly Mock[] {
  const names = namesOf(tree)
  return [
    ...calls.flatMap((call) => ofCall(facts, module, call)),
    ...statements.flatMap(({ statement, context }): readonly Mock[] => {
      if (statement.kind !== 'assign' || statement.value === null) return []
      const value = statement.value
      return statement.targets.flatMap((target) => {
        const words = wordsIn(target)
        const given = nameIn(facts, module, target.kind === 'subscript' ? target.of : target, context).dotted
        if (/^sys\.modules$|\.sys\.modules$/.test(given) && target.kind === 'subscript') return [{ target: stringOf(target.index[0] ?? null, module.tree, context) ?? 'sys.modules', line: statement.line }]
        if (words.includes('dependency_overrides')) return [{ target: `dependency_overrides ${target.kind === 'subscript' ? target.index.flatMap(wordsIn).join(' ') : ''} ${wordsIn(value).join(' ')}`, line: statement.line }]
        if (words.includes('return_value') || words.includes('side_effect')) return [{ target: words.join('.'), line: statement.line }]
        return isMock(value, (one) => names.dotted(one, context)) ? [{ target: words.join('.'), line: statement.line }] : []
      })
    }),
  ]
}

/** Whether a stand-in answers HTTP calls. */
export function mocksHttp(mocks: readonly Mock[]): boolean {
  return mocks.some((mock) => /(?:^|\.)(?:requests|httpx|urllib3?|aiohttp|urlopen|http)(?:\.|$)|(?:^|\.)(?:get|post|urlopen|Session)$/.test(mock.target))
}

function ofCall(facts: RepositoryFacts, module: TestPart['module'], call: Call): readonly Mock[] {
  const dotted = (one: Expression): string => nameIn(facts, module, one, call.context).dotted
  const text = (one: Expression | null): string | null => stringOf(one, module.tree, call.context)
  if (PATCH.test(call.name) || /(?:^|\.)mocker\.(?:patch|spy|stub)/.test(call.name)) return patched(call, dotted, text)
  if (call.name === 'monkeypatch.setattr' || (call.method === 'setattr' && /monkeypatch|mp\b/.test(call.name))) return patched(call, dotted, text)
  if (call.name === 'setattr') return patched(call, dotted, text)
  if (call.method === 'setitem' && call.name.startsWith('monkeypatch')) {
    const [where, key] = [positionalOf(call, 0), positionalOf(call, 1)]
    return where !== null && dotted(where).endsWith('modules') ? [{ target: text(key) ?? 'sys.modules', line: call.line }] : []
  }
  // A mock handed on or given back without a name of its own.
  return MOCK_CLASS.test(call.name) ? [{ target: `mock ${call.context.functions.at(-1)?.name ?? ''}`, line: call.line }] : []
}

/** `patch("a.b")`, `patch.object(a, "b")`, `monkeypatch.setattr(a, "b", …)`; a method of it where the second argument names one. */
function patched(call: Call, dotted: (expression: Expression) => string, text: (expression: Expression | null) => string | null): readonly Mock[] {
  const first = positionalOf(call, 0) ?? keywordOf(call, 'target')
  if (first === null) return []
  const named = text(first)
  if (named !== null) return [{ target: named, line: call.line }]
  const attribute = text(positionalOf(call, 1) ?? keywordOf(call, 'attribute') ?? keywordOf(call, 'name'))
  return [{ target: `${dotted(first)}${attribute === null ? '' : `.${attribute}`}`, line: call.line }]
}

function isMock(value: Expression, dotted: (expression: Expression) => string): boolean {
  return value.kind === 'call' && MOCK_CLASS.test(dotted(value.callee))
}

/** Names of classes that stand in for a model or service: `FakeModel`, `DummyPredictor`, `StubClient`. */
const STAND_IN = /^_?(?:Fake|Mock|Stub|Fixed|Constant|Echo)[A-Z]\w*$|^_?Dummy(?!Classifier|Regressor)[A-Z]\w*$|(?:Fake|Dummy|Mock|Stub)$/

/** Stand-ins for what lies around a model, by the names of their classes: `FakeContext`, `StubLogger`. One of them that predicts is a model all the same. */
const STANDS_BESIDE_MODEL = /(?:Logger|Database|Db|Cache|Redis|Queue|Broker|Bucket|Mailer|Clock|Settings|Config|Context|Request)$/

/** Fixtures and helpers whose mock takes the place of no model, by what they are called after. */
const BESIDE_MODEL = /(?:^|_)(?:logger|database|db|cache|redis|queue|broker|bucket|s3|slack|mailer|clock|settings|config)$/

/** Whether a test puts something of its own where the model would predict: a class that is named so or predicts itself, or a function that is handed over for it. */
export function constructsStandIn(parts: readonly TestPart[], test: TestFunction): boolean {
  if (parts.some(({ module, calls }) => calls.some((call) => handsOverPrediction(module.tree, call)))) return true
  const predicting = new Set([test.module, ...parts.map((part) => part.module)].flatMap((module) => definitionsOf(module.tree).classes
    .filter((one) => one.node.body.some((statement) => statement.kind === 'function' && /^(?:predict|predict_proba|__call__|infer|transform)$/.test(statement.name))).map((one) => one.name)))
  return parts.some((part) => part.calls.some((call) => (STAND_IN.test(call.method) && !(MOCK_CLASS.test(call.method) && BESIDE_MODEL.test(call.context.functions.at(-1)?.name ?? '')) && !STANDS_BESIDE_MODEL.test(call.method)) || predicting.has(call.method) || predicting.has(call.name.split(/[.(]/, 1)[0] ?? '')))
}

/** A keyword or method that takes what predicts: `predict_fn=`, `set_predictor(…)`. */
const TAKES_PREDICTION = /(?:^|_)(?:predict(?:or|ion)?|infer(?:ence)?|classif(?:y|ier)|model)(?:_?(?:fn|func|function|callable|callback))?$/i

/** Whether a call is handed a function of the test code for what predicts, and that function asks nothing: it gives an answer that the test wrote down. */
function handsOverPrediction(tree: PythonTree, { method, args, context }: Call): boolean {
  return args.some(({ name, value }) => {
    if (!TAKES_PREDICTION.test(name ?? method) && !(name === null && value.kind === 'name' && TAKES_PREDICTION.test(value.id))) return false
    if (value.kind === 'lambda') return !someExpression(value.body, (one) => one.kind === 'call')
    if (value.kind !== 'name') return false
    const given = definitionsOf(tree).functions.filter((one) => one.owner === null && one.name === value.id && one.context.functions.every((around) => context.functions.includes(around))).at(-1)
    return given !== undefined && partsOfFunction(tree, given.node).calls.length === 0
  })
}
