import { isSetAside } from '../../facts/paths/set-aside.ts'
import { modulesOf, type PythonModule } from '../../facts/python/modules.ts'
import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import type { CodePlace } from '../../model/condition.ts'

/** Why Python in a notebook counts in part only. */
export const IN_NOTEBOOK = 'only a notebook has it'

/** The Python files that a condition may be met in, what was set aside last. Notebooks are among them unless tests are asked for; migrations are not. */
export function modulesIn(facts: RepositoryFacts, place: CodePlace): readonly PythonModule[] {
  const modules = modulesOf(facts).filter(({ role }) => (role === 'code' && place !== 'tests') || (role === 'test' && place !== 'code') || (role === 'notebook' && place !== 'tests'))
  return [...modules.filter(({ path }) => !isSetAside(path)), ...modules.filter(({ path }) => isSetAside(path))]
}

/** Where it is looked for, in words that follow the thing itself; empty for anywhere. */
export function placeWords(place: CodePlace): string {
  return { code: ' in the project\'s code', tests: ' in the tests', anywhere: '' }[place]
}

/** Whether a file that could not be read is Python. */
export function isPython(path: string): boolean {
  return /\.(?:py|ipynb)$/i.test(path)
}

/** A resolved dotted name without the marks of calls and subscripts and without the dots of a relative import: `mlflow.MlflowClient().get_run` is `mlflow.MlflowClient.get_run`. */
export function plainName(dotted: string): string {
  return dotted.replace(/\(\)|\[\]/g, '').replace(/^\.+/, '')
}
