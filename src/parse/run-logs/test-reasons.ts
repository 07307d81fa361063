import { pythonReasons } from './python-reasons.ts'
import { pathInRepository, toldReason, type ToldReason } from './told-reason.ts'

/** pytest's last line: `=== 1 failed, 3 passed in 0.12s ===`, without its frame where it is quiet. */
const SUMMARY = /^(?:=+ )?(?:\d{1,7} \w{1,20}, ){0,9}(?:\d{1,7} (?:failed|errors?)\b).{0,200} in [\d.]{1,12}s/
const NONE_RAN = /^(?:=+ )?(?:no tests ran|\d{1,7} deselected)\b.{0,100} in [\d.]{1,12}s/
const FAILED = /^(FAILED|ERROR) ([^\s:]{1,300}(?:::\S{1,300}(?: \S{1,100})?)?)(?: - (.{1,500}))?$/
/** What of the reasons of Python is told in the place of the tests that it takes down. */
const BEHIND: ReadonlySet<string> = new Set(['missing-module', 'import-error', 'syntax-error'])
const UNITTEST = /^(?:FAIL|ERROR): (\S{1,200}) \(([\w.]{1,300})\)/
const UNITTEST_SUMMARY = /^FAILED \((?:failures|errors)=\d/

/** What pytest or unittest says of a run that failed: the tests, or what took all of them down (a module that is not there, syntax), or that none ran. */
export function testReasons(output: readonly string[]): readonly ToldReason[] {
  const end = output.findLastIndex((line) => SUMMARY.test(line) || UNITTEST_SUMMARY.test(line))
  if (end < 0) {
    const none = output.findLastIndex((line) => NONE_RAN.test(line))
    // Where pytest was given something that is not there, it says so beside.
    return none < 0 || output.some((line) => line.startsWith('ERROR: ')) ? [] : [toldReason({ kind: 'no-tests', line: output[none] ?? '', end: none })]
  }
  const before = output.slice(0, end)
  const behind = pythonReasons(before).filter(({ reason }) => BEHIND.has(reason.kind))
  const failures = before.flatMap((line) => {
    const [, word = '', test, says = ''] = FAILED.exec(line) ?? []
    return test === undefined ? [] : [{ line, word, test: test.replace(/ .*$/s, ''), says }]
  })
  const [first] = failures
  // Where nothing could be collected, what took it down is the reason; else a test has failed, whatever it looked at.
  const isDown = first === undefined ? !UNITTEST_SUMMARY.test(output[end] ?? '') : failures.every(({ word, says }) => word === 'ERROR' || /^(?:ModuleNotFoundError|ImportError|SyntaxError|IndentationError)\b/.test(says))
  const [cause] = behind
  if (isDown && cause !== undefined) return [{ reason: cause.reason, end }]
  if (first === undefined) return unittestReason(before, output[end] ?? '', end)
  const names = failures.map(({ test }) => test)
  const path = pathInRepository(first.test.split('::')[0] ?? '')
  return [toldReason({ kind: 'failing-test', line: first.line, about: [...new Set(names)], at: path === null ? null : { path, line: lineOfFailure(before, path) }, end })]
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
    const [, at] = /:(\d{1,7}): (?:in |\w{1,60}(?:Error|Exception|Failed)?$)/.exec(line) ?? []
    if (at !== undefined && line.replace(/^(?:E {1,8})?(?:\.\/)?/, '').startsWith(`${path}:`)) return Number(at)
  }
  return 0
}
