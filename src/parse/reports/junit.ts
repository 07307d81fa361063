import type { ReportedTest, TestResult, TestsReport } from '../../model/report-facts.ts'
import { KEPT } from './limits.ts'
import { firstOf, NO_REPORT, unreadable, type ReportReading } from './reading.ts'
import { numberIn, shortName, shortText } from './short-text.ts'
import type { XmlElement } from './xml.ts'

/** How deep suites of suites are followed. */
const DEPTH = 10

/**
 * Reads what a test runner writes as JUnit XML (pytest's `--junit-xml`, also in its older form without `testsuites`): every case is counted here, whatever
 * counts the file gives itself. A case with a failure has failed; one with an error (setup, teardown) is an error; pytest's xfail is skipped.
 */
export function readJunit(path: string, root: XmlElement): ReportReading<TestsReport> {
  if (root.name !== 'testsuites' && root.name !== 'testsuite') return NO_REPORT
  const suites = suitesIn(root, 0)
  const tests = suites.flatMap((suite) => suite.children('testcase').map(testOf))
  if (tests.length === 0 && suites.every((suite) => suite.attribute('tests') === null)) return unreadable('this is a JUnit file without a suite that counts tests')
  const counts: Record<TestResult, number> = { passed: 0, failed: 0, error: 0, skipped: 0 }
  for (const { result } of tests) counts[result] += 1
  // Who reads a cut list wants what did not pass.
  const listed = tests.length <= KEPT.tests ? tests : [...tests.filter(({ result }) => result === 'failed' || result === 'error'), ...tests.filter(({ result }) => result === 'passed' || result === 'skipped')]
  const { kept, cut } = firstOf(listed, KEPT.tests)
  const times = suites.map((suite) => numberIn(suite.attribute('time'))).filter((time) => time !== null)
  const seconds = numberIn(root.attribute('time')) ?? (times.length === 0 ? null : times.reduce((sum, time) => sum + time, 0))
  const at = suites.map((suite) => shortText(suite.attribute('timestamp'), 40)).find((time) => time !== null) ?? null
  return { report: { kind: 'tests', path, at, seconds, counts, tests: kept, cut }, problems: [] }
}

/** A suite and all suites inside it. */
function suitesIn(element: XmlElement, depth: number): readonly XmlElement[] {
  const inner = depth >= DEPTH ? [] : element.children('testsuite').flatMap((suite) => suitesIn(suite, depth + 1))
  return element.name === 'testsuite' ? [element, ...inner] : inner
}

function testOf(element: XmlElement): ReportedTest {
  const [failure] = element.children('failure')
  const [error] = element.children('error')
  const [skipped] = element.children('skipped')
  const why = failure ?? error ?? skipped
  return {
    name: shortName(element.attribute('name')),
    className: shortText(element.attribute('classname'), KEPT.name) ?? '',
    file: shortText(element.attribute('file'), KEPT.text),
    result: failure ? 'failed' : error ? 'error' : skipped ? 'skipped' : 'passed',
    seconds: numberIn(element.attribute('time')),
    message: why === undefined ? null : shortText(why.attribute('message')) ?? shortText(why.text()),
  }
}
