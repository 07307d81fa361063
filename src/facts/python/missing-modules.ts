import type { PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { definitionsOf, type Import } from './definitions.ts'
import { moduleGraphOf } from './module-graph.ts'

/** Packages that projects name so and no index has. */
const OWN = /^(?:src|app|api|backend|server|service|services|core)$/
/** Modules that are made when the project is built. */
const GENERATED = /_pb2(?:_grpc)?$|(?:^|\.)_?version$/

/** The imports that run whenever the file is imported; no file by hand has more. */
export function importsAtTop(tree: PythonTree): readonly Import[] {
  return definitionsOf(tree).imports.filter(({ context, module }) => !context.guarded && context.handler === null && !context.main && context.tests.length + context.functions.length === 0 && !GENERATED.test(module)).slice(0, 300)
}

/** The module of the project that an import names and that is not there; also where its package is a plain folder: `app.shapes` beside `app/core`. Null where it is there, is none of the project's, or nobody can tell. */
export function missingModule(facts: RepositoryFacts, path: string, one: Import): string | null {
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
