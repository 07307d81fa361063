import type { Expression, Handler, PythonTree, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { expressionsIn, someExpression, textOf, walkExpression } from './expressions.ts'
import { namesOf } from './names.ts'
import { walk, walkBody, type Context } from './walk.ts'

/**
 * What the body of an `except` does about what it caught:
 * - `raises` again, something else, or ends the program with a failure
 * - `answers` with an error: a response with a status of failure (`status` then), the error itself, a message to the person before the screen
 * - `recovers` by doing something else
 * - `notes` it in a variable, `gives up` with an empty result: somebody may look at that
 * - `logs` it and goes on; does `nothing`
 */
export type Reaction = 'raises' | 'answers' | 'recovers' | 'notes' | 'gives up' | 'logs' | 'nothing'

/** One `except` of a file. `breadth` is `broad` for Exception and BaseException; `types` are resolved names. */
export type CaughtError = {
  readonly line: number
  readonly breadth: 'bare' | 'broad' | 'typed'
  readonly types: readonly string[]
  readonly does: Reaction
  /** Whether the reaction names a status of failure of HTTP. */
  readonly status: boolean
  readonly logs: boolean
  /** Whether it only hands on what it caught, as it came: `raise`, or `raise error`, without a word. */
  readonly handsOn: boolean
  /** What it gives a value, where it notes, as written. */
  readonly notes: readonly string[]
  readonly guards: readonly Statement[]
  readonly handler: Handler
  readonly context: Context
}

const LOG = /^(?:print|pprint|rprint)$|(?:^|\.)_?(?:log|logs|logger|logging|_logger|console|warnings|traceback|sys\.stderr)(?:\(\))?\.\w+$|(?:^|\.)(?:print_exc|format_exc|exception|warning|warn|error|debug|critical|echo|secho)$/
/** What may stand beside a message without being a reaction: words for the message, tidying up, waiting. */
const NEUTRAL = /^(?:str|repr|type|len|format|dict|list|round|int|float|isinstance|getattr|hasattr|exc_info|time\.sleep|asyncio\.sleep|datetime\.\S+|time\.\S+)$|\.(?:format|join|sleep|close|rollback|stop|end|flush|cleanup|utcnow|now|time|isoformat|strftime|inc|observe|labels|record_exception|set_status|get|append|add|total_seconds)$/
const EXIT = /^(?:sys\.exit|exit|quit|os\._exit|os\.abort)$/
const SHOWS = /^(?:streamlit|st)\.(?:error|exception|warning|stop)$|(?:^|\.)(?:abort|send_error|showerror|flash|abort_with_status|fail_json)$|^django\.contrib\.messages\.error$/

/** Every `except` of a file that can run, in source order. */
export const caughtErrorsOf = memoise((tree: PythonTree): readonly CaughtError[] => {
  const found: CaughtError[] = []
  walk(tree, (statement, context) => {
    if (statement.kind !== 'try' || context.dead) return
    for (const handler of statement.handlers) found.push(caught(tree, handler, statement.body, context))
  })
  return found
})

/** Whether it only waits for a package that may not be installed, or for a person's interrupt. */
export function isOptionalImport({ types, guards }: CaughtError): boolean {
  return guards.every((statement) => statement.kind === 'import') || (types.length > 0 && types.every((type) => /(?:^|\.)(?:ImportError|ModuleNotFoundError|KeyboardInterrupt)$/.test(type)))
}

/** Whether an expression is an answer with a status of failure: `(…, 500)`, `JSONResponse(status_code=400)`, `{"statusCode": 500}`. */
export function isFailureAnswer(expression: Expression): boolean {
  switch (expression.kind) {
    case 'collection': return expression.of === 'tuple' && expression.items.slice(1).some(isFailureStatus)
    case 'call': return /(?:^|\.)HttpResponse(?:BadRequest|NotFound|Forbidden|ServerError)$/.test(textOf(expression.callee)) || expression.args.some(({ name, value }) => (name === null || /^(?:status|status_code|statuscode|code)$/i.test(name)) && isFailureStatus(value)) || expression.args.some(({ value }) => value.kind === 'dict' && isFailureAnswer(value))
    case 'dict': return expression.entries.some(({ key, value }) => key?.kind === 'string' && /^(?:status|status_?code)$/i.test(key.text) && isFailureStatus(value))
    case 'await': return expression.value !== null && isFailureAnswer(expression.value)
    default: return false
  }
}

function isFailureStatus(expression: Expression): boolean {
  if (expression.kind === 'number') return expression.value >= 400 && expression.value < 600
  if (expression.kind === 'attribute' && expression.name === 'value') return isFailureStatus(expression.of)
  return expression.kind === 'attribute' && (/^HTTP_[45]\d\d/.test(expression.name) || /^(?:BAD_REQUEST|INTERNAL_SERVER_ERROR|UNPROCESSABLE_ENTITY|SERVICE_UNAVAILABLE|NOT_FOUND)$/.test(expression.name))
}

function caught(tree: PythonTree, handler: Handler, guards: readonly Statement[], context: Context): CaughtError {
  const names = namesOf(tree)
  const types = handler.types.flatMap((type) => type.kind === 'collection' ? type.items : [type]).map((type) => names.dotted(type, context))
  const breadth = handler.types.length === 0 ? 'bare' : types.some((type) => /^(?:builtins\.)?(?:Exception|BaseException)$/.test(type)) ? 'broad' : 'typed'
  return { line: handler.line, breadth, types, ...reactionOf(tree, handler, context), handsOn: handsOn(handler), guards, handler, context }
}

function handsOn({ body, as }: Handler): boolean {
  const [only, ...more] = body.filter((statement) => statement.kind !== 'pass' && !(statement.kind === 'expression' && statement.value.kind === 'string'))
  return only?.kind === 'raise' && more.length === 0 && (only.value === null || (only.value.kind === 'name' && only.value.id === as))
}

function reactionOf(tree: PythonTree, handler: Handler, around: Context): Pick<CaughtError, 'does' | 'status' | 'logs' | 'notes'> {
  const names = namesOf(tree)
  const seen = { raises: false, answers: false, status: false, recovers: false, returns: false, logs: false }
  const notes: string[] = []
  walkBody(handler.body, (statement, context) => {
    if (context.functions.length > 0) return
    if (statement.kind === 'raise') seen.raises = true
    if (statement.kind === 'import' || statement.kind === 'try') seen.recovers ||= statement.kind === 'import' && !statement.names.every(({ module }) => /^(?:traceback|sys|logging)$/.test(module))
    if (statement.kind === 'return') {
      seen.returns = true
      if (statement.value !== null && isFailureAnswer(statement.value)) seen.status = true
      if (statement.value !== null && tellsOfError(statement.value, handler)) seen.answers = true
    }
    if (statement.kind === 'assign') notes.push(...statement.targets.map(textOf))
    for (const expression of expressionsIn(statement)) {
      walkExpression(expression, (one) => {
        if (one.kind === 'yield') seen.answers = true
        if (one.kind !== 'call') return
        const name = names.dotted(one.callee, around) || textOf(one.callee)
        if (name.endsWith('.set_status') && one.args.some(({ value }) => isFailureStatus(value))) seen.status = true
        else if (EXIT.test(name)) seen.raises ||= one.args.length > 0 && !one.args.some(({ value }) => value.kind === 'number' && value.value === 0)
        else if (SHOWS.test(name)) seen.answers = true
        else if (LOG.test(name)) seen.logs = true
        else if (name.endsWith('.append')) notes.push(textOf(one.callee))
        else if (!NEUTRAL.test(name) && statement.kind !== 'raise' && !isPlain(one, statement)) seen.recovers = true
      })
    }
  })
  const does: Reaction = seen.raises ? 'raises' : seen.status || seen.answers ? 'answers' : seen.recovers ? 'recovers' : seen.returns ? 'gives up' : notes.length > 0 ? 'notes' : seen.logs ? 'logs' : 'nothing'
  return { does, status: seen.status, logs: seen.logs, notes }
}

const FAILURE = /error|fail|exception|unhealthy|unavailable|degraded|disconnected|invalid|could not|cannot|not (?:available|loaded|found|ready)|\bdown\b/i

/** An answer that carries what was caught, or says in words that something failed. */
function tellsOfError(expression: Expression, handler: Handler): boolean {
  return isFailureAnswer(expression) || someExpression(expression, (one) =>
    (one.kind === 'name' && one.id === handler.as) || (one.kind === 'string' && FAILURE.test(one.text)) || (one.kind === 'attribute' && one.name === 'format_exc'))
}

/** A result that is made without doing anything: an empty frame, a default of a class. */
function isPlain(call: Expression & { readonly kind: 'call' }, statement: Statement): boolean {
  return (statement.kind === 'return' || statement.kind === 'assign') && /^(?:[A-Z]\w*|list|dict|set|tuple|str|array|zeros|full|empty)$/.test(textOf(call.callee).split('.').at(-1) ?? '')
}
