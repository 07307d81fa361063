import type { PlannedTest } from '../../model/proof-plan.ts'
import type { ReportedTest, TestsReport } from '../../model/report-facts.ts'

/** What reports say of some test functions: of each, whether it passed, failed or was skipped in any of its forms; `unreported` are those that no report names. */
export type MatchedTests = {
  readonly passed: readonly PlannedTest[]
  readonly failed: readonly { readonly test: PlannedTest; readonly message: string | null }[]
  readonly skipped: readonly PlannedTest[]
  readonly unreported: readonly PlannedTest[]
}

/**
 * Finds test functions in reports by file, class and name, as pytest writes them: `classname` is the module's dotted path with the class behind it, from the
 * folder that pytest ran in; a parametrized test is several cases. A case that two functions could be is neither. A function has passed where one case of it
 * passed and none failed.
 */
export function matchTests(planned: readonly PlannedTest[], reports: readonly TestsReport[]): MatchedTests {
  const byName = new Map<string, PlannedTest[]>()
  for (const test of planned) {
    const name = lastOf(test.name)
    const known = byName.get(name)
    if (known === undefined) byName.set(name, [test])
    else known.push(test)
  }
  const cases = new Map<PlannedTest, ReportedTest[]>()
  for (const one of reports.flatMap(({ tests }) => tests)) {
    const test = testOf(one, byName.get(one.name.replace(/\[.*$/s, '')) ?? [])
    if (test === null) continue
    const known = cases.get(test)
    if (known === undefined) cases.set(test, [one])
    else known.push(one)
  }
  const of = (test: PlannedTest): readonly ReportedTest[] => cases.get(test) ?? []
  const broken = (test: PlannedTest): ReportedTest | undefined => of(test).find(({ result }) => result === 'failed' || result === 'error')
  return {
    failed: planned.flatMap((test) => {
      const failed = broken(test)
      return failed === undefined ? [] : [{ test, message: failed.message }]
    }),
    passed: planned.filter((test) => broken(test) === undefined && of(test).some(({ result }) => result === 'passed')),
    skipped: planned.filter((test) => of(test).length > 0 && of(test).every(({ result }) => result === 'skipped')),
    unreported: planned.filter((test) => of(test).length === 0),
  }
}

/** Which of some functions of one name a case is: the one whose place fits best; null where none does, or two alike. */
function testOf({ className, file }: ReportedTest, candidates: readonly PlannedTest[]): PlannedTest | null {
  const fitting = candidates.map((test) => ({ test, fit: fitOf(test, className, file) })).filter(({ fit }) => fit > 0).toSorted((left, right) => right.fit - left.fit)
  const [best, next] = fitting
  return best === undefined || next?.fit === best.fit ? null : best.test
}

/** 2 where a case says the whole path of a function, 1 where it says the end of it or a longer one (another folder of work), 0 where it is elsewhere. */
function fitOf({ path, name }: PlannedTest, className: string, file: string | null): number {
  const owner = name.split('.').slice(0, -1).join('.')
  const module = path.replace(/\.py$/, '').replaceAll('/', '.')
  const dotted = owner === '' ? module : `${module}.${owner}`
  const byClass = fit(dotted, className, '.')
  return file === null ? byClass : Math.min(fit(path, file.replace(/^\.\//, '').replaceAll('\\', '/'), '/'), owner === '' || className === '' || byClass > 0 ? 2 : 0)
}

function fit(own: string, told: string, between: string): number {
  if (own === told) return 2
  return told !== '' && (own.endsWith(between + told) || told.endsWith(between + own)) ? 1 : 0
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
