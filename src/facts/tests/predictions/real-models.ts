import type { Expression } from '../../../parse/python/tree.ts'
import { memoiseEach } from '../../memoise.ts'
import type { Call } from '../../python/calls.ts'
import { definitionsOf, type FunctionDefinition } from '../../python/definitions.ts'
import { expressionsIn, someExpression } from '../../python/expressions.ts'
import { pythonFileAt, type PythonModule } from '../../python/modules.ts'
import { projectCallsOf } from '../../python/project-calls.ts'
import type { RepositoryFacts } from '../../repository-facts.ts'
import type { RouteHandler } from '../../service/route.ts'
import { routesOf } from '../../service/routes.ts'
import { partsOfFunction } from '../../python/function-parts.ts'
import type { ProjectName } from '../origins.ts'
import { shownRequest } from '../requests.ts'
import { isPredictionMethod } from './names.ts'

/** Libraries that hold models, load them, or ask for their predictions. */
const LIBRARY = /^(?:sklearn|joblib|pickle|dill|cloudpickle|skops|torch|torchvision|tensorflow|keras|tf_keras|jax|flax|xgboost|lightgbm|catboost|mlflow|transformers|sentence_transformers|onnxruntime|ultralytics|bentoml|prophet|statsmodels|pmdarima|river|spacy|nltk|textblob|gensim|fasttext|openai|anthropic|langchain\w*|boto3|sagemaker|google|azure|requests|httpx|aiohttp|grpc|tritonclient|numpy|scipy|pyspark|h2o|pycaret|surprise|implicit|lightfm)(?:\.|$)/
const METHOD = /^(?:fit|train|generate|forward|transform|inverse_transform|run|invoke|invoke_endpoint|encode|embed|score|load|loads|load_model|dot|matmul|post|get_model|create|chat|complete|kneighbors|similarity)$/
const OBJECT = /model|pipeline|classifier|regressor|estimator|predictor|detector|recommender|network|session|bundle|artifact|scaler|vectorizer|booster/i
const NUMBERS = /^(?:numpy|scipy)\./
const HOPS = 3

/** Whether a function or class of the project that gives predictions has a model behind it, as far as its text tells: rules of thumb that are written down as code (`if amount > 100: return "high"`) are none. */
export const usesModel = memoiseEach(({ path, name }: ProjectName) => `${path} ${name}`, (facts: RepositoryFacts, { path, name }): boolean => {
  const module = pythonFileAt(facts, path)
  if (module === null) return true
  const { functions, classes } = definitionsOf(module.tree)
  const bare = name.replaceAll('()', '').replaceAll('[]', '')
  // `Models.find("small").predict` asks something that a method gave.
  if (bare.split('.').length > 2) return true
  const owner = classes.find((one) => one.name === (bare.split('.')[0] ?? ''))
  if (owner !== undefined) return owner.bases.some((base) => base !== 'object' && !/^(?:abc\.|typing\.)/.test(base)) || functions.filter((one) => one.owner === owner.node).some((one) => reaches(facts, module, one, HOPS))
  const target = functions.find((one) => one.qualified === bare)
  return target === undefined || reaches(facts, module, target, HOPS)
})

/** Bases by which a class is a model that answers when it is called or asked. */
const NETWORK = /^(?:torch\.nn\.(?:modules\.)?(?:\w+\.)?Module|(?:pytorch_lightning|lightning(?:\.pytorch)?)\.(?:\S*\.)?LightningModule|(?:tensorflow\.)?(?:tf_)?keras\.(?:\S*\.)?(?:Model|Sequential)|flax\.linen\.Module|sklearn\.base\.(?:Classifier|Regressor)Mixin)$/
/** Parts that models are built of, and what they are trained by. */
const PART = /(?:Loss|Layer|Block|Embedding|Encoding|Attention|Norm|Activation|Pool(?:ing)?|Augmentation|Transform)s?$/

/** Whether a class of the project is a model by the class it is made from, however it is called. */
export function isNetwork(facts: RepositoryFacts, { path, name }: ProjectName): boolean {
  const file = pythonFileAt(facts, path)
  const own = name.replaceAll('()', '')
  return file !== null && !PART.test(own) && definitionsOf(file.tree).classes.some((one) => one.name === own && one.bases.some((base) => NETWORK.test(base)))
}

