const LONGEST = 512
/** One slash, then characters of a plain path: no query, no fragment, no backslash, nothing that a server may read as a slash or a step up. */
const PLAIN = /^\/(?!\/)(?:[\w.~!$&'()*+,;=:@/-]|%(?!2[ef]|5c|0|1|7f)[0-9a-f]{2})*$/i
/** Single pages that deployments like to name: the service's other paths lie beside them, not below. */
const PAGES = /\/(?:docs|redoc|swagger|swagger-ui|openapi\.json|index\.html?|apidocs|health|healthz|livez|readyz|ping|metrics|predict)$/i

/**
 * The path to ask for: what the code declares, below the path of the deployment's address (a stage or a prefix). Where that names a single page, beside it; where what the
 * code declares begins or ends with it, no part stands there twice. Null where either is no plain path.
 */
export function joinedPath(base: string, path: string): string | null {
  if (!isPlain(path) || !isPlain(base)) return null
  const given = base.replace(/\/+$/, '')
  if (given === path || given.endsWith(path.replace(/\/+$/, '/'))) return path.length > 1 ? base : path
  const prefix = given.replace(PAGES, '')
  const joined = path.startsWith(`${prefix}/`) ? path : `${prefix}${path}`
  return joined.length <= LONGEST ? joined : null
}

function isPlain(path: string): boolean {
  return path.length <= LONGEST && PLAIN.test(path) && !path.split('/').some((part) => part === '.' || part === '..')
}
