import { asMap, asTexts, valueAt } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { folderOf, iniFilesOf, nameOf, settingsOf } from '../settings/settings.ts'

/** What a project's settings give every run of pytest: words that stand before those of the command, and where it looks where the command names nothing. */
export type PytestOptions = { readonly folder: string; readonly words: readonly string[]; readonly paths: readonly string[] }

const NO_OPTIONS = { words: [], paths: [] }

/** The settings of pytest that hold in a folder: those of the nearest file at or above it (pytest.ini, pyproject.toml, tox.ini, setup.cfg). */
export function pytestOptionsAt(facts: RepositoryFacts, directory: string): PytestOptions {
  const above = optionsOf(facts).filter(({ folder }) => folder === '.' || directory === folder || directory.startsWith(`${folder}/`))
  return above.toSorted((one, other) => other.folder.length - one.folder.length)[0] ?? { folder: '.', ...NO_OPTIONS }
}

const optionsOf = memoise((facts: RepositoryFacts): readonly PytestOptions[] => [
  ...iniFilesOf(facts).flatMap(({ path, sections }) => sections.filter(({ name }) => name === 'tool:pytest' || (name === 'pytest' && nameOf(path) !== 'setup.cfg')).map(({ entries }): PytestOptions => {
    const wordsOf = (key: string): readonly string[] => entries.filter((entry) => entry.key === key).flatMap(({ value }) => split(value))
    return { folder: folderOf(path), words: wordsOf('addopts'), paths: wordsOf('testpaths') }
  })),
  ...settingsOf(facts).filter(({ path }) => nameOf(path) === 'pyproject.toml').flatMap(({ path, value }) => {
    const options = asMap(valueAt(value, 'tool', 'pytest', 'ini_options'))
    const wordsOf = (key: string): readonly string[] => {
      const given = options?.[key]
      return typeof given === 'string' ? split(given) : asTexts(given) ?? []
    }
    return options === null ? [] : [{ folder: folderOf(path), words: wordsOf('addopts'), paths: wordsOf('testpaths') }]
  }),
])

/** Words as a shell would cut them; quotes hold words together. */
function split(text: string): readonly string[] {
  return (text.slice(0, 2000).match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) => word.replace(/["']/g, ''))
}
