import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { isInProject } from '../paths/project.ts'
import { namedServiceOf } from './named-service.ts'
import type { Route } from './route.ts'
import { servedRoutesOf } from './routes.ts'

const PREDICTS = /predict|infer|invocation|score|classif|detect|recommend|forecast/i

/** The route that an advice about the service is best tied to: one that predicts over HTTP, else one that is no front page, else the first; null without a service. Those of the service that the student names go before all others. */
export const mainRouteOf = memoise((facts: RepositoryFacts): Route | null => {
  const all = servedRoutesOf(facts)
  const folder = namedServiceOf(facts)
  const named = folder === null ? [] : all.filter(({ module }) => isInProject(module, folder))
  const served = named.length > 0 ? named : all
  const overHttp = served.filter((route) => !isHandlerAlone(route))
  return overHttp.find(predicts) ?? overHttp.find((route) => route.path !== '/') ?? overHttp[0] ?? served[0] ?? null
})

/** Whether a route gives predictions, by its path or the name of its handler. */
export function predicts({ path, handler }: Pick<Route, 'path' | 'handler'>): boolean {
  return PREDICTS.test(path) || PREDICTS.test(handler?.node.name ?? '')
}

/** A function that a cloud calls, with no path of its own: how it is asked, the files need not tell. */
export function isHandlerAlone({ path, framework }: Pick<Route, 'path' | 'framework'>): boolean {
  return path === '/' && (framework === 'Lambda' || framework === 'Cloud Functions')
}
