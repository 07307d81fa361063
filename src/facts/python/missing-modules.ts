import type { PythonTree } from '../../parse/python/tree.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { definitionsOf, type Import } from './definitions.ts'
import { moduleGraphOf } from './module-graph.ts'

/** Names that projects give their own packages and no package of an index that a project needs goes by. */
export const OWN_PACKAGES: ReadonlySet<string> = new Set(['src', 'app', 'api', 'main', 'model', 'models', 'train', 'training', 'predict', 'prediction', 'inference', 'pipeline', 'pipelines', 'service', 'services', 'scripts', 'core', 'lib', 'backend', 'server', 'serving', 'preprocess', 'preprocessing', 'model_pipeline', 'data_processing', 'ml', 'project', 'utils', 'config', 'data', 'features'])
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
  if (resolution.kind !== 'external' || one.level > 0 || second === undefined || !OWN_PACKAGES.has(first)) return null
  const roots = ['', 'src/', facts.project === '.' ? '' : `${facts.project}/`].map((root) => `${root}${first}`).filter((root) => facts.paths.has(root))
  const isThere = roots.some((root) => facts.paths.has(`${root}/${second}.py`) || facts.paths.has(`${root}/${second}`)) || facts.gaps.some((gap) => gap.path.includes(second))
  return roots.length === 0 || isThere ? null : one.module
}
