import type { SeenStep } from '../evidence/seen-steps.ts'
import type { PlanStep } from '../model/proof-plan.ts'
import type { CriterionRecord } from '../model/record.ts'
import { lookedForDriftWords } from '../report/drift-check-words.ts'

const SHOWN = 2

/**
 * Says of drift which steps looked for it and passed in workflows that a person or a push started. It moves no outcome: that drift is looked for by itself is not
 * shown by it (rubric, row `drift`). The evidence shows that a check was run (step 4.4).
 */
export function withDriftChecks(criterion: CriterionRecord, steps: readonly SeenStep<PlanStep>[]): CriterionRecord {
  if (criterion.id !== 'drift' || (criterion.standing !== 'present' && criterion.standing !== 'partial')) return criterion
  const passed = steps.filter(({ result, planned }) => result.kind === 'passed' && planned.doubt === null).slice(0, SHOWN)
  if (passed.length === 0) return criterion
  return { ...criterion, evidence: [...criterion.evidence, ...passed.map(({ place }) => place)], found: [criterion.found, ...passed.map(({ place }) => lookedForDriftWords(place))].join(' ') }
}
