import type { Expression } from '../../../parse/python/tree.ts'
import { walkExpression, wordsIn } from '../../python/expressions.ts'
import { calleeName } from '../assertions.ts'
import { definitionsOf } from '../../python/definitions.ts'
import { nameIn, projectNameOf } from '../origins.ts'
import { asksService, requestOf } from '../requests.ts'
import { asksForPrediction, isMetricKey, isMetricName, isPredictionFunction, isPredictionMethod, isPredictionOfHanded, isTrainingMethod, makesModel } from './names.ts'
import { isAnsweredFromStore, isNetwork, usesModel } from './real-models.ts'
import { MOST_STEPS, placeOf, signOf, type Scope } from './scope.ts'
import { joined, merged, valueOf, type Site, type Value } from './value.ts'

type CallExpression = Expression & { readonly kind: 'call' }
type Comprehension = Expression & { readonly kind: 'comprehension' }

const ASPECT_ATTRIBUTE = /^(?:shape|dtype|dtypes|ndim|size|columns|index|device|requires_grad|grad|__class__|names)$/
const ASPECT_CALL = /^(?:len|type|isinstance|hasattr|callable|id|issubclass)$/
const SAME_CALL = /^(?:float|int|round|abs|str|bool|list|tuple|sorted|next|iter|dict|array|asarray|tensor|argmax|argmin|softmax|sigmoid|exp|squeeze|ravel|loads|DataFrame|Series|max|min|clip|around|concatenate|stack|enumerate|reversed|from_numpy|absolute|fabs|rint|where|approx|array_split|vstack|hstack|cast|run|run_until_complete|wait_for|gather)$/
const SAME_METHOD = /^(?:argmax|argmin|round|astype|tolist|item|items|flatten|ravel|reshape|squeeze|unsqueeze|numpy|detach|cpu|to|to_numpy|strip|lower|upper|get|copy|head|tail|pop|split|max|min|abs|values|softmax|float|int|double|to_list|to_dict|collect|decode|inverse_transform|model_dump|result|first|dict)$/
const ALL_METHOD = /^(?:sum|mean|std|var|median|average|prod|cumsum|norm|nansum|nanmean)$/
const NO_PREDICTION_ATTRIBUTE = /^(?:status_code|status|headers|ok|reason|elapsed|url|cookies|mimetype|content_type|is_json|history|encoding|raise_for_status|request)$/
const DISTINCT = /^(?:set|frozenset|unique|nunique|Counter|value_counts|drop_duplicates)$/
/** Keywords that say how or what is asked, not about which input. */
const BESIDE_INPUT = /^(?:headers|timeout|verbose|batch_size|device|(?:model_)?(?:version|alias|stage)|tracking_uri)$/
const DECODES = /decode|label|class|postprocess|post_process|inverse|to_\w+|format_?prediction|extract|parse/i

/** What an expression holds; null for what has nothing to do with models. */
export function evaluate(expression: Expression, scope: Scope): Value | null {
  if (++scope.trace.steps > MOST_STEPS) return null
  switch (expression.kind) {
    case 'name': return scope.values.get(expression.id) ?? null
    case 'attribute': return attribute(expression, scope)
    case 'call': return call(expression, scope)
    case 'subscript': return subscript(expression, scope)
    case 'binary': {
      const value = binary(expression.operator, evaluate(expression.left, scope), evaluate(expression.right, scope))
      // Probabilities add up to one whatever is predicted.
      return value?.form === 'distance' && value.over === 'all' && [expression.left, expression.right].some((one) => one.kind === 'number' && one.value === 1) ? { ...value, form: 'aspect' } : value
    }
    case 'compare': {
      const value = all(expression.operands, scope)
      return value === null || value.form === 'model' ? null : { ...value, form: value.form === 'metric' || value.form === 'aspect' ? value.form : 'match' }
    }
    case 'boolean': return merged(evaluate(expression.left, scope), evaluate(expression.right, scope))
    case 'unary': return evaluate(expression.operand, scope)
    case 'conditional': return merged(evaluate(expression.then, scope), evaluate(expression.otherwise, scope)) ?? decided(expression.test, scope)
    case 'collection': return all(expression.items, scope)
    case 'comprehension': return comprehension(expression, scope)
    case 'dict': return all(expression.entries.map((entry) => entry.value), scope)
    case 'string': return all(expression.parts, scope)
    case 'await': case 'starred': case 'yield': return expression.value === null ? null : evaluate(expression.value, scope)
    case 'named': return evaluate(expression.value, scope)
    default: return null
  }
}

