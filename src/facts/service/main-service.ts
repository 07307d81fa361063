import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { isInProject } from '../paths/project.ts'
import { namedServiceOf } from './named-service.ts'
import { isHandlerAlone, predicts, type Route } from './route.ts'
import { servedRoutesOf } from './routes.ts'

/** The route that an advice about the service is best tied to: one that predicts over HTTP, else one that is no front page, else the first; null without a service. Those of the service that the student names go before all others. */
export const mainRouteOf = memoise((facts: RepositoryFacts): Route | null => {
  const all = servedRoutesOf(facts)
  const folder = namedServiceOf(facts)
  const named = folder === null ? [] : all.filter(({ module }) => isInProject(module, folder))
  const served = named.length > 0 ? named : all
  const overHttp = served.filter((route) => !isHandlerAlone(route))
  return overHttp.find(predicts) ?? overHttp.find((route) => route.path !== '/') ?? overHttp[0] ?? served[0] ?? null
})
