import type { Expression, FunctionStatement, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { caughtErrorsOf, isFailureAnswer, type CaughtError } from '../python/handlers.ts'
import { projectModulesOf } from '../python/modules.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import { walkBody } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { functionsOf, type Route } from '../service/route.ts'
import { servedRoutesOf } from '../service/routes.ts'
import { validatedParameter } from './input-models.ts'

/** How one route that does work meets bad input and failures; lines are those of the module of its handler. */
export type WorkRoute = {
  readonly route: Route
  readonly path: string
  readonly line: number
  /** What validates its input, in words; null where nothing does. */
  readonly validated: string | null
  /** Where a failure of its work becomes an error of HTTP; null where none does. */
  readonly translates: { readonly line: number } | null
  /** Where it refuses a request by itself. */
  readonly refuses: { readonly line: number } | null
}

const PREDICTS = /predict|infer|invocation|score|classif|detect|recommend|generate|forecast|estimate|analy[sz]e|translate|chat|answer/i
const REFUSES = /(?:^|\.)(?:HTTPException|HTTPError|BadRequest|abort|ValidationError|RequestValidationError|NotFound|UnprocessableEntity|APIException|\w*Http\w*|web\.HTTP\w+|ServiceUnavailable)$/

/** The routes that do the service's work, the predicting ones where there are any, with how they meet failures. */
export const workRoutesOf = memoise((facts: RepositoryFacts): readonly WorkRoute[] => {
  const working = servedRoutesOf(facts).filter(({ handler, methods, framework, path }) => handler !== null && (methods.some((method) => method === 'POST' || method === 'PUT') || framework === 'Lambda' || framework === 'BentoML' || PREDICTS.test(path)))
  const predicting = working.filter(({ path, handler, framework }) => PREDICTS.test(path) || framework === 'Lambda' || framework === 'BentoML' || PREDICTS.test(handler?.node.name ?? ''))
  return (predicting.length > 0 ? predicting : working).flatMap((route) => workRoute(facts, route))
})

function workRoute(facts: RepositoryFacts, route: Route): readonly WorkRoute[] {
  const { handler } = route
  if (handler === null) return []
  const nodes = handler.node.kind === 'function' ? [handler.node] : functionsOf(handler).filter(({ name }) => /^(?:post|put|get|predict|__call__)$/.test(name))
  const inside = (functions: readonly FunctionStatement[]): boolean => functions.some((one) => nodes.includes(one))
  const translating = caughtErrorsOf(handler.tree).filter((caught) => inside(caught.context.functions) && !isOfInput(caught) && !caught.handsOn && (caught.does === 'raises' || caught.status || (caught.does === 'answers' && tellsPerson(caught))))
  const elsewhere = errorHandlersOf(facts).length > 0 || nodes.some((node) => translatingOf(facts).has(node))
  const refusals = nodes.flatMap((node) => refusalsIn(handler.tree, node))
  const validated = nodes.map((node) => validatedParameter(facts, handler, node)).find((one) => one !== null) ?? checkedInside(handler.tree, nodes)
  return [{
    route, path: handler.path, line: handler.node.line,
    validated: validated ?? (refusals.length > 0 ? 'checks of its own' : null),
    translates: translating[0] ?? (elsewhere ? { line: handler.node.line } : null), refuses: refusals[0] ?? null,
  }]
}

/** Raising or answering with a status of failure outside of an `except`: what the handler refuses. */
function refusalsIn(tree: PythonTree, node: FunctionStatement): readonly { readonly line: number }[] {
  return definitionsOf(tree).statements.flatMap(({ statement, context }) => {
    if (!context.functions.includes(node) || context.handler !== null || context.tests.length === 0) return []
    if (statement.kind === 'raise' && statement.value !== null) return [{ line: statement.line }]
    if (statement.kind === 'expression' && statement.value.kind === 'call' && REFUSES.test(textOf(statement.value.callee))) return [{ line: statement.line }]
    return statement.kind === 'return' && statement.value !== null && isFailureAnswer(statement.value) ? [{ line: statement.line }] : []
  })
}

/** A schema that the handler itself calls: `schema.load(…)`, `Row(**request.json)`, `jsonschema.validate`. */
function checkedInside(tree: PythonTree, nodes: readonly FunctionStatement[]): string | null {
  const call = callsOf(tree).find((one) => one.context.functions.some((around) => nodes.includes(around)) && (/^(?:jsonschema\.validate|cerberus\.Validator\(\)\.validate|marshmallow\..*\.load)$|\.(?:model_validate|model_validate_json|parse_obj|parse_raw|validate_on_submit|is_valid)$|[Ss]chema(?:\(\))?\.(?:load|validate|validate_python)$/.test(one.name) || one.args.some(({ spread, value }) => spread === '**' && /request|json|payload|body|data/.test(textOf(value)) && /^[A-Z]/.test(one.method))))
  return call === undefined ? null : `${call.method}(…)`
}

/** Bad input that is answered as such says nothing about failures of the work. */
function isOfInput({ types }: CaughtError): boolean {
  return types.length > 0 && types.every((type) => /(?:^|\.)(?:Request)?ValidationError$|(?:^|\.)JSONDecodeError$/.test(type))
}

function tellsPerson(caught: CaughtError): boolean {
  return caught.handler.body.some((statement) => statement.kind === 'expression' && /(?:abort|send_error|flash|set_status)/.test(textOf(statement.value)))
}

/** The functions below which, one or two calls deep, a caught error is turned into one of HTTP. */
const translatingOf = memoise((facts: RepositoryFacts): ReadonlySet<FunctionStatement> => {
  const calls = projectCallsOf(facts)
  let level = projectModulesOf(facts).flatMap(({ tree }) => caughtErrorsOf(tree).flatMap((caught) => { const own = caught.context.functions.at(-1); return own !== undefined && raisesHttp(caught) ? [own] : [] }))
  const found = new Set<FunctionStatement>()
  for (let hop = 0; hop < 2; hop += 1) {
    level = [...new Set(level.flatMap((node) => calls.callsTo(node).flatMap((one) => one.call.context.functions)))].filter((node) => !found.has(node))
    for (const node of level) found.add(node)
  }
  return found
})

function raisesHttp({ handler, status }: CaughtError): boolean {
  let raises = status
  walkBody(handler.body, (statement) => { raises ||= statement.kind === 'raise' && statement.value?.kind === 'call' && REFUSES.test(textOf(statement.value.callee)) })
  return raises
}

/** What an app has for errors of every route: `@app.exception_handler(ModelError)`, `@app.errorhandler(500)`, a middleware that answers them. */
const errorHandlersOf = memoise((facts: RepositoryFacts): readonly { readonly path: string; readonly line: number }[] =>
  projectModulesOf(facts).flatMap(({ path, tree }) => [
    ...definitionsOf(tree).functions.flatMap(({ node }) => node.decorators.flatMap((decorator) => decorator.kind === 'call' && /\.(?:exception_handler|errorhandler|app_errorhandler|error_handler)$/.test(textOf(decorator.callee)) && decorator.args.some(({ value }) => isOfService(value)) ? [{ path, line: node.line }] : [])),
    ...callsOf(tree).filter((call) => /^(?:add_exception_handler|register_error_handler)$/.test(call.method) && call.args[0] !== undefined && isOfService(call.args[0].value)).map((call) => ({ path, line: call.line })),
    ...caughtErrorsOf(tree).filter((caught) => caught.status && caught.context.functions.some(isMiddleware)).map((caught) => ({ path, line: caught.line })),
  ]))

/** Errors of the service's own work; those of the framework (bad input, unknown pages, limits) are answered anyway. */
function isOfService(value: Expression): boolean {
  if (value.kind === 'number') return value.value === 500
  return (value.kind === 'name' || value.kind === 'attribute') && !/(?:RequestValidationError|HTTPException|ValidationError|RateLimitExceeded|NotFound|MethodNotAllowed|CSRFError)$/.test(textOf(value))
}

function isMiddleware(node: FunctionStatement): boolean {
  return node.name === 'dispatch' || node.decorators.some((decorator) => decorator.kind === 'call' && textOf(decorator.callee).endsWith('.middleware'))
}
