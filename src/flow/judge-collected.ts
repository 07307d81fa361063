import { indexRepository, type RepositoryInput } from '../facts/repository-facts.ts'
import { assess, type Assessor } from './assess.ts'
import { hasPython } from './has-python.ts'
import type { Judgement } from './ports.ts'
import { workflowStarts } from './workflow-starts.ts'

/** Joins what was collected of a repository and judges it. Pure, and as long as the repository is large: seconds for some thousand files. */
export function judgeCollected(input: RepositoryInput, assessor: Assessor): Judgement {
  const facts = indexRepository(input)
  return { record: assess(facts, assessor), starts: workflowStarts(facts), hasPython: hasPython(facts) }
}
