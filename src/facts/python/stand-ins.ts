import { isKnownPackage } from '../../parse/package-names.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { folderOf } from '../settings/settings.ts'
import { definitionsOf } from './definitions.ts'
import { modulesOf, type PythonModule } from './modules.ts'
import { topNamesOf } from './top-names.ts'

/**
 * Whether a name of a library (`mlflow.log_metric`) is one that the project itself offers under the library's name, where Python looks first: `mlflow.py` or
 * `mlflow/__init__.py` beside the file that uses it, or at the root. Such a file stands in for the library; one that imports the library does not, nor does a module of a name of its own (`tracking.py`).
 */
export function isStandIn(facts: RepositoryFacts, path: string, dotted: string): boolean {
  const [library = '', name = ''] = dotted.split(/[.(]/, 2)
  if (name === '' || !isKnownPackage(library)) return false
  const namesakes = namesakesOf(facts)
  return [folderOf(path), facts.project, '.'].some((folder) => {
    const found = namesakes.get(`${folder} ${library}`)
    return found !== undefined && found.path !== path && topNamesOf(found.tree).has(name) && !definitionsOf(found.tree).imports.some((one) => one.level === 0 && one.module.split('.')[0] === library)
  })
}

/** The files that Python would take for a package of their name, by the folder it would look in and that name. */
const namesakesOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, PythonModule> => new Map(modulesOf(facts).filter(({ path }) => path.endsWith('.py')).map((module) => {
  const parts = module.path.replace(/\/__init__\.py$|\.py$/, '')
  return [`${folderOf(parts)} ${parts.slice(parts.lastIndexOf('/') + 1)}`, module]
})))
