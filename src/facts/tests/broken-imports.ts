import { listedPackagesOf } from '../dependencies/listed-packages.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf, type Import } from '../python/definitions.ts'
import { leftOutWords } from '../python/left-out.ts'
import { OWN_PACKAGES } from '../python/missing-modules.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, pythonFileAt, type PythonModule } from '../python/modules.ts'
import { offersName } from '../python/top-names.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** An import that leads nowhere: a module, or a name of a module, that is not there. */
export type BrokenImport = { readonly path: string; readonly line: number; readonly says: string; readonly import: Import }

/** The imports of test code that lead nowhere, by file. Those that a `try` guards are the file's own business and left out. */
export const brokenImportsOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly BrokenImport[]> => {
  const found = new Map<string, BrokenImport[]>()
  const packages = new Set(modulesOf(facts).map((module) => module.path.replace(/\.py$/, '')).flatMap((path) => path.split('/')))
  for (const module of modulesOf(facts)) {
    if (module.role !== 'test') continue
    for (const one of definitionsOf(module.tree).imports) {
      const says = one.context.guarded ? null : whyBroken(facts, module, one, packages)
      if (says !== null) found.set(module.path, [...found.get(module.path) ?? [], { path: module.path, line: one.line, says, import: one }].slice(0, 20))
    }
  }
  return found
})

function whyBroken(facts: RepositoryFacts, module: PythonModule, one: Import, packages: ReadonlySet<string>): string | null {
  const resolution = moduleGraphOf(facts).resolve(module.path, one)
  if (resolution.kind === 'missing') return `${resolution.module} is not there${leftOutWords(facts, module.path, resolution.module)}`
  if (resolution.kind === 'external') {
    const [first = ''] = one.module.split('.')
    if (one.level > 0) return null
    if (OWN_PACKAGES.has(first) && !packages.has(first)) return isOpenedElsewhere(facts, first) ? null : `${one.module} is not there${leftOutWords(facts, module.path, one.module)}`
    return packages.has(first) ? whyLoose(facts, one) : null
  }
  if (resolution.name === null || resolution.name === '*') return null
  const file = pythonFileAt(facts, resolution.path)
  if (file === null || file.tree.errors.length > 0) return null
  return offersName(file.tree, resolution.name) ? null : `${resolution.path} has no ${resolution.name}`
}

/**
 * `from pier import app` where `pier` is a folder of modules and no package: it gives its modules and no other name. A folder that is called as a
 * package of an index that the project asks for may stand for that.
 */
function whyLoose(facts: RepositoryFacts, { module, name }: Import): string | null {
  if (name === null || name === '*' || module.includes('.')) return null
  const folder = ['', 'src/', facts.project === '.' ? '' : `${facts.project}/`].map((root) => `${root}${module}`).find((one) => moduleFoldersOf(facts).has(one))
  if (folder === undefined || ['/__init__.py', '.py', `/${name}.py`, `/${name}`].some((end) => facts.paths.has(`${folder}${end}`))) return null
  const listed = listedPackagesOf(facts)
  return listed.length === 0 || listed.some((one) => one.name.includes(module.toLowerCase())) ? null : `${folder} has no __init__.py that gives ${name}`
}

/** The folders that hold Python files themselves. */
const moduleFoldersOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => new Set([...facts.paths].flatMap((path) => path.endsWith('.py') ? [path.slice(0, Math.max(0, path.lastIndexOf('/')))] : [])))

/** A file or folder of that name that was not read (too large, another language) may hold it. */
function isOpenedElsewhere(facts: RepositoryFacts, name: string): boolean {
  return facts.gaps.some((gap) => gap.path.includes(name)) || facts.paths.has(name) || facts.paths.has(`src/${name}`)
}
