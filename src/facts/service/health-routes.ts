import type { Expression, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { expressionsIn, lastName, someExpression, textOf, walkExpression } from '../python/expressions.ts'
import { walkBody } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { gatewayRoutesOf } from './gateway-routes.ts'
import { isHandlerAlone, predicts, type Route, type RouteHandler } from './route.ts'
import { servedRoutesOf } from './routes.ts'

/** Last parts of paths that mean health wherever they stand. */
const HEALTH = /^_?(?:health(?:[-_]?(?:check|status|probe|z))?s?|(?:api|app|service|server|system|model|db|get|check)[-_]health(?:[-_]?check)?|healthz|livez|liveness(?:[-_]?(?:check|probe))?|readyz|readiness(?:[-_]?(?:check|probe))?|is[-_]?(?:alive|ready|live|healthy|up)|ping|heart[-_]?beat|alive|startupz?|server[-_]?status|service[-_]?status|api[-_]?status|app[-_]?status)$/
/** Words that mean health only where nothing but a general prefix stands before them: `/api/v1/status`, not `/training/status`. */
const HEALTH_ALONE = /^(?:status|statusz|ready|live|up|check|check[-_]?status|ok|state|pulse)$/
const GENERAL = /^(?:api|v\d+(?:\.\d+)?|system|service|server|app|monitoring|monitor|internal|admin|public|ops|meta|core|_|-|health\w*)$/
/** What a status route answers about the service itself, where it always answers the same: not the states of a job. */
const WELL = /^(?:ok|okay|healthy|ready|alive|up|online|available|operational)$/i
/** Health as docstrings and names of handlers put it. */
const SAID = /health[ _-]?check|healthcheck|liveness|readiness|heart ?beat/i

/** The routes that tell whether the service is well: by path, or by what their handler is called or says of itself. Those of one whole service first. */
export const healthRoutesOf = memoise((facts: RepositoryFacts): readonly Route[] => {
  const served = servedRoutesOf(facts)
  const predicting = new Set(served.filter(predicts).map((route) => route.module))
  const found = [...served, ...gatewayRoutesOf(facts)].filter(isHealthRoute)
  return [...found.filter((route) => predicting.has(route.module)), ...found.filter((route) => !predicting.has(route.module))]
})

/** The root routes that answer a GET with a short message instead of a page. */
export const aliveRootsOf = memoise((facts: RepositoryFacts): readonly Route[] =>
  servedRoutesOf(facts).filter((route) => route.path === '/' && !isHandlerAlone(route) && answersGet(route) && !route.methods.includes('POST') && saysAMessage(route)))

/** Whether a path of a URL is that of a health route by its name. */
export function isHealthPath(path: string): boolean {
  const parts = path.toLowerCase().split('/').filter((part) => part !== '')
  const last = parts.at(-1) ?? ''
  if (HEALTH.test(last) || (HEALTH.test(parts.at(-2) ?? '') && /^(?:live|ready|liveness|readiness|startup|check|status|db|model)$/.test(last))) return true
  return HEALTH_ALONE.test(last) && parts.slice(0, -1).every((part) => GENERAL.test(part))
}

function isHealthRoute(route: Route): boolean {
  if (!answersGet(route)) return false
  const node = route.handler?.node
  // `/status` may be a page about something else; `/health` is not.
  if (isHealthPath(route.path)) return !HEALTH_ALONE.test(lastPart(route.path)) || node === undefined || !answersAPage(node, (one) => isPage(one) || isHtml(one))
  return route.path !== '/' && node !== undefined && !/[{<]/.test(route.path) && (SAID.test(node.name) || SAID.test(docstringOf(node.body)) || (HEALTH_ALONE.test(lastPart(route.path)) && saysItIsWell(node)))
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase()
}

/** `{"status": "ready"}` and no other status. */
function saysItIsWell(node: RouteHandler['node']): boolean {
  const statuses: string[] = []
  walkBody(node.body, (statement, { dead, handler }) => {
    if (dead || handler !== null) return
    for (const expression of expressionsIn(statement)) {
      walkExpression(expression, (one) => {
        for (const { key, value } of one.kind === 'dict' ? one.entries : []) if (key?.kind === 'string' && key.text === 'status') statuses.push(value.kind === 'string' ? value.text : '')
      })
    }
  })
  return statuses.length > 0 && statuses.every((status) => WELL.test(status))
}

function answersGet({ methods }: Route): boolean {
  return methods.length === 0 || methods.includes('GET') || methods.includes('HEAD')
}

/** The first line of what a handler says of itself. */
function docstringOf(body: readonly Statement[]): string {
  const [first] = body
  return first?.kind === 'expression' && first.value.kind === 'string' ? first.value.text.trim().split('\n', 1)[0]?.slice(0, 120) ?? '' : ''
}

/** A dictionary, a text or a response made of one; not a template, a file, a redirect or the result of work. */
function saysAMessage({ handler }: Route): boolean {
  if (handler === null || answersAPage(handler.node, isPage)) return false
  let says = false
  walkBody(handler.node.body, (statement, { dead }) => {
    if (!dead && statement.kind === 'return' && statement.value !== null) says ||= isMessage(statement.value)
  })
  return says
}

function answersAPage(node: RouteHandler['node'], isOne: (expression: Expression) => boolean): boolean {
  let page = node.decorators.some((decorator) => someExpression(decorator, isOne))
  walkBody(node.body, (statement) => {
    for (const expression of expressionsIn(statement)) page ||= someExpression(expression, isOne)
  })
  return page
}

function isMessage(expression: Expression): boolean {
  switch (expression.kind) {
    case 'dict': return true
    case 'string': return expression.text !== ''
    case 'collection': return expression.items.some(isMessage)
    case 'call': return isHtml(expression.callee) ? expression.args[0]?.value.kind === 'string' : /(?:^|\.)(?:jsonify|JSONResponse|ORJSONResponse|PlainTextResponse|Response|make_response|json|text|dict|json_response|\w*(?:Status|Health|Message|Info|Root|Welcome)\w*)$/.test(textOf(expression.callee))
    default: return false
  }
}

/** What makes an answer a page for people. */
function isPage(expression: Expression): boolean {
  if (expression.kind === 'string') return /<(?:!doctype|html|form|body|input)\b/i.test(expression.text)
  return /^(?:render_template|render_template_string|TemplateResponse|FileResponse|RedirectResponse|redirect|send_file|send_from_directory|render)$/.test(lastName(expression))
}

/** A heading alone in HTML is a message; a status page in HTML is for people. */
function isHtml(expression: Expression): boolean {
  return lastName(expression) === 'HTMLResponse'
}
