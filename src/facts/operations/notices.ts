import type { Expression, FunctionStatement, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { wordsIn } from '../python/expressions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { projectCallsOf, type ProjectCall } from '../python/project-calls.ts'
import { reachOf } from '../python/reach.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { channelOf, speaksOf } from './senders.ts'
import { isThreshold } from './threshold-tests.ts'

/**
 * Why code sends a notice: `threshold` where something monitored crossed a line, `failure` where a run or task failed, `event` where a run
 * only tells of itself (finished, started), `other` for everything else, such as messages to customers.
 */
export type NoticeCause = 'threshold' | 'failure' | 'event' | 'other'

/** A place in Python that sends a notice to people. `path` and `line` are where the cause shows, `sentAt` is the call that sends. */
export type Notice = { readonly channel: string; readonly cause: NoticeCause; readonly path: string; readonly line: number; readonly sentAt: { readonly path: string; readonly line: number }; readonly notebook: boolean; /** Something of the project runs the code around it. */ readonly used: boolean }

type Reason = { readonly cause: NoticeCause; readonly path: string; readonly line: number }

const STRENGTH: readonly NoticeCause[] = ['threshold', 'failure', 'event', 'other']
const HOPS = 3
const RUN = /fail|error|exception|crash|success|succe|complet|finish|done\b|pipeline|re-?train|deploy|job|échec|fehler|fall[óo]|erro\b|exito|alert/i
const BRANCHES = /(?:Branch\w*|ShortCircuit)Operator$|^airflow\.decorators\.task\.(?:branch|short_circuit)/
const OPERATOR = /(?:Operator|Notifier)$/
const FINDING_TEXT = /drift|degrad|decay|anomal|below .{0,20}threshold|threshold (?:exceeded|crossed)|exceed/i

/** Every notice that the project's Python sends, in the order of the tree. */
export const noticesOf = memoise((facts: RepositoryFacts): readonly Notice[] =>
  modulesOf(facts).filter((module) => module.role === 'code' || module.role === 'notebook').flatMap((module) =>
    sendingCallsOf(module).map(({ call, channel }): Notice => {
      const used = reachOf(facts).isReached(module.path, call.context)
      const reason = reasonOf(facts, module, call, HOPS)
      return { channel, ...reason, sentAt: { path: module.path, line: call.line }, notebook: module.role === 'notebook', used }
    })))

const sendingCallsOf = memoise(({ tree }: PythonModule): readonly { readonly call: Call; readonly channel: string }[] => callsOf(tree).flatMap((call) => {
  const channel = channelOf(call, tree)
  return channel === null ? [] : [{ call, channel }]
}))

function reasonOf(facts: RepositoryFacts, module: PythonModule, call: Call, hops: number): Reason {
  const here = (cause: NoticeCause): Reason => ({ cause, path: module.path, line: call.line })
  if (conditionsOf(call).some((test) => isThreshold(test, call.context, module.tree)) || sendsFindings(module, call)) return here('threshold')
  const said = call.args.map((argument) => `${argument.name ?? ''} ${speaksOf(argument.value, call, module.tree)}`).join(' ')
  if (FINDING_TEXT.test(said) && callsOf(module.tree).some((one) => BRANCHES.test(one.name))) return here('threshold')
  const inner = call.context.functions.at(-1)
  // The sender's own name and what it is given say what it sends (`notify_failure`); the names of those around are of a larger whole.
  const speaks = OPERATOR.test(call.method) || (hops === HOPS ? RUN.test(`${said} ${inner?.name ?? ''}`) : hops === HOPS - 1 && RUN.test(`${said} ${call.method}`))
  const own: NoticeCause = call.context.handler !== null ? 'failure' : speaks ? 'event' : 'other'
  if (inner === undefined || hops === 0) return here(own)
  const callers = projectCallsOf(facts).callsTo(inner).filter((caller) => caller.module.role !== 'test')
  const reasons = callers.slice(0, 12).map((caller) => caller.handedOn ? handed(caller) : reasonOf(facts, caller.module, caller.call, hops - 1))
  return [here(own), ...reasons].reduce((best, one) => (STRENGTH.indexOf(one.cause) < STRENGTH.indexOf(best.cause) ? one : best))
}

/** A function that is handed on as a callback: on failure it tells of a failure, elsewhere of an event. */
function handed({ module, call, target }: ProjectCall): Reason {
  const name = call.args.find((argument) => argument.value.kind === 'name' && argument.value.id === target.definition.name)?.name ?? ''
  return { cause: /fail|retry|sla|crash/.test(name) ? 'failure' : 'event', path: module.path, line: call.line }
}

/** The conditions a call stands under: those around it, and those before it in its function whose branch leaves (`if score < limit: return`). */
function conditionsOf(call: Call): readonly Expression[] {
  const inner = call.context.functions.at(-1)
  return inner === undefined ? call.context.tests : [...call.context.tests, ...leavingTests(inner, call.line)]
}

function leavingTests(inner: FunctionStatement, before: number): readonly Expression[] {
  const tests: Expression[] = []
  const look = (block: readonly Statement[], depth: number): void => {
    for (const statement of block) {
      if (statement.line >= before || depth > 8) return
      if (statement.kind === 'if') {
        for (const branch of statement.branches) {
          const last = branch.body.at(-1)?.kind
          if (branch.test !== null && (last === 'return' || last === 'continue')) tests.push(branch.test)
        }
      }
      // `for alert in alerts:` sends what was found.
      if (statement.kind === 'for' && lastLine(statement.body) >= before) tests.push(statement.iterable)
      if (statement.kind === 'for' || statement.kind === 'while' || statement.kind === 'with' || statement.kind === 'try') look(statement.body, depth + 1)
    }
  }
  look(inner.body, 0)
  return tests
}

/** Whether a call is given a list that its function fills where a line is crossed, one entry of it, or a message that is worded there. */
function sendsFindings(module: PythonModule, call: Call): boolean {
  const inner = call.context.functions.at(-1)
  if (inner === undefined) return false
  const filled = new Set<string>()
  const look = (block: readonly Statement[], crossed: boolean, depth: number): void => {
    for (const statement of depth > 8 ? [] : block) {
      if (statement.kind === 'if') for (const { test, body } of statement.branches) look(body, crossed || (test !== null && isThreshold(test, call.context, module.tree)), depth + 1)
      if (statement.kind === 'for' && statement.iterable.kind === 'name' && filled.has(statement.iterable.id) && statement.target.kind === 'name') filled.add(statement.target.id)
      if (statement.kind === 'for' || statement.kind === 'while' || statement.kind === 'with' || statement.kind === 'try') look(statement.body, crossed, depth + 1)
      if (crossed && statement.kind === 'assign' && (statement.value?.kind === 'string' || statement.value?.kind === 'dict')) for (const target of statement.targets) if (target.kind === 'name') filled.add(target.id)
      if (crossed && statement.kind === 'expression' && statement.value.kind === 'call' && statement.value.callee.kind === 'attribute' && statement.value.callee.of.kind === 'name' && /^(?:append|add|extend)$/.test(statement.value.callee.name)) filled.add(statement.value.callee.of.id)
    }
  }
  look(inner.body, false, 0)
  return filled.size > 0 && call.args.some((argument) => wordsIn(argument.value).some((word) => filled.has(word)))
}

function lastLine(body: readonly Statement[]): number {
  const last = body.at(-1)
  if (last === undefined) return 0
  if (last.kind === 'if') return Math.max(...last.branches.map((branch) => lastLine(branch.body)))
  if (last.kind === 'try') return Math.max(lastLine(last.body), ...last.handlers.map((handler) => lastLine(handler.body)))
  return last.kind === 'for' || last.kind === 'while' || last.kind === 'with' ? lastLine(last.body) : last.line
}
