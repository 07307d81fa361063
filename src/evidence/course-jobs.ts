import type { Trust, TrustedWorkflow } from '../model/course.ts'
import type { CriterionId, JudgedId } from '../model/criterion.ts'
import type { StageId } from '../model/pipeline.ts'
import type { CallElsewhere, PlanStep, ProofPlan, ProvingStep, Shows, StageStep } from '../model/proof-plan.ts'
import type { AssessmentRecord, CriterionRecord } from '../model/record.ts'
import { trustedCall } from './trust.ts'

/** A call of a workflow of the course, by a job that runs in CI. */
export type CourseCall = { readonly call: CallElsewhere; readonly workflow: TrustedWorkflow }

/** What is there because the workflow does it; of every other criterion the files themselves have to say it, and the workflow's run proves it. */
const DONE_BY_WORKFLOWS: ReadonlySet<JudgedId> = new Set<CriterionId>(['lint', 'tests-ci', 'cicd'])
const STAGES: Readonly<Partial<Record<CriterionId, StageId>>> = { lint: 'lint', 'tests-ci': 'test', container: 'build', 'data-validation': 'validate', baseline: 'validate', cicd: 'deploy' }

/** The calls of a plan that lead to workflows of the course. */
export function courseCallsOf({ calls }: ProofPlan, trust: Trust): readonly CourseCall[] {
  return calls.flatMap((call) => {
    const workflow = trustedCall(call.says, trust)
    return workflow === null ? [] : [{ call: { ...call, says: nameOfWorkflow(workflow) }, workflow }]
  })
}

/** The plan with what the course says that its workflows show: each job that calls one is a step that shows it. */
export function planWithCourse(plan: ProofPlan, courseCalls: readonly CourseCall[]): ProofPlan {
  const steps = courseCalls.flatMap(({ call, workflow: { shows } }) => shows.flatMap((criterion) => usesOf(criterion).map(([id, what]): ProvingStep => ({ ...stepOf(call, what === 'checks' || isCheck(criterion)), criterion: id, shows: what, shared: shows.length > 1, when: null }))))
  const stages = courseCalls.flatMap(({ call, workflow: { shows } }) => shows.flatMap((criterion): readonly StageStep[] => {
    const stage = Object.hasOwn(STAGES, criterion) ? STAGES[criterion] : undefined
    return stage === undefined ? [] : [{ ...stepOf(call, isCheck(criterion)), stage }]
  }))
  return courseCalls.length === 0 ? plan : { ...plan, steps: [...plan.steps, ...steps], stages: [...plan.stages, ...stages] }
}

/** What has to hold back a change; the rest may be started by a schedule or a release as well. */
function isCheck(criterion: CriterionId): boolean {
  return criterion === 'lint' || criterion.startsWith('tests-')
}

function stepOf({ doubtOfDelivery, ...call }: CallElsewhere, isOfChange: boolean): PlanStep {
  return isOfChange ? call : { ...call, doubt: doubtOfDelivery }
}

function usesOf(criterion: CriterionId): readonly (readonly [CriterionId, Shows])[] {
  switch (criterion) {
    case 'lint': case 'tests-ci': return [[criterion, 'does'], ['cicd', 'checks']]
    case 'cicd': return [['cicd', 'checks'], ['cicd', 'delivers']]
    case 'health': case 'metrics': return [[criterion, 'asks']]
    default: return [[criterion, 'does']]
  }
}

/**
 * The reading with what is in place because a workflow of the course does it: a linter or a test run in CI that stands in the course's file. `foundWords` says so.
 * What waited for it no longer does.
 */
export function readingWithCourse(reading: AssessmentRecord, plan: ProofPlan, courseCalls: readonly CourseCall[], foundWords: (call: CourseCall) => string): AssessmentRecord {
  const raised = new Set<JudgedId>()
  const criteria = reading.criteria.map((criterion): CriterionRecord => {
    const found = courseCalls.find(({ call, workflow }) => workflow.shows.some((id) => id === criterion.id && stepOf(call, isCheck(id)).doubt === null))
    if (found === undefined || !DONE_BY_WORKFLOWS.has(criterion.id) || (criterion.standing !== 'missing' && criterion.standing !== 'partial')) return criterion
    raised.add(criterion.id)
    const { path, line, says, workflow } = found.call
    const blob = plan.workflows.find((one) => one.path === workflow)?.blob ?? ''
    return { ...criterion, standing: 'present', outcome: 'present', blockedBy: null, evidence: [{ kind: 'file', path, line, blob, says }], found: foundWords(found), next: '' }
  })
  if (courseCalls.length === 0) return reading
  const pipeline = reading.pipeline.map((stage) => {
    const done = courseCalls.find(({ workflow }) => workflow.shows.some((id) => STAGES[id] === stage.id))
    return stage.at !== null || done === undefined ? stage : { ...stage, at: { path: done.call.path, line: done.call.line, says: done.call.says, doubt: done.call.doubt } }
  })
  return { ...reading, pipeline, criteria: criteria.map((one) => one.blockedBy !== null && raised.has(one.blockedBy) ? { ...one, blockedBy: null } : one) }
}

function nameOfWorkflow({ repository, path }: TrustedWorkflow): string {
  return `${path.split('/').at(-1) ?? path} of ${repository}`
}
