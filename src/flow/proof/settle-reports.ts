import { runClaims } from '../../evidence/claims/run-claims.ts'
import { coverageOf } from '../../evidence/claims/run-reports.ts'
import { testsTold } from '../../evidence/claims/test-reports.ts'
import { weakestBasis } from '../../grade/outcome.ts'
import type { PlacedClaim } from '../../model/claim.ts'
import type { Basis } from '../../model/criterion.ts'
import type { ArtifactEvidence } from '../../model/evidence.ts'
import type { ProofPlan, ProvingStep } from '../../model/proof-plan.ts'
import type { Why } from '../../model/proof-seen.ts'
import type { AssessmentRecord, CriterionRecord } from '../../model/record.ts'
import type { WorkflowRun } from '../../model/run.ts'
import type { Told } from '../../model/told-report.ts'
import type { SeenStep } from '../../evidence/seen-steps.ts'
import { claimWords } from '../../report/words/claim-words.ts'
import { nextOfTold, toldSentence, toldWords } from '../../report/words/told-words.ts'

type ReportsAsked = {
  /** The criterion as the files alone have it. */
  readonly read: CriterionRecord
  readonly why: Why | null
  readonly own: readonly SeenStep<ProvingStep>[]
  readonly earlier: readonly SeenStep<ProvingStep>[]
  readonly plan: ProofPlan
  readonly basisOf: (run: WorkflowRun) => Basis
}

/** Joins what the reports of runs say of tests and coverage with a criterion that runs decided: failing tests by name; what passed in a red run; what a green one skipped. */
export function withReports(criterion: CriterionRecord, asked: ReportsAsked): CriterionRecord {
  const { read, plan, why, own, earlier } = asked
  if (criterion.standing !== 'present' && criterion.standing !== 'partial') return criterion
  const tests = testsTold({ criterion: criterion.id, why, own, earlier, tests: plan.tests })
  const coverage = criterion.id === 'tests-ci' && tests !== null ? coverageOf(tests.place.run) : null
  const told = [tests, coverage].filter((one) => one !== null)
  if (told.length === 0) return criterion
  const said = { ...criterion, found: [criterion.found, ...told.map(toldSentence)].join(' ') }
  const places = told.map(placeOf)
  if (tests === null || tests.verdict === 'counted') return { ...said, evidence: [...criterion.evidence, ...places] }
  const { run } = tests.place
  switch (tests.verdict) {
    case 'failed': return { ...said, next: nextOfTold(tests) ?? criterion.next, against: [...criterion.against, ...places] }
    // It speaks against the student's own interest, so it is believed.
    case 'skipped': case 'hidden': return { ...said, outcome: criterion.standing, proofFrom: null, evidence: read.evidence, against: [...places, ...criterion.against], next: nextOfTold(tests) ?? criterion.next }
    case 'passed': return {
      ...said, next: read.next, evidence: [...criterion.evidence, ...places],
      ...(criterion.standing === 'present' ? { outcome: 'verified' as const, basis: weakestBasis([criterion.basis, asked.basisOf(run)]), proofFrom: run.headSha } : { outcome: 'partial' as const, proofFrom: null }),
    }
  }
}

/** What the artifacts of runs claim, each at the page of its run. */
export function claimsOfRuns(runs: readonly WorkflowRun[], basisOf: (run: WorkflowRun) => Basis): readonly PlacedClaim[] {
  return runClaims(runs).map(({ claim, run, artifact }) => ({ claim, from: run.headSha, basis: basisOf(run), place: { kind: 'artifact', run: run.url, name: artifact, path: claim.path, says: claimWords(claim) } }))
}

/** What could not be seen of the artifacts of runs. */
export function gapsOfRuns(runs: readonly WorkflowRun[]): AssessmentRecord['gaps'] {
  return runs.flatMap(({ artifacts = [] }) => artifacts.flatMap(({ name, gaps }) => gaps.map((gap) => ({ ...gap, path: gap.path === '' ? name : `${name}/${gap.path}` }))))
}

function placeOf(told: Told): ArtifactEvidence {
  const { run, artifact, report } = told.place
  return { kind: 'artifact', run: run.url, name: artifact, path: report.path, says: toldWords(told) }
}
