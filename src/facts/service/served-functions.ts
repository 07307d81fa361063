import type { FunctionStatement } from '../../parse/python/tree.ts'
import { groupedBy } from '../grouped.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { projectModulesOf } from '../python/modules.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { functionsOf } from './route.ts'
import { servedRoutesOf } from './routes.ts'

/** Decorators and names of functions that a web framework runs around its routes: hooks of start and end, middleware, handlers of errors. */
const HOOKS = /\.(?:on_event|middleware|exception_handler|errorhandler|before_request|after_request|teardown_request|listener|on_startup|before_first_request|before_server_start)$/

/** The functions that run as the service answers: handlers of routes, hooks, methods of served classes, and what they call in the project. */
export const servedFunctionsOf = memoise((facts: RepositoryFacts): ReadonlySet<FunctionStatement> => {
  const calls = projectCallsOf(facts)
  const functions = projectModulesOf(facts).flatMap((module) => definitionsOf(module.tree).functions)
  const uses = groupedBy(functions.flatMap(({ node }) => calls.callsTo(node).flatMap(({ call }) => {
    const around = calls.around(call)?.definition.node
    return around === undefined ? [] : [{ around, node }]
  })), ({ around }) => around)
  const served = new Set<FunctionStatement>()
  const queue: FunctionStatement[] = [
    ...servedRoutesOf(facts).flatMap(({ handler }) => handler === null ? [] : functionsOf(handler)),
    ...functions.filter(({ name, decorators, owner }) => name === 'lifespan' || decorators.some((decorator) => HOOKS.test(decorator)) || owner?.decorators.some(isServed) === true).map(({ node }) => node),
  ]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (served.has(next)) continue
    served.add(next)
    queue.push(...(uses.get(next) ?? []).map(({ node }) => node))
  }
  return served
})

/** `@bentoml.service` or `@serve.deployment` of a class: its methods run as it serves. */
function isServed(decorator: FunctionStatement['decorators'][number]): boolean {
  const callee = decorator.kind === 'call' ? decorator.callee : decorator
  return callee.kind === 'attribute' && callee.of.kind === 'name' && ((callee.of.id === 'bentoml' && callee.name === 'service') || (callee.of.id === 'serve' && callee.name === 'deployment'))
}
