import type { CiCommand } from '../ci/ci-command.ts'
import { testRunOf } from '../commands/test-commands.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { collectedFilesOf } from '../tests/test-files.ts'
import { testFunctionsOf, type TestFunction } from '../tests/test-functions.ts'
import { selectionHolds } from './mark-expression.ts'
import { pytestOptionsAt } from './pytest-options.ts'

type Place = { readonly path: string; readonly line: number }

/**
 * Whether a run of tests takes in the test at a place, by the paths it names, what it leaves out (`--ignore`, `--deselect`) and what it chooses (`-m`, `-k`).
 * Where the choice can't be read, the test is not known to run.
 */
export function selects(facts: RepositoryFacts, step: CiCommand, { path, line }: Place): boolean {
  const run = testRunOf(step)
  if (run === null || step.directory === null || !collectedFilesOf(facts).has(path)) return false
  const from = (word: string): string => normalPath(`${step.directory ?? '.'}/${word.split('::', 1)[0] ?? ''}`)
  if (run.tool.endsWith('.py')) return from(run.tool) === path
  const within = (folder: string): boolean => folder === '.' || path === folder || path.startsWith(`${folder}/`)
  const settings = pytestOptionsAt(facts, step.directory)
  const words = [...(PYTEST.has(run.tool) ? settings.words : []), ...run.arguments]
  const named = run.arguments.filter((word, index) => !word.startsWith('-') && !TAKES_VALUE.has(run.arguments[index - 1] ?? '') && facts.paths.has(from(word)))
  const usual = PYTEST.has(run.tool) && settings.folder === step.directory ? settings.paths.map(from).filter((one) => facts.paths.has(one)) : []
  const folders = named.length > 0 ? named.map(from) : usual.length > 0 ? usual : [step.directory]
  const out = [...valuesOf(words, '--ignore'), ...valuesOf(words, '--deselect').filter((word) => !word.includes('::'))].map(from)
  if (out.some(within) || !folders.some(within)) return false
  const test = testFunctionsOf(facts).find((one) => one.module.path === path && one.definition.node.line <= line && line <= one.definition.node.endLine)
  const exact = named.filter((word) => word.includes('::') && from(word) === path).map((word) => word.split('::').slice(1).join('.').replace(/\[.*$/, ''))
  if (test === undefined) return exact.length === 0 && valuesOf(words, '-m').length + valuesOf(words, '-k').length === 0
  const isNamed = exact.length === 0 || named.some((word) => !word.includes('::') && within(from(word))) || exact.some((name) => test.name === name || test.name.startsWith(`${name}.`))
  return isNamed && chosen(words, test)
}

const PYTEST = new Set(['pytest', 'py.test', 'ptw', 'pytest-watch', 'hatch test'])
/** Options of pytest whose next word is their value. */
const TAKES_VALUE = new Set(['-m', '-k', '-n', '-c', '-o', '-p', '-W', '--ignore', '--deselect', '--cov', '--cov-report', '--cov-config', '--maxfail', '--junitxml', '--junit-xml', '--durations', '--tb', '--timeout', '--rootdir', '--html', '--reruns', '--dist', '--import-mode'])

/** What an option is given among the words of a command, however it is written: `-m slow`, `-mslow`, `--cov=app`. */
export function valuesOf(words: readonly string[], option: string): readonly string[] {
  return words.flatMap((word, index) => word === option ? words[index + 1] ?? [] : word.startsWith(`${option}=`) ? [word.slice(option.length + 1)] : !option.startsWith('--') && word.startsWith(option) ? [word.slice(option.length)] : [])
}

/** The last `-m` and the last `-k` decide, as in pytest. */
function chosen(words: readonly string[], test: TestFunction): boolean {
  const [mark, name] = [valuesOf(words, '-m').at(-1), valuesOf(words, '-k').at(-1)]
  const marks = new Set(test.marks.map((one) => one.replace(/^pytest\.mark\./, '')))
  const text = `${test.module.path}::${test.name.replaceAll('.', '::')}`.toLowerCase()
  return (mark === undefined || selectionHolds(mark, (one) => marks.has(one)) === true) && (name === undefined || selectionHolds(name, (one) => text.includes(one.toLowerCase()) || [...marks].some((own) => own.toLowerCase().includes(one.toLowerCase()))) === true)
}
