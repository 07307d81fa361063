import type { Command } from './command.ts'

/** A run of a test runner for Python. `arguments` are what follows its name; `forgiving` names the flag that lets everything pass. */
export type TestRun = { readonly tool: string; readonly arguments: readonly string[]; readonly forgiving: string | null }

const RUNNERS = new Set(['pytest', 'py.test', 'unittest', 'nose', 'nosetests', 'nose2', 'behave', 'green', 'ward', 'trial', 'stestr', 'robot', 'ptw', 'pytest-watch'])
/** pytest looks for its tests and runs none. */
export const COLLECT_ONLY = new Set(['--collect-only', '--co'])
const SHOW_ONLY = new Set([...COLLECT_ONLY, '--version', '-V', '--help', '-h', '--fixtures', '--markers', '--setup-plan'])

/** Reads a command as a run of tests; null where it is none. A Python script counts by a name such as `test_api.py`, `api_test.py` or `run_tests.py`. */
export function testRunOf({ words }: Pick<Command, 'words'>): TestRun | null {
  const [first = '', second = ''] = words
  const args = words.slice(1)
  if (args.some((word) => SHOW_ONLY.has(word))) return null
  if (RUNNERS.has(first)) return { tool: first, arguments: args, forgiving: args.find((word) => word === '--suppress-no-test-exit-code' || word === '--exit-zero') ?? null }
  if (first === 'hatch' && second === 'test') return { tool: 'hatch test', arguments: words.slice(2), forgiving: null }
  if (first === 'python' && second === 'setup.py' && words[2] === 'test') return { tool: 'setup.py test', arguments: words.slice(3), forgiving: null }
  if (first === 'python' && /(?:^|\/)manage\.py$/.test(second) && words[2] === 'test') return { tool: 'manage.py test', arguments: words.slice(3), forgiving: null }
  if (first === 'manage.py' && second === 'test') return { tool: 'manage.py test', arguments: words.slice(2), forgiving: null }
  const script = first === 'python' ? second : first
  // Python project templates bring a `test_environment.py` that only looks at the Python version.
  if (/(?:^|\/)test_(?:environment|env|install|setup)\.py$/.test(script)) return null
  return /(?:^|\/)(?:test_[\w-]+|[\w-]+_tests?|tests?|run_?_?(?:all_)?tests?)\.py$/.test(script) ? { tool: script, arguments: words.slice(2), forgiving: null } : null
}

/** Reads a command that only collects tests as a run that lets everything pass; null where it is none. */
export function collectionOf({ words }: Pick<Command, 'words'>): TestRun | null {
  const flag = words.find((word) => COLLECT_ONLY.has(word))
  const run = flag === undefined ? null : testRunOf({ words: words.filter((word) => !COLLECT_ONLY.has(word)) })
  return run === null || flag === undefined ? null : { ...run, forgiving: flag }
}
