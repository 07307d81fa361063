import { definitionsOf, type Import } from '../python/definitions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { unknownNameIn } from '../python/unknown-names.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Route } from './route.ts'

/** What keeps a route from answering, and where that stands. */
export type BrokenAnswer = { readonly path: string; readonly line: number; readonly says: string }

/** Packages that projects name so and no index has. */
const OWN = /^(?:src|app|api|backend|server|service|services|core)$/
/** Modules that are made when the project is built. */
const GENERATED = /_pb2(?:_grpc)?$|(?:^|\.)_?version$/

/**
 * Why a route cannot answer whatever is asked, as far as the file of its handler tells: the handler reads a name that nothing gives a value, or
 * the file imports a module of the project that is not there. Null where neither is so.
 */
export function brokenAnswerOf(facts: RepositoryFacts, { handler }: Route): BrokenAnswer | null {
  if (handler === null) return null
  const { path, tree, node } = handler
  const unknown = node.kind === 'function' ? unknownNameIn(tree, node) : null
  if (unknown !== null) return { path, line: unknown.line, says: `its handler reads ${unknown.name}, and nothing in the file imports or defines it` }
  for (const one of definitionsOf(tree).imports) {
    const { context } = one
    if (context.guarded || context.handler !== null || context.main || context.tests.length + context.functions.length > 0 || GENERATED.test(one.module)) continue
    const missing = missingModule(facts, path, one)
    if (missing !== null) return { path, line: one.line, says: `its file imports ${missing}, which is not there` }
  }
  return null
}

/** The module of the project that an import names and that is not there; also where its package is a plain folder: `app.models` beside `app/core`. */
function missingModule(facts: RepositoryFacts, path: string, one: Import): string | null {
  const resolution = moduleGraphOf(facts).resolve(path, one)
  if (resolution.kind === 'missing') return resolution.module
  const [first = '', second] = one.module.split('.')
  if (resolution.kind !== 'external' || one.level > 0 || second === undefined || !OWN.test(first)) return null
  const roots = ['', 'src/', facts.project === '.' ? '' : `${facts.project}/`].map((root) => `${root}${first}/`)
  const isThere = (start: string): boolean => [...facts.paths].some((one) => one.startsWith(start))
  const root = roots.find(isThere)
  return root === undefined || roots.some((one) => facts.paths.has(`${one}${second}.py`) || isThere(`${one}${second}/`)) || facts.gaps.some((gap) => gap.path.includes(second)) ? null : one.module
}
