import { asList, asMap, asText, asTexts, valueAt, type Json } from '../../parse/json.ts'
import { packageName } from '../../parse/requirements.ts'
import { memoise } from '../memoise.ts'
import { FOREIGN_ROLES } from '../paths/role.ts'
import { callsOf, keywordOf } from '../python/calls.ts'
import { stringsIn } from '../python/expressions.ts'
import type { RepositoryFacts, RepositoryFile } from '../repository-facts.ts'
import { lineAt, nameOf } from '../settings/settings.ts'

/** A package that the project asks for; `name` as PyPI compares names. */
export type ListedPackage = { readonly name: string; readonly path: string; readonly line: number }

const MOST = 2_000

/** Every package that requirements files, pyproject.toml, Pipfile, setup.cfg, setup.py and conda environments ask for, in the order of the tree. Lock files list what those lead to and are left out. */
export const listedPackagesOf = memoise((facts: RepositoryFacts): readonly ListedPackage[] =>
  [...facts.files.values()].filter(({ role }) => !FOREIGN_ROLES.has(role)).flatMap((file) => listedIn(file).slice(0, MOST).flatMap(({ requirement, line }) => {
    const name = packageName(requirement)
    return name === null || name === 'python' ? [] : [{ name, path: file.path, line }]
  })))

type Listed = { readonly requirement: string; readonly line: number }

function listedIn({ path, facts: read }: RepositoryFile): readonly Listed[] {
  switch (read?.kind) {
    case 'requirements': return read.tree.packages.map(({ name, line }) => ({ requirement: name, line }))
    case 'toml': return nameOf(path) === 'pyproject.toml' ? inPyproject(read.value, read.lines) : nameOf(path) === 'Pipfile' ? ['packages', 'dev-packages'].flatMap((table) => keysOf(read.value, [table], read.lines)) : []
    case 'ini': return nameOf(path) === 'setup.cfg' ? read.sections.flatMap(({ name, entries }) => entries.filter(({ key }) => key === 'install_requires' || name === 'options.extras_require').flatMap(({ value, line }) => value.split('\n').map((requirement) => ({ requirement, line })))) : []
    case 'yaml': return /^(?:conda|environment)[\w.-]*\.ya?ml$/i.test(nameOf(path)) ? read.documents.flatMap(({ value, lines }) => inConda(value, lines)) : []
    case 'python': return nameOf(path) === 'setup.py' ? callsOf(read.tree).filter(({ method }) => method === 'setup').flatMap((call) => ['install_requires', 'extras_require', 'tests_require'].flatMap((key) => stringsIn(keywordOf(call, key)).map((requirement) => ({ requirement, line: call.line })))) : []
    default: return []
  }
}

type Lines = Readonly<Record<string, number>>

function inPyproject(value: Json, lines: Lines): readonly Listed[] {
  const list = (...keys: readonly string[]): readonly Listed[] => asTexts(valueAt(value, ...keys)).map((requirement) => ({ requirement, line: lineAt(lines, keys.join('.')) }))
  const within = (keys: readonly string[], inner: (name: string) => readonly Listed[]): readonly Listed[] => Object.keys(asMap(valueAt(value, ...keys)) ?? {}).slice(0, 100).flatMap(inner)
  return [
    ...list('project', 'dependencies'),
    ...within(['project', 'optional-dependencies'], (name) => list('project', 'optional-dependencies', name)),
    ...within(['dependency-groups'], (name) => list('dependency-groups', name)),
    ...list('tool', 'uv', 'dev-dependencies'),
    ...within(['tool', 'pdm', 'dev-dependencies'], (name) => list('tool', 'pdm', 'dev-dependencies', name)),
    ...within(['tool', 'hatch', 'envs'], (name) => list('tool', 'hatch', 'envs', name, 'dependencies')),
    ...keysOf(value, ['tool', 'poetry', 'dependencies'], lines), ...keysOf(value, ['tool', 'poetry', 'dev-dependencies'], lines),
    ...within(['tool', 'poetry', 'group'], (name) => keysOf(value, ['tool', 'poetry', 'group', name, 'dependencies'], lines)),
  ]
}

function keysOf(value: Json, keys: readonly string[], lines: Lines): readonly Listed[] {
  return Object.keys(asMap(valueAt(value, ...keys)) ?? {}).map((name) => ({ requirement: name, line: lineAt(lines, [...keys, name].join('.')) }))
}

/** `dependencies` of a conda environment, with the list under `pip`. */
function inConda(value: Json, lines: Lines): readonly Listed[] {
  return (asList(valueAt(value, 'dependencies')) ?? []).flatMap((item, index): readonly Listed[] => {
    const text = asText(item)
    // `conda-forge::numpy` names its channel first.
    if (text !== null) return [{ requirement: text.slice(text.lastIndexOf('::') < 0 ? 0 : text.lastIndexOf('::') + 2), line: lineAt(lines, `dependencies.${index}`) }]
    return (asList(asMap(item)?.['pip']) ?? []).flatMap((inner, at) => asTexts(inner).map((requirement) => ({ requirement, line: lineAt(lines, `dependencies.${index}.pip.${at}`) })))
  })
}
