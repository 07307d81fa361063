import type { ProbePaths } from '../../model/probe.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { metricsExposuresOf } from './exposed-metrics.ts'
import { healthRoutesOf } from './health-routes.ts'
import { ownFiguresOf } from './own-figures.ts'
import { healthProbesOf } from './probes.ts'
import type { Route } from './route.ts'
import { servedRoutesOf } from './routes.ts'
import { servingFrameworksOf } from './serving-frameworks.ts'

/** A path without parameters and patterns. */
const PLAIN = /^\/(?:[\w.~-]+(?:\/[\w.~-]+)*)?\/?$/
const METRICS = /\/(?:metrics|prometheus)$/

/** The health route and the metrics route that the code declares, or those that its serving framework is known to have. Metrics that are pushed, or that another port serves, have none. */
export const probePathsOf = memoise((facts: RepositoryFacts): ProbePaths => {
  const frameworks = servingFrameworksOf(facts).map(({ asked }) => asked)
  const streamlit = servedRoutesOf(facts).length === 0 && healthProbesOf(facts).some(({ builtIn }) => builtIn === 'Streamlit') ? '/_stcore/health' : null
  return {
    health: firstOf([...healthRoutesOf(facts).map(pathOf), ...frameworks.map(({ health }) => health), streamlit]),
    metrics: firstOf([
      ...[...metricsExposuresOf(facts), ...ownFiguresOf(facts).filter(({ kind }) => kind !== 'other')].map(({ route }) => route ?? null),
      ...servedRoutesOf(facts).filter((route) => METRICS.test(route.path)).map(pathOf),
      ...frameworks.map(({ metrics }) => metrics),
    ]),
  }
})

function firstOf(paths: readonly (string | null)[]): string | null {
  return paths.find((path) => path !== null && PLAIN.test(path)) ?? null
}

function pathOf({ path, methods, framework }: Route): string | null {
  if (methods.length > 0 && !methods.includes('GET')) return null
  // What Azure puts before every route of a function app that says nothing else.
  return framework === 'Azure Functions' && !/^\/api(?:\/|$)/.test(path) ? `/api${path}` : path
}
