import type { PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf, type Import } from '../python/definitions.ts'
import { leftOutWords } from '../python/left-out.ts'
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
  return brokenImportIn(facts)(path, tree)
}

/** The first import of a file that leads to no module of the project; kept by file, since many routes may stand in one. */
const brokenImportIn = memoise((facts: RepositoryFacts) => {
  const kept = new Map<string, BrokenAnswer | null>()
  return (path: string, tree: PythonTree): BrokenAnswer | null => {
    const known = kept.get(path)
    if (known !== undefined) return known
    const found = importsAtTop(tree).map((one) => ({ line: one.line, missing: missingModule(facts, path, one) })).find(({ missing }) => missing !== null)
    const missing = found?.missing ?? ''
    const broken = found === undefined ? null : { path, line: found.line, says: `its file imports ${missing}, which is not there${leftOutWords(facts, path, missing)}` }
    kept.set(path, broken)
    return broken
  }
})

/** The imports that run whenever the file is imported; no file by hand has more. */
function importsAtTop(tree: PythonTree): readonly Import[] {
  return definitionsOf(tree).imports.filter(({ context, module }) => !context.guarded && context.handler === null && !context.main && context.tests.length + context.functions.length === 0 && !GENERATED.test(module)).slice(0, 300)
}

/** The module of the project that an import names and that is not there; also where its package is a plain folder: `app.shapes` beside `app/core`. */
function missingModule(facts: RepositoryFacts, path: string, one: Import): string | null {
  const resolution = moduleGraphOf(facts).resolve(path, one)
  if (resolution.kind === 'missing') return resolution.module
  const [first = '', second] = one.module.split('.')
  if (resolution.kind !== 'external' || one.level > 0 || second === undefined || !OWN.test(first)) return null
  const folders = foldersOf(facts)
  const roots = ['', 'src/', facts.project === '.' ? '' : `${facts.project}/`].map((root) => `${root}${first}`).filter((root) => folders.has(root))
  const isThere = roots.some((root) => facts.paths.has(`${root}/${second}.py`) || folders.has(`${root}/${second}`)) || facts.gaps.some((gap) => gap.path.includes(second))
  return roots.length === 0 || isThere ? null : one.module
}

const foldersOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => {
  const folders = new Set<string>()
  for (const path of facts.paths) {
    for (let end = path.lastIndexOf('/'); end > 0 && !folders.has(path.slice(0, end)); end = path.lastIndexOf('/', end - 1)) folders.add(path.slice(0, end))
  }
  return folders
})
