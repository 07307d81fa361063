import type { Claim } from '../../model/claim.ts'
import type { PrometheusReport, ReportFacts } from '../../model/report-facts.ts'
import type { WorkflowRun } from '../../model/run.ts'
import { claimsOf } from './claims-of.ts'

/** What an artifact of a run claims of a criterion. */
export type RunClaim = { readonly claim: Claim; readonly run: WorkflowRun; readonly artifact: string }

const MOST_NAMES = 5

/** What the artifacts of runs claim, the newest run first: tracked runs, registered models, drift looked for, metrics that the service gave. */
export function runClaims(runs: readonly WorkflowRun[]): readonly RunClaim[] {
  return runs.toSorted((one, other) => other.id - one.id).flatMap((run) => (run.artifacts ?? []).flatMap(({ name, reports }) => {
    const dated = reports.map((report) => datedBy(report, run))
    const families = dated.flatMap((report) => (report.kind === 'prometheus' ? familyClaims(report) : []))
    return [...claimsOf(dated), ...families].map((claim): RunClaim => ({ claim, run, artifact: name }))
  }))
}

/** A drift report without a date is of the time of its run. */
function datedBy(report: ReportFacts, { updatedAt }: WorkflowRun): ReportFacts {
  return report.kind === 'drift' && report.at === null ? { ...report, at: new Date(updatedAt).toISOString().slice(0, 10) } : report
}

/** What a text of Prometheus that a smoke test saved claims of `metrics`: families beside those that every process has. */
function familyClaims({ path, families }: PrometheusReport): readonly Claim[] {
  const telling = families.filter(({ group }) => group !== 'process').toSorted((one, other) => Number(other.group === 'model') - Number(one.group === 'model'))
  return telling.length === 0 ? [] : [{ criterion: 'metrics', kind: 'metric-families', path, families: telling.slice(0, MOST_NAMES).map(({ name }) => name), count: families.length }]
}
