import type { PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { definitionsOf, type Import } from './definitions.ts'
import { modulesOf, type PythonModule } from './modules.ts'
import { offersName } from './top-names.ts'

/** Where an import leads: a file of the repository, something installed, or a part of a project package that is not there. */
export type Resolution =
  | { readonly kind: 'project'; readonly path: string; /** The imported name, where it is no module itself. */ readonly name: string | null }
  | { readonly kind: 'external' }
  | { readonly kind: 'missing'; readonly module: string }

export type ModuleGraph = {
  /** Where an import of a file leads. */
  readonly resolve: (path: string, imported: Pick<Import, 'module' | 'name' | 'level'>) => Resolution
  /** Where a resolved dotted name of a file (`src.train.fit`, `.utils.load`) leads, with the rest of the name. */
  readonly resolveDotted: (path: string, dotted: string) => { readonly path: string; readonly rest: string } | null
  /** The project files that a file imports. */
  readonly importsOf: (path: string) => ReadonlySet<string>
  /** The project files that import a file. */
  readonly importersOf: (path: string) => ReadonlySet<string>
}

const MOST_KNOWN = 100_000

/** How the project's Python files import each other. Import roots are guessed: every folder that holds Python or packages of it. */
export const moduleGraphOf = memoise((facts: RepositoryFacts): ModuleGraph => {
  const modules = modulesOf(facts).filter((module) => module.path.endsWith('.py'))
  const files = new Set(modules.map((module) => module.path))
  const folders = foldersOf(files)
  const trees = new Map(modules.map((module) => [module.path, module.tree]))
  const places = { files, folders, roots: rootsOf(files), names: new Set([...files, ...folders].map(nameOf)), trees }
  // The same import from the same folder leads to the same place, and checks ask for it again and again.
  const known = new Map<string, Resolution>()
  const resolve = (path: string, imported: Pick<Import, 'module' | 'name' | 'level'>): Resolution => {
    if (imported.level === 0 && isInstalled(imported.module, places)) return { kind: 'external' }
    const key = `${folderOf(path)} ${imported.level} ${imported.module} ${imported.name ?? ''}`
    const resolution = known.get(key) ?? resolveImport(path, imported, places)
    if (known.size < MOST_KNOWN) known.set(key, resolution)
    return resolution
  }
  const forward = new Map(modules.map((module) => [module.path, targetsOf(module, resolve)]))
  const backward = new Map<string, Set<string>>()
  for (const [from, targets] of forward) {
    for (const target of targets) backward.set(target, (backward.get(target) ?? new Set()).add(from))
  }
  return {
    resolve,
    resolveDotted: (path, dotted) => !dotted.startsWith('.') && isInstalled(dotted, places) ? null : resolveDotted(path, dotted, resolve),
    importsOf: (path) => forward.get(path) ?? new Set(),
    importersOf: (path) => backward.get(path) ?? new Set(),
  }
})

/** Standard modules that Python and most packages load themselves: a file of the project with such a name (`src/utils/logging.py`) is never what an absolute import means. */
const STANDARD = new Set(['logging', 'types', 'typing', 'io', 'json', 're', 'os', 'sys', 'time', 'datetime', 'random', 'math', 'string', 'collections', 'functools', 'inspect', 'enum', 'abc', 'copy', 'operator', 'threading', 'warnings', 'traceback', 'tempfile', 'subprocess', 'shutil', 'signal', 'socket', 'email', 'http', 'pathlib', 'dataclasses', 'contextlib'])

/** `names` are those of all modules and folders: what none of them is called is installed, without a look at every root. */
type Places = { readonly files: ReadonlySet<string>; readonly folders: ReadonlySet<string>; readonly roots: readonly string[]; readonly names: ReadonlySet<string>; readonly trees: ReadonlyMap<string, PythonTree> }

function targetsOf(module: PythonModule, resolve: ModuleGraph['resolve']): ReadonlySet<string> {
  const targets = new Set<string>()
  for (const imported of definitionsOf(module.tree).imports) {
    const resolution = resolve(module.path, imported)
    if (resolution.kind === 'project' && resolution.path !== module.path) targets.add(resolution.path)
  }
  return targets
}

function resolveImport(path: string, { module, name, level }: Pick<Import, 'module' | 'name' | 'level'>, places: Places): Resolution {
  const parts = module === '' ? [] : module.split('.')
  if (level > 0) {
    const base = up(folderOf(path), level - 1)
    if (base === null) return { kind: 'missing', module: `${'.'.repeat(level)}${module}` }
    return found(base, parts, name, places) ?? { kind: 'missing', module: `${'.'.repeat(level)}${module}` }
  }
  const [first] = parts
  if (first === undefined) return { kind: 'external' }
  // Python looks beside the file that is run, then along the roots; the nearest one is the likeliest: two services may each have a `utils`.
  // One that has not the imported name is meant only where none has it: the file sets its own path then.
  let claimed = false
  let nameless: Resolution | null = null
  for (const root of [...foldersAround(path), ...places.roots]) {
    const there = join(root, first)
    if (!places.folders.has(there) && !places.files.has(`${there}.py`)) continue
    const resolution = found(root, parts, name, places)
    if (resolution?.kind === 'project' && !holds(resolution, places)) nameless ??= resolution
    else if (resolution !== null) return resolution
    claimed ||= places.files.has(`${there}/__init__.py`) || places.files.has(`${there}.py`)
  }
  if (nameless !== null) return nameless
  return claimed && parts.length > 1 ? { kind: 'missing', module } : { kind: 'external' }
}

/** Whether an absolute import leads out of the project: nothing of it is called as the import begins. */
function isInstalled(module: string, { names }: Places): boolean {
  const dot = module.indexOf('.')
  const first = dot < 0 ? module : module.slice(0, dot)
  return STANDARD.has(first) || !names.has(first)
}

/** Whether a module gives the name that is imported of it, as far as its text tells. */
function holds({ path, name }: Resolution & { readonly kind: 'project' }, { trees }: Places): boolean {
  const tree = trees.get(path)
  return name === null || name === '*' || tree === undefined || tree.errors.length > 0 || offersName(tree, name)
}

function found(root: string, parts: readonly string[], name: string | null, { files, folders }: Places): Resolution | null {
  const base = parts.reduce(join, root)
  if (name !== null && name !== '*') {
    const inner = join(base, name)
    if (files.has(`${inner}.py`)) return { kind: 'project', path: `${inner}.py`, name: null }
    if (files.has(`${inner}/__init__.py`)) return { kind: 'project', path: `${inner}/__init__.py`, name: null }
  }
  if (parts.length > 0 && files.has(`${base}.py`)) return { kind: 'project', path: `${base}.py`, name }
  const init = join(base, '__init__.py')
  if (files.has(init)) return { kind: 'project', path: init, name }
  // A namespace package: a folder of modules without `__init__.py` can be imported but holds no names itself.
  return name === null && parts.length > 0 && folders.has(base) ? { kind: 'external' } : null
}

function resolveDotted(path: string, dotted: string, resolve: ModuleGraph['resolve']): { readonly path: string; readonly rest: string } | null {
  const level = /^\.*/.exec(dotted)?.[0].length ?? 0
  const parts = dotted.slice(level).split('.')
  for (let cut = Math.min(parts.length, 8); cut > 0; cut--) {
    const head = parts.slice(0, cut)
    if (head.some((part) => !/^\w+$/.test(part))) continue
    const resolution = resolve(path, { module: head.slice(0, -1).join('.'), name: head.at(-1) ?? null, level })
    const direct = resolution.kind === 'project' ? resolution : level === 0 ? resolve(path, { module: head.join('.'), name: null, level }) : resolution
    if (direct.kind !== 'project') continue
    const rest = direct.name === null ? parts.slice(cut) : parts.slice(cut - 1)
    return { path: direct.path, rest: rest.join('.') }
  }
  return null
}

/** Folders from which the project's own imports may start, the shortest first: the parent of every outermost package, and every folder with loose modules. */
function rootsOf(files: ReadonlySet<string>): readonly string[] {
  const roots = new Set<string>(['', 'src'])
  for (const file of files) {
    let folder = folderOf(file)
    roots.add(folder)
    while (folder !== '') {
      folder = folderOf(folder)
      roots.add(folder)
    }
  }
  return [...roots].sort((a, b) => a.split('/').length - b.split('/').length || a.length - b.length).slice(0, 400)
}

function foldersOf(files: ReadonlySet<string>): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const file of files) {
    for (let folder = folderOf(file); folder !== '' && !folders.has(folder); folder = folderOf(folder)) folders.add(folder)
  }
  return folders
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/** The folders a file lies in, the innermost first; at most forty. */
function foldersAround(path: string): readonly string[] {
  const folders = [folderOf(path)]
  for (let folder = folderOf(path); folder !== '' && folders.length < 40;) {
    folder = folderOf(folder)
    folders.push(folder)
  }
  return folders
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '')
}

function up(folder: string, steps: number): string | null {
  let current = folder
  for (let step = 0; step < steps; step++) {
    if (current === '') return null
    current = folderOf(current)
  }
  return current
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
