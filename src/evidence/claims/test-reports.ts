import type { JudgedId } from '../../model/criterion.ts'
import type { ProofPlan, ProvingStep } from '../../model/proof-plan.ts'
import type { Why } from '../../model/proof-seen.ts'
import type { TestsReport } from '../../model/report-facts.ts'
import type { WorkflowRun } from '../../model/run.ts'
import type { RunReport, TestsTold } from '../../model/told-report.ts'
import { decidingSteps, isFailure } from '../deciding-steps.ts'
import type { SeenStep } from '../seen-steps.ts'
import { matchTests, type MatchedTests } from './match-tests.ts'
import { reportsOf, testCountsOf } from './run-reports.ts'

type TestsAsked = {
  readonly criterion: JudgedId
  readonly why: Why | null
  readonly own: readonly SeenStep<ProvingStep>[]
  readonly earlier: readonly SeenStep<ProvingStep>[]
  readonly tests: ProofPlan['tests']
}

const MOST = 5

/** What test reports add to a criterion of tests that runs decided; null where they say nothing of it. A report counts for its own run alone. */
export function testsTold({ criterion, why, own, earlier, tests }: TestsAsked): TestsTold | null {
  if (why === null || (why.kind !== 'passed' && why.kind !== 'failed') || !criterion.startsWith('tests-')) return null
  const seen = decidingSteps(why.from === null ? own : earlier)
  const steps = seen.filter(({ result }) => result.kind === 'passed' || result.kind === 'failed' || result.kind === 'stopped')
  const deciding = steps.filter(({ result, planned }) => (why.kind === 'passed' ? result.kind === 'passed' && planned.doubt === null : result.kind !== 'passed' && !planned.shared))
  const runs = [...new Map(deciding.map(({ run }) => [run.id, run])).values()]
  const reports = runs.flatMap(ownReportsOf)
  const [place] = reports
  if (place === undefined) return null
  if (criterion === 'tests-ci') return ofAll(reports, place, why.kind)
  const planned = tests.listed.filter((test) => test.criterion === criterion)
  const byRun = runs.map((run) => {
    const ofRun = ownReportsOf(run)
    return { run, reports: ofRun, matched: matchTests(planned, ofRun.map(({ report }) => report)), steps: steps.filter((step) => step.run.id === run.id) }
  })
  const told = (verdict: TestsTold['verdict'], { run, matched }: { readonly run: WorkflowRun; readonly matched: MatchedTests }): TestsTold => ({
    kind: 'tests', verdict, ...placesOf(ownReportsOf(run), ({ report }) => matchTests(planned, [report])) ?? { place, others: 0 }, seconds: null, counts: { passed: matched.passed.length, failed: matched.failed.length, error: 0, skipped: matched.skipped.length },
    failed: matched.failed.slice(0, MOST).map(({ test, message }) => ({ path: test.path, name: test.name.replaceAll('.', '::'), message })), more: Math.max(0, matched.failed.length - MOST),
  })
  const broken = byRun.find(({ matched }) => matched.failed.length > 0)
  if (broken !== undefined && why.kind === 'failed') return told('failed', broken)
  // Green steps whose own report names failed tests hid them; beside one that failed, the report may be of that one.
  if (broken !== undefined) return byRun.every(({ run, reports: own, matched }) => matched.failed.length > 0 && own.every(isOfRun) && !mayHaveFailed(run, seen)) ? told('hidden', broken) : null
  if (why.kind === 'failed') {
    // Every job that ran the tests must have reported, and each test must be named: what a report leaves out did not pass.
    const isWhole = tests.areAll && byRun.every((one) => one.reports.every((report) => isOfRun(report)) && one.steps.every(({ result }) => result.kind !== 'stopped') && one.reports.length >= one.steps.length && one.matched.unreported.length === 0 && one.matched.passed.length > 0)
    return isWhole && byRun[0] !== undefined ? told('passed', byRun[0]) : null
  }
  const idle = byRun.filter(({ reports: own, matched }) => matched.passed.length === 0 && matched.skipped.length > 0 && own.every(({ report }) => report.cut === 0))
  if (idle[0] !== undefined && idle.length === byRun.length) return told('skipped', idle[0])
  const ran = byRun.find(({ matched }) => matched.passed.length > 0)
  return ran === undefined ? null : told('counted', ran)
}

/** Where the tests stand that are told: by what each report says of them. Null where none names any. */
function placesOf(reports: readonly RunReport<TestsReport>[], saysOf: (report: RunReport<TestsReport>) => { readonly passed: readonly unknown[]; readonly failed: readonly unknown[]; readonly skipped: readonly unknown[] }): Pick<TestsTold, 'place' | 'others'> | null {
  const naming = reports.map((one) => ({ one, says: saysOf(one) })).filter(({ says }) => says.passed.length + says.failed.length + says.skipped.length > 0)
  const place = naming.find(({ says }) => says.failed.length > 0) ?? naming[0]
  return place === undefined ? null : { place: place.one, others: naming.length - 1 }
}

/** Clocks of runners differ a little. */
const SKEW = 60_000

/** Whether a report was made while its run ran: one that lies in the repository says how another run ended. One without a time might be any. */
function isOfRun({ run, report: { at } }: RunReport<TestsReport>): boolean {
  return timeOf(at) >= beganAt(run) - SKEW
}

/** The test reports that a run uploaded, without those that say themselves that they are older than it. */
function ownReportsOf(run: WorkflowRun): readonly RunReport<TestsReport>[] {
  return reportsOf(run, 'tests').filter(({ report: { at } }) => !(timeOf(at) < beganAt(run) - SKEW))
}

/** When the first job of a run began; not a number where none did. */
function beganAt({ jobs }: WorkflowRun): number {
  const starts = (jobs ?? []).flatMap(({ startedAt }) => startedAt ?? [])
  return starts.length === 0 ? Number.NaN : Math.min(...starts)
}

/** Runners keep UTC; older versions of pytest write no zone. */
function timeOf(at: string | null): number {
  return at === null ? Number.NaN : Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(at) ? at : `${at}Z`)
}

/** Whether a run ran these tests in a step that failed, or let a job of it fail: the tests that its reports name as failed may be those. */
function mayHaveFailed(run: WorkflowRun, seen: readonly SeenStep<ProvingStep>[]): boolean {
  return seen.some((one) => one.run.id === run.id && isFailure(one)) || (run.conclusion === 'success' && (run.jobs ?? []).some(({ conclusion }) => conclusion === 'failure'))
}

/** All tests of the first run that reports some, of whatever kind. */
function ofAll(all: readonly RunReport<TestsReport>[], place: RunReport<TestsReport>, end: 'passed' | 'failed'): TestsTold {
  const own = all.filter(({ run }) => run.id === place.run.id)
  const reports = own.map(({ report }) => report)
  const counts = testCountsOf(place.run) ?? place.report.counts
  const failed = reports.flatMap(({ tests }) => tests.filter(({ result }) => result === 'failed' || result === 'error'))
  const seconds = reports.flatMap((report) => report.seconds ?? [])
  return {
    kind: 'tests', verdict: end === 'failed' && failed.length > 0 ? 'failed' : 'counted', place: own.find(({ report: { counts: { failed: broken, error } } }) => broken + error > 0) ?? place, others: own.length - 1, seconds: seconds.length === 0 ? null : seconds.reduce((total, one) => total + one, 0),
    counts,
    failed: failed.slice(0, MOST).map(({ name, className, message }) => ({ path: null, name: className === '' ? name : `${className}.${name}`, message })), more: Math.max(0, counts.failed + counts.error - MOST),
  }
}
