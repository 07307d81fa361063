import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { brokenAnswerOf } from '../facts/service/broken-answers.ts'
import { aliveRootsOf, healthRoutesOf } from '../facts/service/health-routes.ts'
import { mainRouteOf } from '../facts/service/main-service.ts'
import { healthProbesOf } from '../facts/service/probes.ts'
import { isHandlerAlone, type Route } from '../facts/service/route.ts'
import { routesOf, servedRoutesOf } from '../facts/service/routes.ts'
import { servingFrameworksOf } from '../facts/service/serving-frameworks.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `health`. */
export const health: Check = {
  id: 'health',
  title: 'Health check endpoint works',
  proof: 'probe',
  lesson: '4-2-monitoring#health-checks',
  revision: 7,
  needs: ['python', 'containers', 'infrastructure'],
  lookedFor: 'A route of the service that tells whether it is well (/health, /healthz, /ping, /ready, /live, /status …), or a serving framework that has one built in.',
  levels: {
    present: 'The service has a health route, or its serving framework has one built in.',
    partial: 'Only a root route says that it is alive, a health check of the container asks some other page, or the health route cannot answer.',
    missing: 'Nothing tells whether the service is well.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const place = (route: Route, says: string): FileEvidence => fileEvidence(facts, route.module, route.line, says)
  const all = healthRoutesOf(facts).map((route) => ({ broken: brokenAnswerOf(facts, route), at: place(route, `${route.methods[0] ?? 'GET'} ${route.path} (${route.framework})`) }))
  const routes = all.filter(({ broken }) => broken === null).map(({ at }) => at)
  if (isNonEmpty(routes)) return present(routes, { found: `The service answers ${routes[0].says}.` })
  const frameworks = servingFrameworksOf(facts)
  const built = frameworks.map((one) => fileEvidence(facts, one.path, one.line, `${one.says}: ${one.name} answers ${one.health}`))
  if (isNonEmpty(built)) return present(built, { found: `${built[0].says} by itself.` })
  const [first] = all
  if (first !== undefined && first.broken !== null) {
    const { at, broken: { path, line, says, mend } } = first
    return partial([at], { against: [fileEvidence(facts, path, line, says)], found: `${at.says} cannot answer: ${says}.`, next: `${mend}, then start the service and ask the route once.` })
  }
  const served = servedRoutesOf(facts)
  const main = mainRouteOf(facts)
  const asked = healthProbesOf(facts)
  // Where the pages are all that is served, their framework's health is the service's.
  const pages = served.length > 0 ? [] : asked.filter((one) => one.builtIn !== null).map((one) => fileEvidence(facts, one.path, one.line, `${one.says}, which ${one.builtIn ?? ''} answers`))
  if (isNonEmpty(pages)) return present(pages, { found: `${pages[0].says} by itself.` })
  const roots = aliveRootsOf(facts).map((route) => place(route, `${route.framework} answers / with a message`))
  const probes = asked.map((one) => fileEvidence(facts, one.path, one.line, one.says))
  const some = [...roots, ...probes]
  const [unmounted] = routesOf(facts).filter((route) => !route.mounted && /health|ping/i.test(route.path))
  const next = unmounted === undefined
    ? `Add a route such as /health to ${main?.module ?? 'the service'} that answers 200 once the model is loaded, and point the container's health check at it.`
    : `Include the router of ${unmounted.module} in the app, so that ${unmounted.path} is answered.`
  if (isNonEmpty(some)) return partial(some, { found: `${some[0].says}; no health route was found.`, next })
  if (unmounted !== undefined) return missing({ found: `${unmounted.module} defines ${unmounted.path}, and no app includes its router.`, next, against: [place(unmounted, `${unmounted.path} is in a router that no app includes`)] })
  return missing({ found: main === null ? 'No web service was found.' : `${main.module} has ${listOf(served, main)}; no health route was found.`, next: main === null ? 'Serve the model behind an HTTP API (FastAPI, BentoML …) that has a health route beside its prediction route.' : next })
}

function listOf(routes: readonly Route[], first: Route): string {
  if (isHandlerAlone(first)) return `the handler ${first.handler?.node.name ?? ''} (${first.framework})`
  const paths = [...new Set(routes.filter((route) => route.module === first.module).map((route) => route.path))]
  return `${paths.length === 1 ? 'route' : 'routes'} ${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ' …' : ''}`
}
