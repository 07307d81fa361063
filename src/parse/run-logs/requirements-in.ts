import type { LoggedStep } from './log-lines.ts'

const MOST_REQUIREMENTS = 3
/** Commands that install what the project's own file asks for, and the file. */
const BY_PROJECT: readonly (readonly [RegExp, string])[] = [
  [/\b(?:poetry install|poetry sync|uv sync|pip install (?:-e )?['"]?\.(?:\[|['"]?$|['"]? ))/, 'pyproject.toml'], [/\bpipenv (?:install|sync)\b/, 'Pipfile'], [/\bconda env (?:create|update)\b|\bmamba-org\/setup-micromamba|\bconda-incubator\/setup-miniconda/, 'environment.yml'],
]

/** The lists that packages are installed from (`pip install -r requirements.txt` and its kin), by the commands of all steps, in their order. */
export function requirementsIn(steps: readonly Pick<LoggedStep, 'name' | 'script'>[]): readonly string[] {
  const named = steps.flatMap(({ name, script }) => [name, ...script]).flatMap((line): readonly string[] => {
    const lists = /\bpip[\d.]{0,5}\b/.test(line) ? [...line.matchAll(/\s(?:-r|--requirement)[ =]?([\w./-]{1,200}\.(?:txt|in))(?=[\s'"]|$)/g)].map(([, path = '']) => path) : []
    return lists.length > 0 ? lists : BY_PROJECT.flatMap(([command, path]) => command.test(line) ? [path] : [])
  })
  return [...new Set(named)].slice(0, MOST_REQUIREMENTS)
}
