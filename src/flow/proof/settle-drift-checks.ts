import type { SeenStep } from '../../evidence/seen-steps.ts'
import type { RunEvidence } from '../../model/evidence.ts'
import type { PlanStep } from '../../model/proof-plan.ts'
import type { StepResult } from '../../model/proof-seen.ts'
import type { CriterionRecord } from '../../model/record.ts'
import { driftCheckFailedWords, lookedForDriftWords } from '../../report/words/drift-check-words.ts'

const SHOWN = 2

/**
 * Says of drift which steps looked for it and passed, or failed, in workflows that a person or a push started. It moves no outcome: that drift is looked for by itself is not
 * shown by it (rubric, row `drift`), and a check that fails may have found drift. The evidence shows that a check was run (step 4.4).
 */
export function withDriftChecks(criterion: CriterionRecord, steps: readonly SeenStep<PlanStep>[]): CriterionRecord {
  if (criterion.id !== 'drift' || (criterion.standing !== 'present' && criterion.standing !== 'partial')) return criterion
  const of = (kind: StepResult['kind']): readonly RunEvidence[] => steps.filter(({ result, planned }) => result.kind === kind && planned.doubt === null).map(({ place }) => place).slice(0, SHOWN)
  const [passed, failed] = [of('passed'), of('failed')]
  if (passed.length + failed.length === 0) return criterion
  return { ...criterion, evidence: [...criterion.evidence, ...passed], against: [...criterion.against, ...failed], found: [criterion.found, ...passed.map(lookedForDriftWords), ...failed.map(driftCheckFailedWords)].join(' ') }
}
