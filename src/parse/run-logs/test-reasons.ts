import { addressIn } from './no-answer.ts'
import { pythonReasons } from './python-reasons.ts'
import { pathInRepository, toldReason, type ToldReason } from './told-reason.ts'

/** pytest's last line: `=== 1 failed, 3 passed in 0.12s ===`, without its frame where it is quiet. */
const SUMMARY = /^(?:=+ )?(?:\d{1,7} \w{1,20}, ){0,9}(?:\d{1,7} (?:failed|errors?)\b).{0,200} in [\d.]{1,12}s/
const PASSED = /^(?:=+ )?\d{1,7} passed\b.{0,200} in [\d.]{1,12}s/
const NONE_RAN = /^(?:(?:=+ )?(?:no tests ran|\d{1,7} deselected)\b.{0,100} in [\d.]{1,12}s|NO TESTS RAN)/
/** The name of a test may have spaces in it, where a text is what it is run with. */
const FAILED = /^(FAILED|ERROR) ([^\s:]{1,300}(?:::.{1,300}?)?)(?: - (.{1,500}))?$/
const COVERAGE = /^(?:FAIL |ERROR: )?(?:Required test coverage of ([\d.]{1,8})% not reached\. Total coverage: ([\d.]{1,8})%|Coverage failure: total of ([\d.]{1,8}) is less than fail-under=([\d.]{1,8}))/
/** What of the reasons of Python is told in the place of the tests that it takes down. */
const TAKES_DOWN: ReadonlySet<string> = new Set(['missing-module', 'missing-library', 'import-error', 'package-version', 'python-version', 'syntax-error'])
/** What is told in their place where all that failed say the same: that a file, a folder or a variable is not there, which on another machine it is. */
const LACKS: ReadonlySet<string> = new Set(['no-such-file', 'missing-folder', 'missing-variable', 'missing-command'])
const UNITTEST = /^(?:FAIL|ERROR): (\S{1,200}) \(([\w.]{1,300})\)/
const UNITTEST_SUMMARY = /^FAILED \((?:failures|errors)=\d/

type Failure = { readonly line: string; readonly word: string; readonly test: string; readonly says: string }

/** What pytest or unittest says of a run that failed: the tests, what took them down (a module, a file, a service that is not there), that none ran, or that too little was covered. */
export function testReasons(output: readonly string[]): readonly ToldReason[] {
  const end = output.findLastIndex((line) => SUMMARY.test(line) || UNITTEST_SUMMARY.test(line))
  if (end < 0) return coverageReason(output) ?? noneRan(output)
  const before = output.slice(0, end)
  const failures = before.flatMap((line): readonly Failure[] => {
    const [, word = '', test, says = ''] = FAILED.exec(line) ?? []
    return test === undefined ? [] : [{ line, word, test: test.includes(' ') ? test.replace(/[[ ].*$/s, '') : test, says }]
  })
  const cause = UNITTEST_SUMMARY.test(output[end] ?? '') ? causeOfUnittest(before) : causeOf(before, failures)
  if (cause !== undefined) return [{ reason: cause.reason, end }]
  const [first] = failures
  if (first === undefined) return unittestReason(before, output[end] ?? '', end)
  const names = failures.map(({ test }) => test)
  const path = pathInRepository(first.test.split('::')[0] ?? '')
  return [toldReason({ kind: 'failing-test', line: first.line, about: [...new Set(names)], at: path === null ? null : { path, line: lineOfFailure(before, path) }, end })]
}

/** What took everything down that failed; where one test failed by what it looked at, that test is the reason. */
function causeOf(before: readonly string[], failures: readonly Failure[]): ToldReason | undefined {
  const all = (pattern: RegExp): boolean => failures.every(({ says }) => pattern.test(says))
  const behind = pythonReasons(before)
  if (failures.every(({ word, says }) => word === 'ERROR' || /^(?:ModuleNotFoundError|ImportError|SyntaxError|IndentationError|OSError: lib)\b/.test(says))) {
    const cause = behind.find(({ reason }) => TAKES_DOWN.has(reason.kind))
    if (cause !== undefined) return cause
  }
  if (failures.length === 0) return undefined
  if (all(/^(?:FileNotFoundError|KeyError|OSError: Cannot save)/)) return behind.find(({ reason }) => LACKS.has(reason.kind))
  const isUnreached = all(/^(?:\w{1,60}\.){0,6}(?:ConnectionRefusedError|ConnectError|ConnectionError|NewConnectionError|MaxRetryError|ConnectTimeout|ReadTimeout|OperationalError|MlflowException)\b/)
  const place = isUnreached ? before.findLastIndex((line) => line.startsWith('E ') && addressIn(line.replace(/^E {1,60}/, '')) !== null) : -1
  if (place < 0) return undefined
  const line = before[place] ?? ''
  const address = addressIn(line.replace(/^E {1,60}/, '')) ?? ''
  return toldReason({ kind: 'no-answer', line, about: address === '' ? [] : [address], end: place })
}

/** unittest tells a module that it cannot load as a test of its own. */
function causeOfUnittest(before: readonly string[]): ToldReason | undefined {
  const tests = before.filter((line) => UNITTEST.test(line))
  return tests.length > 0 && tests.every((line) => line.includes('unittest.loader._FailedTest')) ? pythonReasons(before).find(({ reason }) => TAKES_DOWN.has(reason.kind)) : undefined
}

/** Where pytest was given something that is not there, it says so beside. */
function noneRan(output: readonly string[]): readonly ToldReason[] {
  const none = output.findLastIndex((line) => NONE_RAN.test(line))
  return none < 0 || output.some((line) => line.startsWith('ERROR: ')) ? [] : [toldReason({ kind: 'no-tests', line: output[none] ?? '', end: none })]
}

/** All tests passed, and too little of the code ran; null where that is not said. What pytest counts comes below it. */
function coverageReason(output: readonly string[]): readonly ToldReason[] | null {
  const at = output.findLastIndex((line) => COVERAGE.test(line))
  if (at < 0) return null
  const [, asked, reached, total, least] = COVERAGE.exec(output[at] ?? '') ?? []
  return [toldReason({ kind: 'coverage', line: output[at] ?? '', about: [asked ?? least, reached ?? total], end: Math.max(at, output.findLastIndex((line) => PASSED.test(line))) })]
}

function unittestReason(before: readonly string[], summary: string, end: number): readonly ToldReason[] {
  const failures = before.flatMap((line) => {
    const [, name, place] = UNITTEST.exec(line) ?? []
    return name === undefined || place === undefined ? [] : [{ line, test: place.endsWith(`.${name}`) ? place : `${place}.${name}` }]
  })
  return [toldReason({ kind: 'failing-test', line: failures[0]?.line ?? summary, about: failures.map(({ test }) => test), end })]
}

/** The line of the test's own file at which it failed, by pytest's `tests/test_a.py:7: AssertionError`; 0 where it is not told. */
function lineOfFailure(before: readonly string[], path: string): number {
  for (const line of before) {
    const [, at] = /:(\d{1,7}):(?: in | \w{1,60}(?:Error|Exception|Failed)?$|$)/.exec(line) ?? []
    if (at !== undefined && line.replace(/^(?:E {1,60})?(?:\.\/)?/, '').replaceAll('\\', '/').startsWith(`${path}:`)) return Number(at)
  }
  return 0
}
