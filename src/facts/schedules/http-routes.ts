import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { stringOf, type Call } from '../python/calls.ts'
import { walkExpression } from '../python/expressions.ts'
import { namesOf } from '../python/names.ts'
import type { PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { codePartsOf, type CodePart } from './code-parts.ts'

/** A request handler of the project's services. `path` as it is written, without its router's prefix; `line` is its decorator's. */
export type Route = { readonly key: string; readonly path: string; readonly name: string; readonly file: string; readonly line: number; readonly method: string }

const VERB = /\.(?:get|post|put|patch|delete|route|api_route|websocket|add_url_rule)$/
/** Handlers that a serving framework calls with each request, without a path of their own. */
const SERVING = /^(?:bentoml\.(?:[\w.]*\.)?api|bentoml\.Service\(\)\.api|litserve\.|ray\.serve\.)|\.middleware$|^functions_framework\.(?:http|cloud_event)$/

/** The handlers of the services (FastAPI, Flask and the like by their decorators, Django by its URL lists, serving frameworks by their methods). */
export const routesOf = memoise((facts: RepositoryFacts): readonly Route[] => [...codePartsOf(facts).values()].flatMap((part) => [...decorated(part), ...byMethod(part)]))

function decorated(part: CodePart): readonly Route[] {
  const { definition, module } = part
  if (definition === null || module.role !== 'code') return []
  return definition.node.decorators.flatMap((decorator) => {
    const dotted = namesOf(module.tree).dotted(decorator.kind === 'call' ? decorator.callee : decorator, definition.context)
    const at = (path: string, method: string): Route => ({ key: part.key, path, name: definition.name, file: module.path, line: decorator.line, method })
    if (SERVING.test(dotted)) return [at(`/${definition.name}`, 'call')]
    if (decorator.kind !== 'call' || !VERB.test(dotted)) return []
    const first = decorator.args.find((argument) => argument.name === null || argument.name === 'path' || argument.name === 'rule')
    const path = stringOf(first?.value ?? null, module.tree, definition.context)
    return path?.startsWith('/') === true ? [at(path, dotted.slice(dotted.lastIndexOf('.') + 1))] : []
  })
}

/** `lambda_handler(event, context)`, the methods that KServe, LitServe and Ray Serve call, and views named in a Django URL list. */
function byMethod(part: CodePart): readonly Route[] {
  const { definition, module, owner } = part
  if (definition === null || module.role !== 'code') return []
  const at = (): Route => ({ key: part.key, path: `/${definition.name}`, name: definition.name, file: module.path, line: definition.node.line, method: 'call' })
  const names = definition.node.parameters.map((parameter) => parameter.name)
  if (owner === null) return /^(?:lambda_)?handler$/.test(definition.name) && names[0] === 'event' ? [at()] : []
  const serves = [...owner.bases, ...owner.decorators].some((one) => /(?:^|\.)(?:kserve\.\w*Model|kfserving\.\w*Model|LitAPI|serve\.deployment|APIView|View|ViewSet|MethodView|Resource|PythonModel)$/.test(one))
  return serves && /^(?:predict|__call__|post|get|create)$/.test(definition.name) ? [at()] : []
}

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

/** A URL as far as it is written; replacements of an f-string are part of no literal, so that its text begins with the path. */
function addressText(expression: Expression, call: Call, module: PythonModule, depth: number): string {
  if (depth === 0) return '*'
  if (expression.kind === 'string') return expression.text
  if (expression.kind === 'binary') return addressText(expression.left, call, module, depth - 1) + addressText(expression.right, call, module, depth - 1)
  if (expression.kind === 'name') {
    const value = namesOf(module.tree).valueOf(expression.id, call.context, call.line)
    return value === null ? '*' : addressText(value, call, module, depth - 1)
  }
  let found = '*'
  walkExpression(expression, (one) => { if (one.kind === 'string' && one.text.startsWith('/')) found = `*${one.text}` })
  return found
}

/** The handlers that an asked path may mean: the route's path is its end; a router's prefix may stand before it. */
export function routesAt(facts: RepositoryFacts, path: string): readonly Route[] {
  const asked = path.split('/').filter((part) => part !== '')
  return routesOf(facts).filter((route) => {
    const own = route.path.split('/').filter((part) => part !== '')
    if (own.length === 0 || own.length > asked.length) return false
    const end = asked.slice(asked.length - own.length)
    return own.every((part, index) => /^[{<]/.test(part) ? index > 0 : part.toLowerCase() === end[index]?.toLowerCase())
  })
}
