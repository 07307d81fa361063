import type { Claim } from '../../model/claim.ts'
import type { DriftReport } from '../../model/report-facts.ts'

/** What a drift report claims of the criterion `drift`: that drift was looked for at a time it names. Nothing where it has no date. */
export function driftClaims({ path, drift, share, at }: DriftReport): readonly Claim[] {
  return at === null || !/\d{4}-\d\d-\d\d/.test(at) ? [] : [{ criterion: 'drift', kind: 'drift-report', path, drift, share, at }]
}
