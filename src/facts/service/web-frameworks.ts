/** `app` answers by itself; `router` only where an app includes it. */
export type Kind = 'app' | 'router'

/** Packages whose `App`, `Api`, `Router` and the like serve HTTP, and how each is called in a message. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['fastapi', 'FastAPI'], ['starlette', 'Starlette'], ['flask', 'Flask'], ['quart', 'Quart'], ['sanic', 'Sanic'], ['litestar', 'Litestar'], ['starlite', 'Litestar'],
  ['aiohttp', 'aiohttp'], ['bottle', 'Bottle'], ['falcon', 'Falcon'], ['chalice', 'Chalice'], ['robyn', 'Robyn'], ['blacksheep', 'BlackSheep'], ['connexion', 'Connexion'],
  ['flask_restful', 'Flask-RESTful'], ['flask_restx', 'Flask-RESTX'], ['flask_restplus', 'Flask-RESTPlus'], ['flask_openapi3', 'Flask-OpenAPI3'], ['apiflask', 'APIFlask'],
  ['flask_smorest', 'flask-smorest'], ['ninja', 'Django Ninja'], ['azure', 'Azure Functions'], ['aws_lambda_powertools', 'Lambda Powertools'], ['responder', 'Responder'],
  ['fastapi_utils', 'FastAPI'], ['fastapi_offline', 'FastAPI'], ['fastapi_pagination', 'FastAPI'], ['flask_api', 'Flask'], ['connexion.apps', 'Connexion'], ['tornado', 'Tornado'], ['django', 'Django'],
])

const APPS = new Set([
  'FastAPI', 'FastAPIOffline', 'Starlette', 'Flask', 'FlaskAPI', 'Quart', 'Sanic', 'Litestar', 'Starlite', 'Application', 'Bottle', 'App', 'API', 'Chalice', 'Robyn', 'FlaskApp', 'AsyncApp', 'OpenAPI', 'APIFlask',
  'NinjaAPI', 'FunctionApp', 'APIGatewayRestResolver', 'APIGatewayHttpResolver', 'LambdaFunctionUrlResolver', 'ALBResolver',
])
const ROUTERS = new Set(['APIRouter', 'InferringRouter', 'Router', 'Blueprint', 'APIBlueprint', 'RouteTableDef', 'Namespace', 'Api', 'SubRouter'])

/** What a call makes that has this resolved name (`fastapi.FastAPI`), or null where it makes no app or router. */
export function madeBy(name: string): { readonly framework: string; readonly kind: Kind } | null {
  const parts = name.split('.')
  const framework = PACKAGES.get(parts[0] ?? '')
  const last = parts.at(-1) ?? ''
  if (framework === undefined || parts.length < 2) return null
  if (APPS.has(last)) return { framework, kind: 'app' }
  return ROUTERS.has(last) ? { framework, kind: 'router' } : null
}

/** The name of the web framework a package is, or null. */
export function frameworkOf(name: string): string | null {
  return PACKAGES.get(name.split('.')[0] ?? '') ?? null
}

/** A name that an app or router goes by where the files do not show how it was made (a parameter, a factory's result). */
export function looksLikeApp(name: string): boolean {
  return /^(?:self\.)?_?(?:\w+_)?(?:app|application|api|server|router|blueprint|bp|ns|routes|web)$/i.test(name)
}

/** Joins two paths of URLs: one slash between, none at the end but for the root. */
export function joinUrl(prefix: string, path: string): string {
  const parts = [...prefix.split('/'), ...path.split('/')].filter((part) => part !== '')
  return `/${parts.join('/')}`
}