/** `"high" if score > 0.5 else "low"`: a label that a prediction decides on. */
function decided(test: Expression, scope: Scope): Value | null {
  const value = evaluate(test, scope)
  return value === null || value.form === 'model' || value.form === 'metric' || value.form === 'aspect' ? null : { ...value, form: 'match' }
}

function all(expressions: readonly Expression[], scope: Scope): Value | null {
  return expressions.slice(0, 200).reduce<Value | null>((known, one) => merged(known, evaluate(one, scope)), null)
}

/** The variables of a comprehension are the names in it that nothing gave a value: what they are given to changes with them. */
function comprehension(expression: Comprehension, scope: Scope): Value | null {
  const own = freeNames(expression.inner, scope)
  for (const name of own) scope.loops.add(name)
  // `{one["id"] for one in answers}` holds what is picked out of each, not what else they say.
  const picked = withMembers(expression, scope, (element) => evaluate(element, scope))
  const value = picked?.form === 'prediction' && picked.key !== null ? picked : all(expression.inner, scope)
  for (const name of own) scope.loops.delete(name)
  return value
}

/** Reads the element of a comprehension while its variables hold what the members of its source hold, each of a `zip` its own; null where it has none. */
export function withMembers<Answer>({ inner }: Comprehension, scope: Scope, read: (element: Expression) => Answer): Answer | null {
  const [element, source] = inner
  if (element === undefined) return null
  const sources = source?.kind === 'call' && calleeName(source.callee) === 'zip' ? source.args.map((argument) => argument.value) : source === undefined ? [] : [source]
  const members = sources.map((one) => evaluate(one, scope))
  const bound: string[] = []
  freeNames([element], scope).forEach((name, index) => {
    const value = members.length > 1 ? members[index] : members[0]
    if (value === undefined || value === null) return
    scope.values.set(name, value)
    bound.push(name)
  })
  const answer = read(element)
  for (const name of bound) scope.values.delete(name)
  return answer
}

/** The plain names in some expressions that the scope knows nothing of, in the order in which they stand there. */
function freeNames(expressions: readonly Expression[], scope: Scope): readonly string[] {
  const names = new Set<string>()
  for (const one of expressions) walkExpression(one, (part) => { if (part.kind === 'name' && !scope.signs.has(part.id) && !scope.values.has(part.id)) names.add(part.id) })
  return [...names].slice(0, 30)
}

function attribute(expression: Expression & { readonly kind: 'attribute' }, scope: Scope): Value | null {
  const place = placeOf(expression)
  if (place !== null && scope.values.has(place)) return scope.values.get(place) ?? null
  const of = evaluate(expression.of, scope)
  if (of === null) return null
  switch (of.form) {
    case 'response': return NO_PREDICTION_ATTRIBUTE.test(expression.name) ? null : { ...of, form: 'prediction', page: /^(?:text|data|content|body)$/.test(expression.name) }
    case 'prediction': return ASPECT_ATTRIBUTE.test(expression.name) ? { ...of, form: 'aspect' } : { ...of, key: /^(?:iloc|loc|values|T|value|at|iat|str)$/.test(expression.name) ? of.key : expression.name }
    case 'model': return isMetricKey(expression.name) ? { ...of, form: 'metric' } : /^(?:metrics|data|results?|output)$/.test(expression.name) ? of : null
    default: return of
  }
}

