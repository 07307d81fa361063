import { createHash } from 'node:crypto'
import { modelStateOf } from '../../facts/capstone/model-state.ts'
import { indexRepository, type RepositoryInput } from '../../facts/repository-facts.ts'
import { READING_REVISION } from '../../model/reading.ts'
import { assess, ownChecklist, type Assessor } from './assess.ts'
import { hasPython } from '../reading/has-python.ts'
import type { Judgement } from '../ports/repository-port.ts'
import { proofPlanOf } from '../proof/proof-plan.ts'
import { workflowStarts } from '../proof/workflow-starts.ts'

/** Joins what was collected of a repository and judges it. Pure, and as long as the repository is large: seconds for some thousand files. */
export function judgeCollected(input: RepositoryInput, assessor: Assessor): Judgement {
  const facts = indexRepository(input)
  const record = assess(facts, assessor)
  const reading = { revision: READING_REVISION, record, own: ownChecklist(facts, assessor.checklist), plan: proofPlanOf(facts, record, digestOf), starts: workflowStarts(facts), claims: [], numbers: { metrics: [], coverage: null }, experiments: [], model: modelStateOf(facts, digestOf) }
  return { reading, hasPython: hasPython(facts) }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
