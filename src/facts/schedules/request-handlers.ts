import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { keywordOf, positionalOf, type Call } from '../python/calls.ts'
import { walkExpression } from '../python/expressions.ts'
import { namesOf } from '../python/names.ts'
import type { PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { functionsOf } from '../service/route.ts'
import { routesOf } from '../service/routes.ts'
import { codePartsOf, type CodePart } from './code-parts.ts'
import { lastLineOf } from './last-line.ts'
import { partsReferred } from './references.ts'

/**
 * A request handler of the project's services. `line` is where its path stands; `method` is `call` where a framework calls it without a path of its own.
 * `lines` are its own in the part that its key names, for one that stands inside another function (`def create_app`); null where the part is the handler.
 */
export type Handler = { readonly key: string; readonly path: string; readonly name: string; readonly file: string; readonly line: number; readonly method: string; readonly lines: readonly [from: number, to: number] | null }

/** Functions that are called with each request, whatever its path. */
const AROUND = /\.middleware$|\.before_request$|\.after_request$|^ray\.serve\.|^litserve\./
const SERVED_CLASS = /(?:^|\.)(?:kserve\.\w*Model|kfserving\.\w*Model|LitAPI|serve\.deployment|PythonModel|BaseHandler|TritonPythonModel)$/
const SERVED_METHOD = /^(?:predict|__call__|handle|inference|execute|preprocess|postprocess)$/

/** The handlers of the services: those of routes, and those that a serving framework or a user interface calls with each request. */
export const handlersOf = memoise((facts: RepositoryFacts): readonly Handler[] => {
  const parts = [...codePartsOf(facts).values()].filter((part) => part.module.role === 'code')
  const byNode = new Map(parts.flatMap((part) => part.definition === null ? [] : [[part.definition.node, part] as const]))
  const around = new Map(parts.flatMap((part) => part.definition === null ? [] : part.statements.flatMap(({ statement }) => statement.kind === 'function' ? [[statement, part] as const] : [])))
  const routed = routesOf(facts).flatMap((route): readonly Handler[] => {
    const { handler } = route
    if (handler === null) return []
    const nodes = handler.node.kind === 'function' ? [handler.node] : functionsOf(handler).filter(({ name }) => !name.startsWith('_'))
    return nodes.flatMap((one): readonly Handler[] => {
      const part = byNode.get(one) ?? around.get(one)
      return part === undefined ? [] : [{
        key: part.key, path: route.framework === 'Lambda' && route.path === '/' ? `/${one.name}` : route.path, name: one.name, file: route.module, line: route.line, method: route.methods.find((method) => method !== 'GET') ?? route.methods[0] ?? 'call',
        lines: part.definition?.node === one ? null : [one.line, lastLineOf(one.body)],
      }]
    })
  })
  return [...routed, ...parts.flatMap(calledWithEach), ...parts.flatMap((part) => interfaceCallsOf(part).flatMap((call) => interfaceOf(facts, part, call)))]
})

const calledWithEach = memoise((part: CodePart): readonly Handler[] => {
  const { definition, module, owner } = part
  if (definition === null) return []
  const around = definition.decorators.some((name) => AROUND.test(name))
  const served = owner !== null && [...owner.bases, ...owner.decorators].some((one) => SERVED_CLASS.test(one)) && SERVED_METHOD.test(definition.name)
  return around || served ? [{ key: part.key, path: around ? '/middleware' : '/predict', name: definition.name, file: module.path, line: part.line, method: 'call', lines: null }] : []
})

/** `gr.Interface(fn=predict)`: what a user interface calls with each input. */
function interfaceOf(facts: RepositoryFacts, part: CodePart, call: Call): readonly Handler[] {
  const given = keywordOf(call, 'fn') ?? positionalOf(call, 0)
  const keys = given === null ? [] : partsReferred(facts, part.module.path, { expression: given, context: call.context })
  return keys.map((key) => ({ key, path: '/predict', name: key.slice(key.indexOf('::') + 2), file: part.module.path, line: call.line, method: 'call', lines: null }))
}

const interfaceCallsOf = memoise((part: CodePart): readonly Call[] => part.calls.filter((call) => /^gradio\.(?:Interface|ChatInterface)$/.test(call.name)))

const CALLER = /^(?:requests|httpx|urllib|urllib3|aiohttp)\.|(?:^|\.)(?:[\w]*session|[\w]*client|http)(?:\(\))?\.(?:get|post|put|patch|request)$/i

/** The paths of the addresses that a call asks over HTTP (`/train` of `f"{URL}/train"`); parts that are not known are `*`. Empty where it is no request. */
export function pathsAsked(call: Call, module: PythonModule): readonly string[] {
  if (!/^(?:get|post|put|patch|request|urlopen|Request)$/.test(call.method) || !CALLER.test(call.name === '' ? call.method : call.name)) return []
  return call.args.filter((argument) => argument.name === null || argument.name === 'url').slice(0, 2).flatMap((argument) => {
    const text = addressText(argument.value, call, module, 4)
    const path = /^(?:https?:\/\/[^/]*|\*|[^/]*)(\/[^?#]*)/.exec(text)?.[1]
    return path === undefined || path === '/' ? [] : [path]
  })
}

/** A URL as far as it is written; replacements of an f-string are part of no literal, so that its text begins with the path; one that ends it is `*`. */
function addressText(expression: Expression, call: Call, module: PythonModule, depth: number): string {
  if (depth === 0) return '*'
  if (expression.kind === 'string') return expression.parts.length > 0 && expression.text.endsWith('/') ? `${expression.text}*` : expression.text
  if (expression.kind === 'binary') return addressText(expression.left, call, module, depth - 1) + addressText(expression.right, call, module, depth - 1)
  if (expression.kind === 'name') {
    const value = namesOf(module.tree).valueOf(expression.id, call.context, call.line)
    return value === null ? '*' : addressText(value, call, module, depth - 1)
  }
  let found = '*'
  walkExpression(expression, (one) => { if (one.kind === 'string' && one.text.startsWith('/')) found = `*${one.text}` })
  return found
}

/** The handlers that an asked path may mean: the end of one is the end of the other, since a prefix may be unknown on either side. */
export function handlersAt(facts: RepositoryFacts, path: string): readonly Handler[] {
  const asked = path.split('/').filter((part) => part !== '')
  return handlersOf(facts).filter((route) => {
    const own = route.path.split('/').filter((part) => part !== '')
    if (own.length === 0 || asked.length === 0 || route.method === 'call' || route.lines !== null) return false
    const length = Math.min(own.length, asked.length)
    const end = asked.slice(-length)
    return own.slice(-length).every((part, index) => /^[{<:]/.test(part) ? index > 0 : part.toLowerCase() === end[index]?.toLowerCase())
  })
}