/** Paths that say themselves that a prediction is the answer. */
const SAYS_SO = /predict|infer|classif|scor|recommend|detect|forecast/i

/** Whether a request goes to a route of the project whose handler asks no model: it counts or looks up what is kept (`/sentiment/history/{day}`). */
export function isAnsweredFromStore(facts: RepositoryFacts, request: string, method: string): boolean {
  const asked = partsOfPath(shownRequest(request))
  if (asked.length === 0 || SAYS_SO.test(asked.filter((part) => !isOpen(part)).join('/'))) return false
  const routes = routesOf(facts).filter(({ methods }) => methods.length === 0 || methods.includes(method.toUpperCase()))
    .map(({ path, handler }) => ({ handler, equal: equalParts(partsOfPath(path), asked) }))
  const best = Math.max(0, ...routes.map(({ equal }) => equal))
  const meant = routes.filter(({ equal }) => equal > 0 && equal === best)
  return meant.length > 0 && meant.every(({ handler }) => handler !== null && !asksModel(facts, handler))
}

function partsOfPath(path: string): readonly string[] {
  return path.replace(/^https?:\/\/[^/]*/, '').split(/[?#]/, 1)[0]?.split('/').filter((part) => part !== '') ?? []
}

/** What a path or a text puts in may be anything. */
function isOpen(part: string): boolean {
  return /[{<:]/.test(part)
}

/** How many parts of two paths are written alike, to the end and over a prefix that one may not have; 0 where they differ. */
function equalParts(own: readonly string[], asked: readonly string[]): number {
  const length = Math.min(own.length, asked.length)
  const pairs = own.slice(-length).map((part, index) => [part.toLowerCase(), (asked.at(index - length) ?? '').toLowerCase()] as const)
  return pairs.every(([one, other]) => isOpen(one) || isOpen(other) || one === other) ? pairs.filter(([one, other]) => one === other && !isOpen(one)).length : 0
}

const asksModel = memoiseEach(({ node }: RouteHandler) => node, (facts: RepositoryFacts, { tree, node }): boolean =>
  definitionsOf(tree).functions.filter((one) => one.node === node || one.owner === node).some((one) => reaches(facts, { tree }, one, HOPS, true)))

/** With `beyondNumbers`, arithmetic on arrays by itself makes no model. */
function reaches(facts: RepositoryFacts, { tree }: Pick<PythonModule, 'tree'>, definition: FunctionDefinition, hops: number, beyondNumbers = false): boolean {
  if (definition.node.parameters.some((parameter) => OBJECT.test(parameter.name))) return true
  const { calls, statements } = partsOfFunction(tree, definition.node)
  if (calls.some((call) => isOfModel(call) && !(beyondNumbers && NUMBERS.test(call.name))) || statements.some(({ statement }) => expressionsIn(statement).some((one) => someExpression(one, namesModel)))) return true
  return hops > 0 && calls.slice(0, 100).some((call) => projectCallsOf(facts).targetsOf(call).some((target) => target.definition.node !== definition.node && isSure(call, target.definition) && reaches(facts, target.module, target.definition, hops - 1, beyondNumbers)))
}

/** A method of an object that only its name tells may be of another class. */
function isSure(call: Call, { owner }: FunctionDefinition): boolean {
  return owner === null || call.callee.kind === 'name' || call.name.startsWith('self.') || call.name.includes(owner.name)
}

function isOfModel(call: Call): boolean {
  return LIBRARY.test(call.name) || METHOD.test(call.method) || (call.callee.kind === 'attribute' && isPredictionMethod(call.method) && !call.name.startsWith('self.'))
}

/** A field or variable that holds a model by its name, or a product of matrices. */
function namesModel(one: Expression): boolean {
  return (one.kind === 'name' && OBJECT.test(one.id)) || (one.kind === 'attribute' && OBJECT.test(one.name)) || (one.kind === 'binary' && one.operator === '@')
}
