import type { PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { Role } from '../paths/role.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** One Python file or notebook of the project, read. */
export type PythonModule = { readonly path: string; readonly role: Role; readonly tree: PythonTree }

/** Every Python file and notebook of the project that was read, in the order of the tree. */
export const modulesOf = memoise((facts: RepositoryFacts): readonly PythonModule[] =>
  [...facts.files.values()].flatMap((file) =>
    (file.facts?.kind === 'python' || file.facts?.kind === 'notebook' ? [{ path: file.path, role: file.facts.kind === 'notebook' ? 'notebook' : file.role, tree: file.facts.tree }] : [])))

/** Project code in the rubric's sense: Python outside tests, notebooks, migrations and whatever the project did not write. */
export const projectModulesOf = memoise((facts: RepositoryFacts): readonly PythonModule[] => modulesOf(facts).filter((module) => module.role === 'code'))

/** The modules that are tests by name or folder; whether they hold tests is for their content to say. */
export const testModulesOf = memoise((facts: RepositoryFacts): readonly PythonModule[] => modulesOf(facts).filter((module) => module.role === 'test'))

/** The notebooks, and Python files in notebook folders. */
export const notebooksOf = memoise((facts: RepositoryFacts): readonly PythonModule[] => modulesOf(facts).filter((module) => module.role === 'notebook'))
