import type { RunReason } from '../../model/run-reason.ts'
import { commandWord, named } from './reason-names.ts'

const CHECKS: ReadonlyMap<string, string> = new Map([['ruff', 'ruff check .'], ['flake8', 'flake8'], ['pycodestyle', 'pycodestyle .'], ['mypy', 'mypy'], ['pylint', 'pylint'], ['pyright', 'pyright']])
const FORMATS: ReadonlyMap<string, string> = new Map([['black', 'black .'], ['ruff format', 'ruff format'], ['isort', 'isort .']])

/** What to do about what a linter, a format check or a hook found. */
export function lintNext(tool: string | undefined, rule: string | undefined, place: string | null): string {
  if (tool === 'pre-commit') return `Run \`pre-commit run --all-files\` on your machine, look at what ${rule === undefined ? 'its hooks change' : `the hook ${named(rule)} changes`}${place === null ? '' : ` in ${place}`}, and push that; \`pre-commit install\` lets it run before each commit.`
  const format = FORMATS.get(tool ?? '')
  if (format !== undefined) return `Run \`${format}\` on your machine, look at what it changes${place === null ? '' : ` in ${place}`}, and push that: the step only compares, and changes nothing.`
  const command = CHECKS.get(tool ?? '')
  const first = `${rule === undefined || rule === '' ? 'the first finding' : named(rule)}${place === null ? '' : ` at ${place}`}`
  return command === undefined ? `Mend ${first}, and run the same check on your machine until it finds nothing.` : `Mend ${first}, then run \`${command}\` on your machine until it finds nothing, and push.`
}

/** What to do about tests that failed. One that met an error before it began has expected nothing yet. */
export function testNext({ line, about: [test], at }: RunReason): string {
  const whole = commandWord(test)
  const file = commandWord(at?.path)
  const run = whole !== null && (test ?? '').includes('::') ? `Run \`pytest ${whole}\`` : file !== null ? `Run \`pytest ${file}\`` : test === undefined ? 'Run the tests' : `Run the test ${named(test)}`
  return line.startsWith('ERROR ')
    ? `${run} in a fresh clone, and read the last line that begins with \`E\`: the error came up before the test began, in a fixture or while its file was loaded. Mend that place, then push.`
    : `${run} on your machine: what it expected and what came stand side by side in its output. Mend the code, or the test where it asks for what is no longer meant; then push.`
}
