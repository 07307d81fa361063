import type { PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { folderContents } from '../paths/folders.ts'
import type { Role } from '../paths/role.ts'
import { isTestFolder } from '../paths/tests.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { definitionsOf } from './definitions.ts'

/** One Python file or notebook of the project, read. */
export type PythonModule = { readonly path: string; readonly role: Role; readonly tree: PythonTree }

/** Every Python file and notebook of the project that was read, in the order of the tree. */
export const modulesOf = memoise((facts: RepositoryFacts): readonly PythonModule[] =>
  [...facts.files.values()].flatMap((file) =>
    (file.facts?.kind === 'python' || file.facts?.kind === 'notebook' ? [{ path: file.path, role: file.facts.kind === 'notebook' ? 'notebook' : file.role, tree: file.facts.tree }] : [])))

/**
 * Project code in the rubric's sense: Python outside tests, notebooks, migrations and whatever the project did not write.
 * A script that is named as tests are, and tests nothing, is project code too.
 */
export const projectModulesOf = memoise((facts: RepositoryFacts): readonly PythonModule[] => {
  const scripts = new Set(scriptsNamedAsTests(facts))
  return modulesOf(facts).filter((module) => module.role === 'code' || scripts.has(module))
})

/** The modules that are tests by name or folder; whether they hold tests is for their content to say. */
export const testModulesOf = memoise((facts: RepositoryFacts): readonly PythonModule[] => modulesOf(facts).filter((module) => module.role === 'test'))

/** The notebooks, and Python files in notebook folders. */
export const notebooksOf = memoise((facts: RepositoryFacts): readonly PythonModule[] => modulesOf(facts).filter((module) => module.role === 'notebook'))

/** `load_test.py` beside the scripts, `test.py` with the evaluation loop of a model. */
function scriptsNamedAsTests(facts: RepositoryFacts): readonly PythonModule[] {
  const folders = folderContents(facts.snapshot.tree)
  const inTestFolder = (path: string): boolean => {
    const parts = path.split('/').slice(0, -1)
    return parts.some((name, index) => isTestFolder(parts.slice(0, index + 1).join('/'), name, folders))
  }
  return testModulesOf(facts).filter((module) => !inTestFolder(module.path) && !holdsTests(module))
}

function holdsTests({ path, tree }: PythonModule): boolean {
  const { functions, classes, imports, statements } = definitionsOf(tree)
  return /(?:^|\/)conftest\.py$/.test(path) || functions.some((one) => one.name.startsWith('test_')) || classes.some((one) => one.name.startsWith('Test'))
    || imports.some((one) => /^(?:pytest|unittest)\b/.test(one.module)) || statements.some((one) => one.statement.kind === 'assert')
}
