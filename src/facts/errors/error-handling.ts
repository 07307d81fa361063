import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { caughtErrorsOf, isOptionalImport } from '../python/handlers.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { libraryChecksOf } from '../validation/library-checks.ts'
import { servedFunctionsOf } from '../service/served-functions.ts'
import { clearFailuresOf } from './clear-failures.ts'
import { workRoutesOf, type WorkRoute } from './guarded-routes.ts'
import { inputModelsOf } from './input-models.ts'
import { isLoadingClear } from './model-loading.ts'
import { swallowedErrorsOf, type SwallowedError } from './swallowed.ts'

/** A place that has to do with errors. */
export type ErrorPlace = { readonly path: string; readonly line: number; readonly says: string }

/**
 * How the project handles errors. Each of `validates`, `clear` and `loads` is judged where the project meets the outside: at the routes of its
 * service, or, where it has none, in its pipeline. `lacking` is the first thing that stands between it and a whole.
 */
export type ErrorHandling = {
  /** What is handled, best first. */
  readonly handled: readonly ErrorPlace[]
  readonly swallowed: readonly SwallowedError[]
  readonly lacking: { readonly kind: 'swallowed' | 'validation' | 'translation' | 'loading' | 'failures'; readonly place: ErrorPlace | null } | null
}

/** From this many clear failures on, a pipeline without a service is taken to say what goes wrong. */
const SEVERAL = 3

/** Reads the project's error handling as a whole. */
export const errorHandlingOf = memoise((facts: RepositoryFacts): ErrorHandling => {
  const routes = workRoutesOf(facts)
  const swallowed = swallowedErrorsOf(facts)
  const handled = handledOf(facts, routes)
  const first = swallowed[0]
  if (first !== undefined) return { handled, swallowed, lacking: { kind: 'swallowed', place: first } }
  return { handled, swallowed, lacking: routes.length > 0 ? lackingInService(facts, routes) : lackingInPipeline(facts) }
})

function lackingInService(facts: RepositoryFacts, routes: readonly WorkRoute[]): ErrorHandling['lacking'] {
  const place = ({ path, line, route }: WorkRoute): ErrorPlace => ({ path, line, says: nameOfRoute(route) })
  const open = routes.filter((route) => route.validated === null)
  const bare = routes.filter((route) => route.translates === null)
  // Most of the routes decide: a second app beside the service may still be rough.
  if (bare.length * 2 > routes.length && bare[0] !== undefined) return { kind: 'translation', place: place(bare[0]) }
  if (open.length * 2 > routes.length && open[0] !== undefined) return { kind: 'validation', place: place(open[0]) }
  const { clear, load } = isLoadingClear(facts)
  return clear ? null : { kind: 'loading', place: load === null ? null : { ...load, says: 'loads the model' } }
}

function lackingInPipeline(facts: RepositoryFacts): ErrorHandling['lacking'] {
  const validates = inputModelsOf(facts).length > 0 || libraryChecksOf(facts).some((check) => check.role === 'code' && check.acts)
  // A file that is copied from service to service counts once.
  const failures = new Set(clearFailuresOf(facts).map(({ path, line, says }) => `${path.slice(path.lastIndexOf('/') + 1)}:${line} ${says}`))
  if (failures.size < SEVERAL) return { kind: 'failures', place: null }
  return validates ? null : { kind: 'validation', place: null }
}

function handledOf(facts: RepositoryFacts, routes: readonly WorkRoute[]): readonly ErrorPlace[] {
  const served = servedFunctionsOf(facts)
  const failures = clearFailuresOf(facts)
  const inService = failures.filter(({ context }) => context.functions.some((one) => served.has(one)))
  const ofKind = (list: typeof failures, kind: string): readonly ErrorPlace[] => list.filter((one) => one.kind === kind)
  return [
    ...routes.flatMap(({ path, translates, route }) => translates === null ? [] : [{ path, line: translates.line, says: `${nameOfRoute(route)} turns failures into errors` }]),
    ...routes.flatMap(({ path, refuses, route }) => refuses === null ? [] : [{ path, line: refuses.line, says: `${nameOfRoute(route)} refuses what it cannot answer` }]),
    ...ofKind(inService, 'translation'), ...ofKind(inService, 'raise'),
    ...routes.flatMap(({ path, line, validated, route }) => validated === null ? [] : [{ path, line, says: `${nameOfRoute(route)} validates its input (${validated})` }]),
    ...ofKind(failures, 'typed'), ...ofKind(failures, 'translation'), ...ofKind(failures, 'raise').toSorted((left, right) => Number(tellsWhy(right)) - Number(tellsWhy(left))),
    ...inputModelsOf(facts).map(({ name, path, line, library }) => ({ path, line, says: `${name} validates with ${library}` })),
    ...libraryChecksOf(facts).filter((check) => check.role === 'code').map(({ tool, path, line }) => ({ path, line, says: `${tool} validates data` })),
    ...projectModulesOf(facts).flatMap(({ path, tree }) => caughtErrorsOf(tree).filter((caught) => !isOptionalImport(caught) && !caught.handsOn).map(({ line, types }) => ({ path, line, says: `catches ${types.join(', ') || 'every error'}` }))),
    ...swallowedErrorsOf(facts),
    ...projectModulesOf(facts).flatMap(assertedIn),
  ]
}

/** An error that is raised with a message says more than its bare type. */
function tellsWhy({ says }: ErrorPlace): boolean {
  return says.includes('(') && !says.endsWith('()')
}

const assertedIn = memoise(({ path, tree }: PythonModule): readonly ErrorPlace[] => definitionsOf(tree).statements.flatMap(({ statement, context }) =>
  statement.kind === 'assert' && statement.message !== null && !context.dead ? [{ path, line: statement.line, says: `asserts ${textOf(statement.test).slice(0, 80)}` }] : []))

function nameOfRoute({ path, methods, framework, handler }: WorkRoute['route']): string {
  if (path === '/' && (framework === 'Lambda' || framework === 'Cloud Functions')) return handler?.node.name ?? framework
  return `${methods[0] ?? ''} ${path}`.trim()
}
