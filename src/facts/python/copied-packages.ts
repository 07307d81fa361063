import { asList, asMap, asText, valueAt, type Json } from '../../parse/json.ts'
import type { PythonTree } from '../../parse/python/tree.ts'
import { packageName } from '../../parse/requirements.ts'
import { memoise } from '../memoise.ts'
import type { FileFacts } from '../file-facts.ts'
import { foldersAbove, splitPath } from '../paths/folders.ts'
import { walk } from './walk.ts'

/** A smaller folder may look like a part of anything. */
const LEAST_FILES = 40
const LEAST_MODULES = 15

type ReadFile = { readonly path: string; readonly facts: FileFacts | null }

/** How a folder stands to one package: its files that import parts of the package which lie in the folder too, and the parts that do and do not. */
type Likeness = { readonly files: Set<string>; readonly there: Set<string>; readonly elsewhere: Set<string> }

/**
 * The folders that are copies of an installed package under another name (`mlflow_patched/` full of `from mlflow.utils import …`), each with the package's name:
 * of at least forty Python files most import, from a package that the project declares as a requirement, modules that lie in the folder itself, and hardly any that do not.
 * A project's own package is never such a copy: it is no requirement of its own, and what it imports of others lies with them.
 */
export function copiedPackagesIn(files: readonly ReadFile[]): ReadonlyMap<string, string> {
  const python = files.filter((file) => file.facts?.kind === 'python')
  const counts = new Map<string, number>()
  for (const { path } of python) for (const folder of foldersAbove(path)) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  const large = new Set([...counts].filter(([, count]) => count >= LEAST_FILES).map(([folder]) => folder))
  if (large.size === 0) return new Map()
  const places = new Set(python.flatMap(({ path }) => [path.slice(0, -'.py'.length), ...foldersAbove(path)]))
  const declared = declaredPackages(files)
  const copies = new Map<string, string>()
  for (const [key, likeness] of likenesses(python, large, places, declared)) {
    const [name, folder] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)]
    const isCopy = likeness.files.size * 2 >= (counts.get(folder) ?? 0) && likeness.there.size >= LEAST_MODULES && likeness.elsewhere.size * 10 <= likeness.there.size
    if (isCopy && splitPath(folder).name !== name) copies.set(folder, name)
  }
  return copies
}

function likenesses(python: readonly ReadFile[], large: ReadonlySet<string>, places: ReadonlySet<string>, declared: ReadonlySet<string>): ReadonlyMap<string, Likeness> {
  const found = new Map<string, Likeness>()
  for (const { path, facts } of python) {
    const folders = foldersAbove(path).filter((folder) => large.has(folder))
    if (folders.length === 0 || facts?.kind !== 'python') continue
    for (const module of importedIn(facts.tree)) {
      const dot = module.indexOf('.')
      const name = module.slice(0, dot)
      if (!declared.has(name.toLowerCase())) continue
      for (const folder of folders) {
        const key = `${name} ${folder}`
        const likeness = found.get(key) ?? { files: new Set(), there: new Set(), elsewhere: new Set() }
        found.set(key, likeness)
        const isThere = places.has(`${folder}/${module.slice(dot + 1).replaceAll('.', '/')}`)
        if (isThere) likeness.files.add(path)
        const side = isThere ? likeness.there : likeness.elsewhere
        side.add(module)
      }
    }
  }
  return found
}

/** The dotted modules that a file imports from the top. */
const importedIn = memoise((tree: PythonTree): ReadonlySet<string> => {
  const modules = new Set<string>()
  walk(tree, (statement) => {
    if (statement.kind === 'import') for (const { level, module } of statement.names) if (level === 0 && module.includes('.')) modules.add(module)
  })
  return modules
})

/** What requirements files, pyproject.toml, a Pipfile and conda environments ask for, as it may be imported; the project's own packages may stand among it. */
function declaredPackages(files: readonly ReadFile[]): ReadonlySet<string> {
  const own = new Set<string>()
  const asked = files.flatMap(({ path, facts }): readonly (string | null)[] => {
    if (facts?.kind === 'requirements') return facts.tree.packages.map(({ name }) => name)
    if (facts?.kind === 'yaml' && /(?:env|conda)[^/]*\.ya?ml$/.test(path)) return facts.documents.slice(0, 1).flatMap((document) => askedIn(document.value, /^dependencies$/, false, 0))
    if (facts?.kind !== 'toml') return []
    if (path.endsWith('Pipfile')) return askedIn(facts.value, /^(?:dev-)?packages$/, false, 0)
    for (const place of [['project'], ['tool', 'poetry']]) own.add(packageName(asText(valueAt(facts.value, ...place, 'name')) ?? '') ?? '')
    return path.endsWith('pyproject.toml') ? askedIn(facts.value, /dependencies/, false, 0) : []
  })
  return new Set(asked.flatMap((name) => (name === null || own.has(name) ? [] : [name.replaceAll('-', '_')])))
}

/** The packages that the lists and tables below such a key name. */
function askedIn(value: Json, key: RegExp, inside: boolean, depth: number): readonly (string | null)[] {
  if (depth > 6) return []
  if (typeof value === 'string') return inside ? [packageName(value)] : []
  const list = asList(value)
  if (list !== null) return list.slice(0, 500).flatMap((one) => askedIn(one, key, inside, depth + 1))
  return Object.entries(asMap(value) ?? {}).slice(0, 500).flatMap(([name, inner]) => [...(inside ? [packageName(name)] : []), ...askedIn(inner, key, inside || key.test(name), depth + 1)])
}
