import type { ClassStatement, FunctionStatement, Statement } from '../../parse/python/tree.ts'
import { keywordOf, stringOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, walkExpression } from '../python/expressions.ts'
import type { PythonModule } from '../python/modules.ts'
import { walkBody } from '../python/walk.ts'
import type { Route, RouteHandler } from './route.ts'
import { joinUrl } from './web-frameworks.ts'

/**
 * The routes of handlers that are routes by themselves: BentoML's APIs, Lambda handlers and functions of other clouds, and the methods of
 * `http.server`; the last two may tell paths apart by comparing (`if self.path == "/health"`).
 */
export function handlerRoutesOf(module: PythonModule): readonly Route[] {
  const { functions, classes } = definitionsOf(module.tree)
  return [
    ...functions.flatMap(({ node, owner, decorators, context }) => {
      const handler = { path: module.path, tree: module.tree, node }
      const api = decorators.findIndex((name) => /^bentoml\.api$|^bentoml\.Service\(\)\.api$/.test(name))
      if (api >= 0) {
        const decorator = node.decorators[api]
        const given = decorator?.kind === 'call' ? stringOf(keywordOf(decorator, 'route'), module.tree, context) : null
        return [route('BentoML', ['POST'], joinUrl('', given ?? node.name), handler, decorator?.line ?? node.line)]
      }
      if (owner === null && decorators.some((name) => /^functions_framework\.(?:http|cloud_event)$/.test(name))) return [route('Cloud Functions', [], '/', handler, node.line)]
      return owner === null && isLambda(node) ? [route('Lambda', [], '/', handler, node.line), ...comparedPaths(handler, 'Lambda')] : []
    }),
    ...classes.filter(({ bases }) => bases.some((base) => /(?:^|\.)(?:BaseHTTPRequestHandler|SimpleHTTPRequestHandler)$/.test(base))).flatMap(({ node }) => methodsOf(node).flatMap((method) => {
      const handler = { path: module.path, tree: module.tree, node: method }
      return /^do_(?:GET|POST|HEAD|PUT)$/.test(method.name) ? comparedPaths(handler, 'http.server') : []
    })),
  ]
}

function isLambda(node: FunctionStatement): boolean {
  const [event, context] = node.parameters
  return event !== undefined && /^_?(?:event|evt)$/.test(event.name) && context !== undefined && /^_?(?:context|ctx|aws_context|lambda_context)$/.test(context.name)
}

/** The paths that a handler compares with, each a route of its own. */
function comparedPaths(handler: RouteHandler, framework: string): readonly Route[] {
  const found: Route[] = []
  const methods = handler.node.name.startsWith('do_') ? [handler.node.name.slice(3)] : []
  walkBody(handler.node.body, (statement: Statement, { dead }) => {
    if (dead) return
    for (const expression of expressionsIn(statement)) {
      walkExpression(expression, (one) => {
        const operands = one.kind === 'compare' ? one.operands.flatMap((operand) => operand.kind === 'collection' ? operand.items : [operand]) : one.kind === 'call' && one.callee.kind === 'attribute' && one.callee.name === 'startswith' ? one.args.map((argument) => argument.value) : []
        for (const operand of operands) if (operand.kind === 'string' && operand.text.startsWith('/')) found.push(route(framework, methods, joinUrl('', operand.text), handler, operand.line))
      })
    }
  })
  return found
}

function methodsOf(node: ClassStatement): readonly FunctionStatement[] {
  return node.body.flatMap((statement) => statement.kind === 'function' ? [statement] : [])
}

function route(framework: string, methods: readonly string[], path: string, handler: RouteHandler, line: number): Route {
  return { framework, methods, path, mounted: true, handler, module: handler.path, line }
}
