import { asMap, asText, valueAt } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import { modulesOf } from '../python/modules.ts'
import { fileAt, normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { nameOf, settingsOf } from '../settings/settings.ts'
import { partKey } from './code-parts.ts'

const byName = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly string[]> => {
  const names = new Map<string, string[]>()
  for (const { path, role } of modulesOf(facts)) {
    if (role === 'test') continue
    const known = names.get(nameOf(path))
    if (known === undefined) names.set(nameOf(path), [path])
    else known.push(path)
  }
  return names
})

/**
 * The project's Python file or notebook that a path means, written from wherever it runs: `src/train.py`, `/opt/airflow/dags/../src/train.py`,
 * `src\train.py`. The longest common end decides; null where none or several fit equally well.
 */
export function pythonFileNamed(facts: RepositoryFacts, written: string, directory: string | null = null): string | null {
  const path = normalPath(written.replaceAll('\\', '/').replace(/^[A-Za-z]:/, ''))
  const there = directory === null ? null : normalPath(`${directory}/${path}`)
  if (there !== null && !written.startsWith('/') && fileAt(facts, there)?.facts?.kind === 'python') return there
  const candidates = byName(facts).get(nameOf(path)) ?? []
  const parts = path.split('/')
  for (let cut = 0; cut < parts.length; cut += 1) {
    const end = parts.slice(cut).join('/')
    const fitting = candidates.filter((one) => one === end || one.endsWith(`/${end}`))
    if (fitting.length === 1) return fitting[0] ?? null
    if (fitting.length > 1) return fitting.find((one) => one === end) ?? null
  }
  return null
}

/** The project's file of a module (`src.training.train`, `package` with `__main__.py`); null where none is. */
export function moduleFileNamed(facts: RepositoryFacts, dotted: string, directory: string | null = null): string | null {
  if (!/^[\w.]+$/.test(dotted)) return null
  const path = dotted.replaceAll('.', '/')
  const whole = pythonFileNamed(facts, `${path}.py`, directory)
  if (whole !== null && (whole === `${path}.py` || whole.endsWith(`/${path}.py`))) return whole
  const main = pythonFileNamed(facts, `${path}/__main__.py`, directory)
  return main !== null && (main === `${path}/__main__.py` || main.endsWith(`/${path}/__main__.py`)) ? main : null
}

/** The parts that run when a file is run as a script. */
export function scriptParts(path: string): readonly string[] {
  return [partKey(path, ''), partKey(path, '__main__')]
}

/** Commands that installing the project gives, with the function each calls (`train` → `pkg.cli:train`). */
export const consoleScriptsOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, string> => new Map(settingsOf(facts).filter((file) => nameOf(file.path) === 'pyproject.toml').flatMap((file) =>
  [valueAt(file.value, 'project', 'scripts'), valueAt(file.value, 'tool', 'poetry', 'scripts')].flatMap((scripts) => Object.entries(asMap(scripts) ?? {}).map(([name, target]) => [name, asText(target) ?? ''] as const)))))
