import { stageStepsOf } from '../../facts/proofs/pipeline-stages.ts'
import { knownPathsOf } from '../../facts/proofs/known-paths.ts'
import { plannedTestsOf } from '../../facts/proofs/planned-tests.ts'
import { callsElsewhereOf } from '../../facts/proofs/calls-elsewhere.ts'
import { driftStepsOf } from '../../facts/proofs/drift-steps.ts'
import { idleEnvironmentsOf } from '../../facts/proofs/environments.ts'
import { provingStepsOf } from '../../facts/proofs/proving-steps.ts'
import { rollbackStepsOf } from '../../facts/proofs/rollback-steps.ts'
import { runInputsOf } from '../../facts/proofs/run-inputs.ts'
import { uploadingWorkflowsOf } from '../../facts/proofs/uploading-workflows.ts'
import { workflowShapesOf } from '../../facts/proofs/workflow-shapes.ts'
import { probePathsOf } from '../../facts/service/probe-paths.ts'
import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import type { ProofPlan } from '../../model/proof-plan.ts'
import type { AssessmentRecord } from '../../model/record.ts'

/** What CI would have to show for the criteria of a record to be proven, as the files of its commit say; `digest` tells texts apart. */
export function proofPlanOf(facts: RepositoryFacts, { criteria }: Pick<AssessmentRecord, 'criteria'>, digest: (text: string) => string): ProofPlan {
  const workflows = workflowShapesOf(facts)
  const inputs = runInputsOf(facts, workflows)
  const project = digest(inputs.project.join('\n'))
  const steps = criteria.flatMap(({ id, standing, proof, evidence }) => {
    if ((standing !== 'present' && standing !== 'partial') || proof === 'reading' || proof === 'decision') return []
    return provingStepsOf(facts, id, evidence.flatMap((one) => one.kind === 'file' ? [one] : []))
  })
  return {
    workflows, steps, stages: stageStepsOf(facts), rollbacks: rollbackStepsOf(facts), driftChecks: driftStepsOf(facts), calls: callsElsewhereOf(facts), idleEnvironments: idleEnvironmentsOf(facts), probePaths: probePathsOf(facts),
    tests: plannedTestsOf(facts), uploads: uploadingWorkflowsOf(facts, workflows), paths: knownPathsOf(facts),
    inputs: { project, workflows: Object.fromEntries([...inputs.workflows].map(([path, lines]) => [path, digest([project, ...lines].join('\n'))])) },
  }
}
