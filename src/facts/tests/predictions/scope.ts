import type { Expression } from '../../../parse/python/tree.ts'
import { lastName } from '../../python/expressions.ts'
import type { PythonModule } from '../../python/modules.ts'
import type { Context } from '../../python/walk.ts'
import type { RepositoryFacts } from '../../repository-facts.ts'
import type { ProjectName } from '../origins.ts'
import type { Value } from './value.ts'

/** One thing that a test claims about predictions. */
export type Claim = {
  readonly kind: 'invariance' | 'direction' | 'known' | 'metric' | 'shape' | 'range' | 'same'
  readonly module: PythonModule
  readonly line: number
  /** The requests it is about, to leave out those that have to fail. */
  readonly sites: readonly string[]
}

/** What a function of the project returns, as far as its body tells: a model's predictions, or a metric of them; null for anything else. */
export type ProjectAnswer = 'prediction' | 'metric' | null

/** What is known while a test is followed: shared by the functions it runs through. */
export type Trace = {
  readonly facts: RepositoryFacts
  readonly claims: Claim[]
  /** Requests that the test expects to be refused. */
  readonly failed: Set<string>
  /** Functions that are being followed, so that none is entered twice. */
  readonly running: Set<object>
  /** Functions that a call ran with what it gave them. */
  readonly called: Set<object>
  /** The top of each file that was followed, by its path. */
  readonly files: Map<string, Scope>
  /** Follows a function of the test code that a call runs; undefined where it runs none. */
  readonly callHelper: (call: Expression & { readonly kind: 'call' }, dotted: string, scope: Scope) => Value | null | undefined
  /** What a function of the project answers with, whatever it is called. */
  readonly answerOf: (project: ProjectName) => ProjectAnswer
  steps: number
  /** Above zero while something is followed for its values only: a fixture, a set-up, the top of a file. */
  quiet: number
}

/** The variables of one function: what they hold, what stands for their content, and the condition they were given. */
export type Scope = {
  readonly trace: Trace
  readonly module: PythonModule
  readonly values: Map<string, Value>
  readonly signs: Map<string, string>
  readonly conditions: Map<string, Expression>
  readonly loops: Set<string>
  readonly depth: number
  /** Where the statement that is followed stands. */
  context: Context
}

/** Evaluation ends after so many steps: a test longer than this is generated. */
export const MOST_STEPS = 20_000

/** A scope for another function or file, on the same trace. */
export function scopeIn(trace: Trace, module: PythonModule, context: Context, depth: number): Scope {
  return { trace, module, values: new Map(), signs: new Map(), conditions: new Map(), loops: new Set(), depth, context }
}

/** The name a value is kept under: a variable, or a field of the test's class or of a scenario (`self.model`, `context.answer`). Null for anything else. */
export function placeOf(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.id
  return expression.kind === 'attribute' && expression.of.kind === 'name' && /^(?:self|cls|context)$/.test(expression.of.id) ? `self.${expression.name}` : null
}

const LONGEST = 400

/** A text that is equal for equal contents, as far as the test's own text tells: literals by what they say, variables by what they were given. */
export function signOf(expression: Expression, scope: Scope, depth = 8): string {
  if (depth === 0) return '…'
  const inner = (part: Expression): string => signOf(part, scope, depth - 1)
  const place = placeOf(expression)
  if (place !== null) return scope.signs.get(place) ?? place
  switch (expression.kind) {
    case 'attribute': return `${inner(expression.of)}.${expression.name}`
    case 'call': {
      // A copy is what it copies.
      const copied = copyOf(expression)
      if (copied !== null) return inner(copied)
      const random = /rand|sample|normal|uniform|shuffle/.test(inner(expression.callee)) ? `@${expression.line}` : ''
      return cut(`${inner(expression.callee)}(${expression.args.map((argument) => inner(argument.value)).join(',')})${random}`)
    }
    case 'string': return cut(JSON.stringify(expression.text) + expression.parts.map(inner).join())
    case 'number': return String(expression.value)
    case 'constant': return String(expression.value)
    case 'subscript': return cut(`${inner(expression.of)}[${expression.index.map(inner).join(',')}]`)
    case 'binary': case 'boolean': return cut(`${inner(expression.left)}${expression.operator}${inner(expression.right)}`)
    case 'unary': return `${expression.operator}${inner(expression.operand)}`
    case 'collection': return cut(`[${expression.items.map(inner).join(',')}]`)
    case 'dict': return cut(`{${expression.entries.map((entry) => `${entry.key === null ? '**' : inner(entry.key)}:${inner(entry.value)}`).join(',')}}`)
    case 'await': case 'starred': case 'yield': return expression.value === null ? '' : inner(expression.value)
    default: return `${expression.kind}@${expression.line}`
  }
}

/** What `x.copy()`, `deepcopy(x)` or `dict(x)` copies. */
export function copyOf(expression: Expression): Expression | null {
  if (expression.kind !== 'call') return null
  const { callee, args } = expression
  if (callee.kind === 'attribute' && (callee.name === 'copy' || callee.name === 'clone') && args.length === 0) return callee.of
  const name = lastName(callee)
  const [only] = args
  return args.length === 1 && only !== undefined && only.name === null && /^(?:copy|deepcopy|dict|list|tuple)$/.test(name) ? only.value : null
}

/** Long texts keep their two ends and their length, so that a difference in either shows. */
function cut(text: string): string {
  if (text.length <= LONGEST) return text
  let sum = 0
  for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) % 2_147_483_647
  return `${text.slice(0, LONGEST)}#${text.length}.${sum}`
}
