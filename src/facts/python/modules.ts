import type { PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { folderContents, type FolderContents } from '../paths/folders.ts'
import type { Role } from '../paths/role.ts'
import { isTestFolder } from '../paths/tests.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { assertsSomething } from './asserted.ts'
import { definitionsOf } from './definitions.ts'

/**
 * One Python file or notebook of the project, read. The same file read again is the same object, in whatever repository it lies:
 * what is memoised by it is computed once for as long as its facts are kept, so it must rest on nothing else.
 */
export type PythonModule = { readonly path: string; readonly role: Role; readonly tree: PythonTree }

/**
 * Every Python file and notebook of the project that was read, in the order of the tree.
 * A script that is named as tests are, stands in no folder of tests and tests nothing, is code of the project.
 */
export const modulesOf = memoise((facts: RepositoryFacts): readonly PythonModule[] => {
  const folders = folderContents(facts.snapshot.tree)
  return [...facts.files.values()].flatMap(({ path, role, facts: read }): readonly PythonModule[] => {
    if (read?.kind === 'notebook') return [moduleAt(path, 'notebook', read.tree)]
    if (read?.kind !== 'python') return []
    return [moduleAt(path, role === 'test' && !isInTestFolder(path, folders) && !holdsTests(path, read.tree) ? 'code' : role, read.tree)]
  })
})

/** The Python file at a path from the repository's root; null for anything else, a notebook too. */
export function pythonFileAt(facts: RepositoryFacts, path: string): PythonModule | null {
  return pythonFilesOf(facts).get(path) ?? null
}

const pythonFilesOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, PythonModule> =>
  new Map(modulesOf(facts).filter(({ path }) => facts.files.get(path)?.facts?.kind === 'python').map((module) => [module.path, module])))

/** The same text may lie at many paths: an empty `__init__.py`. */
const MOST_KEPT = 100
const keptModules = memoise((_tree: PythonTree): Map<string, PythonModule> => new Map())

function moduleAt(path: string, role: Role, tree: PythonTree): PythonModule {
  const kept = keptModules(tree)
  const key = `${role} ${path}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = { path, role, tree }
  if (kept.size < MOST_KEPT) kept.set(key, made)
  return made
}

/** Project code in the rubric's sense: Python outside tests, notebooks, migrations and whatever the project did not write. */
export const projectModulesOf = memoise((facts: RepositoryFacts): readonly PythonModule[] => modulesOf(facts).filter((module) => module.role === 'code'))

/** The notebooks, and Python files in notebook folders. */
export const notebooksOf = memoise((facts: RepositoryFacts): readonly PythonModule[] => modulesOf(facts).filter((module) => module.role === 'notebook'))

function isInTestFolder(path: string, folders: FolderContents): boolean {
  const parts = path.split('/').slice(0, -1)
  return parts.some((name, index) => isTestFolder(parts.slice(0, index + 1).join('/'), name, folders))
}

/** `load_test.py` beside the scripts holds none, nor does `test.py` with the evaluation loop of a model: pytest opens no file of that name by itself. */
function holdsTests(path: string, tree: PythonTree): boolean {
  const { functions, classes, imports } = definitionsOf(tree)
  if (/(?:^|\/)conftest\.py$/.test(path) || imports.some((one) => /^(?:pytest|unittest)\b/.test(one.module)) || assertsSomething(tree)) return true
  return !/(?:^|\/)tests?\.py$/.test(path) && (functions.some((one) => one.name.startsWith('test_')) || classes.some((one) => one.name.startsWith('Test')))
}
