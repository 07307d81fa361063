import type { Claim } from '../../model/claim.ts'
import type { ReportFacts } from '../../model/report-facts.ts'
import { driftClaims } from './drift-claims.ts'
import { registryClaims, trackingClaims } from './mlflow-claims.ts'

/** What reports claim of the criteria, whoever left them: those of an artifact, of a bundle that is committed, of an MLflow store. */
export function claimsOf(reports: readonly ReportFacts[]): readonly Claim[] {
  return reports.flatMap(claimsIn)
}

function claimsIn(report: ReportFacts): readonly Claim[] {
  switch (report.kind) {
    case 'mlflow': return [...trackingClaims(report), ...registryClaims(report)]
    case 'drift': return driftClaims(report)
    case 'tests': case 'coverage': case 'metrics': case 'plots': case 'prometheus': case 'manifest': return []
  }
}
