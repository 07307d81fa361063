import { withBase } from '../../evidence/base-shown.ts'
import { courseCallsOf, planWithCourse, readingWithCourse } from '../../evidence/course-jobs.ts'
import { modelMetricsOf } from '../../evidence/claims/model-metrics.ts'
import { jobsThatFailed } from '../../evidence/jobs-that-failed.ts'
import { newestRuns } from '../../evidence/newest-runs.ts'
import { weighProbes } from '../../evidence/probes.ts'
import { prove, type Proven } from '../../evidence/prove.ts'
import { pathsNamed } from '../../evidence/reason-context.ts'
import { seenSteps, type SeenStep } from '../../evidence/seen-steps.ts'
import { pipelineAfter } from '../../evidence/pipeline.ts'
import { deployedSince } from '../../evidence/service-address.ts'
import { weighDeployments } from '../../evidence/weigh-deployments.ts'
import { basisIn, NO_TRUST } from '../../evidence/trust.ts'
import { gradeOf, itemsOf } from '../../grade/grade.ts'
import type { Checklists } from '../../model/checklist.ts'
import type { Trust } from '../../model/course.ts'
import type { PlanStep, ProofPlan, ProvingStep } from '../../model/proof-plan.ts'
import type { Seen } from '../../model/proof-seen.ts'
import type { AssessmentRecord, CriterionRecord } from '../../model/record.ts'
import type { WorkflowRun } from '../../model/run.ts'
import { pictureAfter } from '../../picture/picture-after.ts'
import { claimsOfRuns, gapsOfRuns, withReports } from './settle-reports.ts'
import { doneByCourse, nextOfSeen, seenWords } from '../../report/words/proof-words.ts'
import { withMetrics } from './settle-metrics.ts'
import { withClaims } from './settle-claims.ts'
import { reasonFor, type ReasonsKnown } from './settle-reasons.ts'
import { withDriftChecks } from './settle-drift-checks.ts'
import { withWaysBack } from './settle-ways-back.ts'

/**
 * Joins what a commit's files say (the record of its reading) with what CI, deployments and probes showed of it and what reports claim: outcomes, items, picture and grade. The same record
 * where nothing was seen. Pure; settling again with more seen starts from the reading, never from what was settled. `trust` says which workflows are the course's.
 */
export function settle(files: AssessmentRecord, planned: ProofPlan, seen: Seen, checklists: Checklists, trust: Trust = NO_TRUST): AssessmentRecord {
  const calls = courseCallsOf(planned, trust)
  const plan = planWithCourse(planned, calls)
  const reading = readingWithCourse(files, plan, calls, ({ call }) => doneByCourse(call))
  const commit = reading.repository.commit
  const runs = newestRuns(seen.runs)
  const own = seenIn(plan, plan.steps, runs, trust)
  const earlier = seenIn(plan, plan.steps, newestRuns(seen.earlier), trust)
  const back = { ways: seen.waysBack, steps: seenIn(plan, plan.rollbacks, runs, trust) }
  const driftChecks = seenIn(plan, plan.driftChecks, runs, trust)
  const deployed = { ofPipeline: weighDeployments(seen.deployments, commit, plan.idleEnvironments.ofPipeline, 'counts'), ofService: weighDeployments(seen.deployments, commit, plan.idleEnvironments.ofService) }
  const since = commit === null ? null : deployedSince(seen.deployments, commit)
  const shown = [...runs, ...newestRuns(seen.earlier)]
  const basisOf = basisIn(plan.workflows, trust)
  const claims = [...claimsOfRuns(shown, basisOf), ...seen.claims]
  const metrics = modelMetricsOf(shown, seen.numbers, commit)
  const reasons: ReasonsKnown = { failed: [...jobsThatFailed(seen.runs), ...jobsThatFailed(seen.earlier)], paths: pathsNamed(reading, plan) }
  const observed = (criterion: CriterionRecord): CriterionRecord => {
    const of = (steps: readonly SeenStep<ProvingStep>[]): readonly SeenStep<ProvingStep>[] => steps.filter(({ planned }) => planned.criterion === criterion.id)
    const probed = criterion.id === 'health' || criterion.id === 'metrics' ? weighProbes(criterion.id, seen.probes, since) : null
    const proven = prove(criterion.standing, criterion.proof, commit, { own: of(own), earlier: of(earlier), deployed: criterion.id === 'cicd' ? deployed.ofPipeline : deployed.ofService, probed })
    if (proven === null) return criterion
    const based = withBase(criterion, proven, seen.base)
    const reported = withReports(proved(criterion, based, reasons), { read: criterion, why: based.why, own: of(own), earlier: of(earlier), plan, basisOf })
    return withMetrics(reported, { runs: shown, metrics, before: seen.metricsBefore, commit })
  }
  // What was observed comes first: a claim stands in for what nobody saw.
  const criteria = reading.criteria.map((criterion) => withDriftChecks(withWaysBack(withClaims(observed(criterion), claims, commit), back), driftChecks))
  const byId = new Map(criteria.map((criterion) => [criterion.id, criterion]))
  const items = itemsOf(checklists.checklist, byId)
  const { components, beyond } = pictureAfter(reading, byId)
  const pipeline = pipelineAfter(reading.pipeline, seenIn(plan, plan.stages, runs, trust), seen.numbers.coverage)
  return {
    ...reading, criteria, items, practices: itemsOf(checklists.practices, byId), own: itemsOf(checklists.own, byId), components, beyond, pipeline,
    gaps: [...reading.gaps, ...gapsOfRuns(runs)], ...(metrics.length === 0 ? {} : { metrics }), grade: gradeOf(items, byId),
  }
}

/** What runs show of steps of the plan, each run of the workflow that it is of. */
function seenIn<Step extends PlanStep>({ workflows }: ProofPlan, steps: readonly Step[], runs: readonly WorkflowRun[], trust: Trust): readonly SeenStep<Step>[] {
  return runs.flatMap((run) => {
    const workflow = workflows.find(({ path }) => path === run.path)
    const planned = steps.filter((step) => step.workflow === run.path)
    return workflow === undefined || planned.length === 0 ? [] : seenSteps(workflow, run, planned, trust)
  })
}

/** A criterion with the outcome that was proven, and why that is so in words. */
function proved(criterion: CriterionRecord, { outcome, proofFrom, why, evidence, against }: Proven, reasons: ReasonsKnown): CriterionRecord {
  // That its failure is hidden is what makes it partial: the files said so.
  const isSaid = why?.kind === 'doubted' && criterion.standing === 'partial'
  const reason = why === null ? null : reasonFor(why, against, reasons)
  const said = why === null || isSaid ? '' : reason?.said ?? seenWords(why)
  const next = reason?.next ?? (why === null ? null : nextOfSeen(why))
  return {
    ...criterion, outcome, proofFrom, evidence: [...criterion.evidence, ...evidence], against: isSaid ? criterion.against : [...against, ...criterion.against],
    found: said === '' ? criterion.found : `${criterion.found} ${said}`, next: outcome === 'failing' || why?.kind === 'allowed-failure' ? next ?? criterion.next : criterion.next,
  }
}
