import { describe, expect, it } from 'vitest'
import { matchTests } from '../../src/evidence/claims/match-tests.ts'
import type { PlannedTest } from '../../src/model/proof-plan.ts'
import type { ReportedTest, TestResult, TestsReport } from '../../src/model/report-facts.ts'

const test = (path: string, name: string): PlannedTest => ({ criterion: 'tests-unit', path, name })

function report(...tests: readonly (Partial<ReportedTest> & { readonly name: string })[]): TestsReport {
  const cases = tests.map((one): ReportedTest => ({ className: '', file: null, result: 'passed', seconds: null, message: null, ...one }))
  const counts: Record<TestResult, number> = { passed: 0, failed: 0, error: 0, skipped: 0 }
  return { kind: 'tests', path: 'junit.xml', at: null, seconds: null, counts, tests: cases, cut: 0 }
}

describe('a case of a report', () => {
  it.each([
    ['by class and name', test('tests/test_a.py', 'TestA.test_x'), { className: 'tests.test_a.TestA', name: 'test_x' }],
    ['from the folder of a service', test('api/tests/test_a.py', 'test_x'), { className: 'tests.test_a', name: 'test_x' }],
    ['from above the repository', test('tests/test_a.py', 'test_x'), { className: 'churn.tests.test_a', name: 'test_x' }],
    ['by its file', test('tests/test_a.py', 'test_x'), { file: 'tests/test_a.py', className: 'tests.test_a', name: 'test_x' }],
    ['by its file alone, with a backslash', test('tests/test_a.py', 'test_x'), { file: 'tests\\test_a.py', name: 'test_x' }],
    ['in one form of several', test('tests/test_a.py', 'test_x'), { className: 'tests.test_a', name: 'test_x[a.b-1]' }],
  ])('is a function of the repository %s', (_, planned, reported) => {
    expect(matchTests([planned], [report(reported)]).passed).toEqual([planned])
  })
  it.each([
    ['in another file', { className: 'tests.test_b', name: 'test_x' }], ['in another class', { className: 'tests.test_a.TestB', name: 'test_x' }], ['of another name', { className: 'tests.test_a', name: 'test_xy' }],
    ['whose file only ends alike', { className: 'mytest_a', name: 'test_x' }], ['of which only the name is told', { name: 'test_x' }], ['whose file is another', { file: 'tests/test_b.py', className: 'tests.test_a', name: 'test_x' }],
  ])('is none %s', (_, reported) => {
    expect(matchTests([test('tests/test_a.py', 'test_x')], [report(reported)]).unreported).toHaveLength(1)
  })
  it('that two functions could be is neither, unless one says all of it', () => {
    const [own, other, root] = [test('a/tests/test_a.py', 'test_x'), test('b/tests/test_a.py', 'test_x'), test('tests/test_a.py', 'test_x')]
    expect(matchTests([own, other], [report({ className: 'tests.test_a', name: 'test_x' })]).unreported).toEqual([own, other])
    expect(matchTests([own, other, root], [report({ className: 'tests.test_a', name: 'test_x' })]).passed).toEqual([root])
  })
  it('fails its function in whichever form and report it failed, and skips it where all its forms were skipped', () => {
    const [x, y, z] = [test('t/test_a.py', 'test_x'), test('t/test_a.py', 'test_y'), test('t/test_a.py', 'test_z')]
    const one = (name: string, result: TestResult): Partial<ReportedTest> & { readonly name: string } => ({ className: 't.test_a', name, result, message: result === 'error' ? 'no database' : null })
    const matched = matchTests([x, y, z], [report(one('test_x[1]', 'passed'), one('test_y', 'skipped'), one('test_z[1]', 'skipped'), one('test_z[2]', 'passed')), report(one('test_x[2]', 'error'))])
    expect(matched).toEqual({ failed: [{ test: x, message: 'no database' }], passed: [z], skipped: [y], unreported: [] })
  })
})
