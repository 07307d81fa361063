import type { Json } from '../../parse/json.ts'
import { asMap, asText, asTexts, valueAt } from '../../parse/json.ts'
import { globMatcher } from '../../parse/glob.ts'
import { everyCommandOf } from '../commands/every-command.ts'
import { testRunOf } from '../commands/test-commands.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { iniFilesOf, nameOf, settingsOf } from '../settings/settings.ts'

/** Names that pytest, unittest or Django's runner collect without being told. */
const COLLECTED = /^(?:test[^/]*|[^/]*_test|tests)\.py$/
const RUNS_ITSELF = /^(?:pytest\.main|unittest\.main|unittest\.TextTestRunner|absl\.testing\.absltest\.main)$/

/** The Python files that a test runner would open: by their names, by the project's settings, because a command names them, or because they start the runner themselves. */
export const collectedFilesOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => {
  const named = namedByCommands(facts)
  const patterns = pytestSettingOf(facts, 'python_files').map(globMatcher)
  return new Set(modulesOf(facts).filter((module) => module.path.endsWith('.py') && !isTemplate(module.path)
    && (isCollectedByName(module) || patterns.some((accepts) => accepts(nameOf(module.path))) || named.has(module.path) || runsItself(module))).map((module) => module.path))
})

/** Whether a path belongs to a template of a project (cookiecutter, copier), not to the project. */
export function isTemplate(path: string): boolean {
  return path.includes('{{')
}

function isCollectedByName({ path, role }: PythonModule): boolean {
  return COLLECTED.test(nameOf(path)) && (role === 'test' || role === 'code')
}

/** The files that commands of a test runner name; a folder that one names makes its files no tests. */
function namedByCommands(facts: RepositoryFacts): ReadonlySet<string> {
  return new Set(everyCommandOf(facts).flatMap((command) => {
    const run = testRunOf(command)
    if (run === null || command.directory === null) return []
    return [run.tool, ...run.arguments].filter((word) => word.includes('.py')).map((word) => normalPath(`${command.directory ?? '.'}/${word.split('::', 1)[0] ?? ''}`))
  }))
}

function runsItself({ tree, role }: PythonModule): boolean {
  return role === 'test' && callsOf(tree).some((call) => RUNS_ITSELF.test(call.name))
}

/** The words that the project's settings give pytest under a key (`python_files`), at most 20. */
export function pytestSettingOf(facts: RepositoryFacts, key: string): readonly string[] {
  const inToml = settingsOf(facts).filter((file) => nameOf(file.path) === 'pyproject.toml').flatMap((file) => wordsAt(valueAt(file.value, 'tool', 'pytest', 'ini_options'), key))
  const inIni = iniFilesOf(facts).flatMap((file) => file.sections.filter((section) => section.name === 'pytest' || section.name === 'tool:pytest')
    .flatMap((section) => section.entries.filter((entry) => entry.key === key).flatMap((entry) => words(entry.value))))
  return [...inToml, ...inIni].slice(0, 20)
}

function wordsAt(options: Json | undefined, key: string): readonly string[] {
  const given = asMap(options)?.[key]
  const text = asText(given)
  return text === null ? asTexts(given) : words(text)
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