function subscript(expression: Expression & { readonly kind: 'subscript' }, scope: Scope): Value | null {
  const [index] = expression.index
  const of = evaluate(expression.of, scope)
  if (of === null) {
    // The column of a file that a batch run wrote; else `labels[np.argmax(scores)]` is what was predicted.
    const isColumn = index?.kind === 'string' && /^(?:y_)?pred(?:s|icted|ictions?)?(?:_\w+)?$/.test(index.text) && /read_(?:parquet|csv|json|feather|table)\(/.test(signOf(expression.of, scope))
    return isColumn ? valueOf('prediction', [{ id: `${scope.module.path}:${expression.line}`, asked: '', input: signOf(expression.of, scope), varies: false, batch: false }]) : all(expression.index, scope)
  }
  const key = index?.kind === 'string' ? index.text : null
  if (of.form === 'model') return key !== null && isMetricKey(key) ? { ...of, form: 'metric' } : of
  if (of.form === 'response') return { ...of, form: 'prediction', key }
  return { ...of, key: key ?? of.key, over: of.over === 'distinct' ? null : of.over }
}

function binary(operator: string, left: Value | null, right: Value | null): Value | null {
  const both = merged(left, right)
  if (both === null || both.form === 'metric' || both.form === 'model') return both?.form === 'model' ? null : both
  if (both.form === 'match') return operator === '/' ? { ...both, form: 'metric' } : both
  if (operator === '-' && left !== null && right !== null && both.form === 'prediction') return { ...valueOf('difference', joined(left.sites, right.sites)), key: both.key }
  return operator === '-' && both.form === 'prediction' ? { ...both, form: 'distance' } : both
}

function call(expression: CallExpression, scope: Scope): Value | null {
  const { callee } = expression
  const name = calleeName(callee)
  const receiver = callee.kind === 'attribute' ? evaluate(callee.of, scope) : null
  const given = all(expression.args.map((argument) => argument.value), scope)
  if (receiver !== null) {
    const value = method(expression, name, receiver, given, scope)
    if (value !== undefined) return value
  }
  const { module, dotted } = nameIn(scope.trace.facts, scope.module, callee, scope.context)
  const asked = requestOf(scope.module, { name: dotted, method: name, line: expression.line, args: expression.args, callee, context: scope.context })
  if (asksService({ callee, method: name }, dotted, asked)) return asksForPrediction(asked, name) && !isAnsweredFromStore(scope.trace.facts, asked, name) ? valueOf('response', [{ ...siteOf(expression, scope, 1), asked: 'the service' }]) : null
  if (ASPECT_CALL.test(name)) return given === null || given.form === 'model' ? null : { ...given, form: 'aspect' }
  if (DISTINCT.test(name) && given !== null && given.form !== 'metric') return { ...given, form: given.form === 'model' ? 'model' : 'aspect', over: 'distinct' }
  // The record of the run in which a model was trained holds its metrics.
  if (/^(?:get_run|last_active_run)$/.test(name) && given?.form === 'model') return given
  if (name === 'DeepDiff') return given === null ? null : { ...given, form: 'match' }
  const helped = scope.trace.callHelper(expression, dotted, scope)
  if (helped !== undefined) return helped === null || helped.form === 'model' ? helped : { ...helped, sites: [{ ...siteOf(expression, scope, 0), asked: helped.sites[0]?.asked ?? '' }] }
  const project = projectNameOf(scope.trace.facts, { module, dotted })
  if ((isPredictionMethod(name) && callee.kind === 'attribute' && !/^(?:pd|np|os|re)\b/.test(dotted)) || (project !== null && (isPredictionFunction(name) || (given?.form === 'model' && isPredictionOfHanded(name))))) {
    return project !== null && !usesModel(scope.trace.facts, project) ? null : valueOf('prediction', [siteOf(expression, scope, 0)])
  }
  const answer = project === null ? null : scope.trace.answerOf(project)
  if (answer !== null) return valueOf(answer, [siteOf(expression, scope, 0)])
  // `benchmark(model.predict, x)`, `asyncio.to_thread(model.predict, x)`: handed on to be called.
  const [handed] = expression.args
  // The entry point of a function service gives a whole answer; what is picked out of it may be the prediction.
  if (/^(?:lambda_handler|handler)$/.test(name) && project !== null) return valueOf('response', [siteOf(expression, scope, 0)])
  if (handed?.value.kind === 'attribute' && isPredictionMethod(handed.value.name)) return valueOf('prediction', [siteOf(expression, scope, 1)])
  const called = callee.kind === 'attribute' ? null : evaluate(callee, scope)
  if (called?.form === 'model') return answerOf(called, siteOf(expression, scope, 0))
  if ((isMetricName(name) || dotted.startsWith('sklearn.metrics.') || dotted.startsWith('torchmetrics.')) && given !== null) return { ...given, form: 'metric', over: null, key: null }
  if (/^(?:allclose|isclose|array_equal|equal|eq)$/.test(name)) return given === null ? null : { ...given, form: 'match' }
  if (ALL_METHOD.test(name)) return given === null ? null : { ...given, form: given.form === 'match' ? 'metric' : given.form, over: 'all' }
  if (name === 'diff' && given?.form === 'prediction') return { ...given, form: 'difference' }
  if (SAME_CALL.test(name)) return given === null ? null : /^(?:abs|fabs|absolute)$/.test(name) ? { ...given, over: 'absolute' } : given
  if (name === 'zip' || name === 'all' || name === 'any' || name === 'map' || name === 'filter') return given
  if (project !== null && isNetwork(scope.trace.facts, project)) return { ...valueOf('model'), untrained: true }
  if (makesModel(dotted === '' ? name : dotted.replace(/\(\)$/, '')) || name.endsWith('Trainer')) {
    // A record that is given a model holds it: `Entry(name="tree", model=RandomForestClassifier())`.
    if (project !== null && !usesModel(scope.trace.facts, project)) return given?.form === 'model' ? given : null
    return valueOf('model')
  }
  if (given === null || given.form === 'model') return project !== null && /^(?:re)?(?:train|fit)(?:_|$)|^(?:evaluate|run_\w*(?:pipeline|training|experiment))|^main$/i.test(name) ? valueOf('model') : null
  return DECODES.test(name) ? given : { ...given, form: given.form === 'metric' ? 'metric' : 'aspect' }
}

/** A call of a method of something known; undefined where what it gives is told by its name alone. */
function method(expression: CallExpression, name: string, receiver: Value, given: Value | null, scope: Scope): Value | null | undefined {
  switch (receiver.form) {
    case 'response': return /^(?:json|get_json|read|aread|json_body)$/.test(name) ? { ...receiver, form: 'prediction' } : NO_PREDICTION_ATTRIBUTE.test(name) ? null : { ...receiver, form: 'prediction' }
    case 'model':
      if (name === 'score' || name === 'evaluate') return { ...receiver, form: 'metric', sites: [] }
      if (isPredictionMethod(name) || name === 'generate' || name === 'forward' || (name === 'run' && /sess/i.test(signOf(expression.callee, scope))) || (name === 'test' && importsSurprise(scope))) return answerOf(receiver, siteOf(expression, scope, 0))
      return /^(?:fit|train|eval|to|cpu|cuda|set_params|partial_fit|load|load_state_dict|load_model|half|float)$/.test(name) ? { ...receiver, untrained: receiver.untrained === true && !isTrainingMethod(name) } : isMetricName(name) ? { ...receiver, form: 'metric' } : /^(?:get|items|values|copy)$/.test(name) ? getKey(expression, receiver) : null
    case 'prediction':
      if (SAME_METHOD.test(name)) return name === 'get' ? getKey(expression, receiver) : name === 'abs' ? { ...receiver, over: 'absolute' } : receiver
      if (ALL_METHOD.test(name)) return { ...receiver, over: 'all' }
      if (DISTINCT.test(name)) return { ...receiver, form: 'aspect', over: 'distinct' }
      return isPredictionMethod(name) ? undefined : { ...receiver, form: 'aspect' }
    case 'match': return ALL_METHOD.test(name) || name === 'count_nonzero' ? { ...receiver, form: 'metric' } : receiver
    case 'difference': case 'distance': return name === 'abs' ? { ...receiver, over: 'absolute' } : receiver
    case 'metric': return receiver
    case 'aspect': return name === 'index' && given !== null ? given : receiver
  }
}

function getKey(expression: CallExpression, receiver: Value): Value {
  const [first] = expression.args
  const key = first?.value.kind === 'string' ? first.value.text : null
  return receiver.form === 'model' ? (key !== null && isMetricKey(key) ? { ...receiver, form: 'metric' } : receiver) : { ...receiver, key: key ?? receiver.key }
}

/** Surprise's `algo.test(rows)` gives a prediction for each row. */
function importsSurprise(scope: Scope): boolean {
  return definitionsOf(scope.module.tree).imports.some((one) => /^surprise(?:\.|$)/.test(one.module))
}

/** What a model gives. */
function answerOf(model: Value, site: Site): Value {
  return valueOf('prediction', [model.untrained === true ? { ...site, untrained: true } : site])
}

/** What gives the predictions, without what it was made with: models that one function trains on different data are one way to ask. */
function askedBy(callee: Expression, scope: Scope): string {
  const made = (one: Expression): string => signOf(one, scope).split(/[('[{]/, 1)[0] ?? ''
  return callee.kind === 'attribute' ? `${made(callee.of)}.${callee.name}` : made(callee)
}

/** The place of a call and what it was given, from an argument on. */
function siteOf(expression: CallExpression, scope: Scope, from: number): Site {
  const args = expression.args.slice(from).filter((argument) => argument.name === null || !BESIDE_INPUT.test(argument.name))
  const [first] = args
  const words = args.flatMap((argument) => wordsIn(argument.value))
  const batch = first?.value.kind === 'collection' && new Set(first.value.items.map((item) => signOf(item, scope))).size > 1
  const varies = words.some((word) => scope.loops.has(word))
  return { id: `${scope.module.path}:${expression.line}`, asked: askedBy(expression.callee, scope), input: args.map((argument) => signOf(argument.value, scope)).join(';'), varies, batch }
}
