import { asMap, valueAt } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { iniFilesOf, lineAt, nameOf, settingsOf } from './settings.ts'

/** Settings of a linter or format check for Python, and where they stand. */
export type LintSettings = { readonly tool: string; readonly path: string; readonly line: number }

const TOOLS = new Set(['ruff', 'flake8', 'pylint', 'pycodestyle', 'black', 'isort', 'pydocstyle', 'pylama', 'yapf', 'autopep8'])
const OWN_FILES: Readonly<Record<string, string>> = { '.flake8': 'flake8', '.pylintrc': 'pylint', pylintrc: 'pylint', '.pycodestyle': 'pycodestyle', '.pydocstyle': 'pydocstyle', '.isort.cfg': 'isort', '.style.yapf': 'yapf' }
const OWN_TOML = new Set(['ruff.toml', '.ruff.toml'])

/** Every place where a linter for Python is set up: its own file, a table of pyproject.toml, a section of setup.cfg or tox.ini. */
export const lintSettingsOf = memoise((facts: RepositoryFacts): readonly LintSettings[] => [
  ...settingsOf(facts).flatMap(({ path, value, lines }): readonly LintSettings[] => {
    if (OWN_TOML.has(nameOf(path))) return [{ tool: 'ruff', path, line: 1 }]
    if (nameOf(path) !== 'pyproject.toml') return []
    return Object.keys(asMap(valueAt(value, 'tool')) ?? {}).filter((name) => TOOLS.has(name)).map((tool) => ({ tool, path, line: lineAt(lines, `tool.${tool}`) }))
  }),
  ...iniFilesOf(facts).flatMap(({ path, sections }): readonly LintSettings[] => {
    const own = Object.hasOwn(OWN_FILES, nameOf(path)) ? OWN_FILES[nameOf(path)] : undefined
    if (own !== undefined) return sections.some((section) => section.entries.length > 0) ? [{ tool: own, path, line: 1 }] : []
    return sections.flatMap((section) => {
      const tool = section.name.replace(/^tool:/, '').split(/[.\-:]/)[0]?.toLowerCase() ?? ''
      return TOOLS.has(tool) && section.entries.length > 0 ? [{ tool, path, line: section.line }] : []
    })
  }),
])
