import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { Route } from '../facts/service/route.ts'
import { routesOf } from '../facts/service/routes.ts'
import type { FileEvidence } from '../model/evidence.ts'
import { globMatcher } from '../parse/glob.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { sightingOf } from './frame/sightings.ts'

/** A route that an app of the project answers. */
export const route: ConditionCheck<'route'> = {
  kind: 'route',
  revision: 1,
  describe: ({ path, method }) => `a route \`${method === null ? '' : `${method} `}${path}\``,
  next: ({ path, method }) => `Add a route \`${method === null ? '' : `${method} `}${path}\` to the service's app.`,
  mayStandIn: (_, path) => /\.py$/i.test(path),
  look: ({ path, method }, facts) => {
    const accepts = globMatcher(withoutSlash(path))
    const at = routesOf(facts).filter((one) => accepts(withoutSlash(one.path)))
    const answered = at.filter((one) => one.mounted && answers(one, method))
    const [other] = at
    const near = other === undefined ? null : placeOf(facts, other, other.mounted ? `it answers ${other.methods.join(', ')} only` : 'it is in a router that no app includes')
    return sightingOf(answered.map((one) => ({ place: placeOf(facts, one, `${one.methods[0] ?? 'GET'} ${one.path} (${one.framework})`), why: null })), near)
  },
}

/** Where the code names no method, frameworks answer GET. */
function answers({ methods }: Route, method: string | null): boolean {
  return method === null || (methods.length === 0 ? method === 'GET' : methods.includes(method))
}

function placeOf(facts: RepositoryFacts, { module, line }: Route, says: string): FileEvidence {
  return fileEvidence(facts, module, line, says)
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
