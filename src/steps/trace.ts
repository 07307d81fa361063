import { reportsOf } from '../evidence/claims/run-reports.ts'
import { runClaims } from '../evidence/claims/run-claims.ts'
import { jobsThatFailed, type FailedJob } from '../evidence/jobs-that-failed.ts'
import { newestRuns } from '../evidence/newest-runs.ts'
import { contextOf, pathsNamed } from '../evidence/reason-context.ts'
import type { PlacedClaim } from '../model/claim.ts'
import { TRACED_CRITERIA, type CommitTrace, type TracedCriterion, type TracedFailure, type TracedRun, type TracedTests } from '../model/commit-trace.ts'
import type { Basis } from '../model/criterion.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Experiments } from '../model/experiments.ts'
import type { Reading } from '../model/reading.ts'
import type { AssessmentRecord } from '../model/record.ts'
import type { Deployment, WorkflowRun } from '../model/run.ts'
import { claimWords } from '../report/words/claim-words.ts'
import { reasonNext } from '../report/reasons/reason-next.ts'
import { reasonWords } from '../report/reasons/reason-words.ts'

const MOST = { evidence: 3, stores: 10, claims: 10, tests: 10, runs: 50, jobs: 5, deployments: 20, gaps: 20, workflows: 100 } as const
const CLAIMED: ReadonlySet<string> = new Set(['drift-report', 'metric-families'])
/** What was seen goes before what reports claim, and both before what the files say. */
const SEEN: readonly Evidence['kind'][] = ['artifact', 'deployment', 'probe', 'run']

/** What a commit was judged by: its reading, the record that it was settled to, and what ran and was deployed. `basisOf` says on whose word the artifacts of a run are. */
export type Judgement = {
  readonly reading: Pick<Reading, 'plan' | 'claims' | 'model'>
  readonly experiments: readonly Experiments[]
  readonly record: Pick<AssessmentRecord, 'criteria' | 'pipeline' | 'gaps' | 'repository'>
  readonly runs: readonly WorkflowRun[]
  readonly deployments: readonly Deployment[]
  readonly basisOf: (run: WorkflowRun) => Basis
}

/** What a judged commit leaves behind for the steps: bounded lists, the newest runs and deployments first to stay. Pure. */
export function traceOf({ reading, experiments, record, runs, deployments, basisOf }: Judgement, where: Pick<CommitTrace, 'repositoryId' | 'commit' | 'branch' | 'isDefaultBranch' | 'firstBranch' | 'since'>): CommitTrace {
  const newest = newestRuns(runs)
  const failed = jobsThatFailed(runs)
  const paths = failed.some(({ reason }) => reason !== null) ? pathsNamed(record, reading.plan) : []
  const ofRuns = runClaims(newest).map(({ claim, run, artifact }): PlacedClaim => ({ claim, from: run.headSha, basis: basisOf(run), place: { kind: 'artifact', run: run.url, name: artifact, path: claim.path, says: claimWords(claim) } }))
  return {
    ...where, model: reading.model, experiments: experiments.slice(0, MOST.stores),
    criteria: TRACED_CRITERIA.flatMap((id) => record.criteria.filter((criterion) => criterion.id === id).map((criterion) => tracedCriterion(criterion, id))),
    claims: [...ofRuns, ...reading.claims].filter(({ claim }) => CLAIMED.has(claim.kind)).slice(0, MOST.claims),
    tests: newest.flatMap((run) => reportsOf(run, 'tests')).map(({ run, artifact, report: { path, counts } }): TracedTests => ({
      place: { kind: 'artifact', run: run.url, name: artifact, path, says: `${counts.passed} passed, ${counts.failed + counts.error} failed` }, passed: counts.passed, failed: counts.failed + counts.error,
    })).toSorted((one, other) => Number(other.failed > 0) - Number(one.failed > 0)).slice(0, MOST.tests),
    runs: runs.toSorted((one, other) => other.id - one.id).slice(0, MOST.runs).map((run) => tracedRun(run, failed.filter((one) => one.run === run).slice(0, MOST.jobs).map((one) => tracedFailure(one, paths)))),
    stages: record.pipeline,
    // A part of them would tell of the others that they are gone.
    ...reading.plan.workflows.length > MOST.workflows ? {} : { workflows: reading.plan.workflows.map(({ path }) => path) },
    deployments: deployments.filter(({ sha, environment }) => sha === where.commit && !reading.plan.idleEnvironments.ofService.includes(environment)).toSorted((one, other) => other.id - one.id).slice(0, MOST.deployments),
    gaps: record.gaps.slice(0, MOST.gaps),
  }
}

function tracedCriterion({ outcome, basis, proofFrom, evidence, against }: AssessmentRecord['criteria'][number], id: TracedCriterion['id']): TracedCriterion {
  const chosen = (all: readonly Evidence[]): readonly Evidence[] => all.toSorted((one, other) => SEEN.indexOf(other.kind) - SEEN.indexOf(one.kind)).slice(0, MOST.evidence)
  return { id, outcome, basis, proofFrom, evidence: chosen(evidence), against: chosen(against) }
}

function tracedRun({ id, attempt, name, path, event, branch, headSha, status, conclusion, url, createdAt, updatedAt, jobs }: WorkflowRun, failures: readonly TracedFailure[]): TracedRun {
  const failed = (jobs ?? []).filter((job) => job.conclusion === 'failure' || job.conclusion === 'timed_out').slice(0, MOST.jobs).map((job) => job.name.slice(0, 100))
  return { id, attempt, name: name.slice(0, 200), path, event, branch, headSha, status, conclusion, url, createdAt, updatedAt, failed, ...failures.length === 0 ? {} : { failures } }
}

function tracedFailure(failed: FailedJob, paths: readonly string[]): TracedFailure {
  const { run, job, step, reason } = failed
  const names = { job: job.name.slice(0, 100), step: step.slice(0, 100) }
  return reason === null ? { ...names, reason, found: '', next: '' } : { ...names, reason, found: reasonWords(reason, { workflow: run.path, job: job.name, step }), next: reasonNext(reason, contextOf(reason, failed, paths)) }
}
