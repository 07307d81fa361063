import type { SeenStep } from '../../evidence/seen-steps.ts'
import { evidenceOfDeployment } from '../../evidence/weigh-deployments.ts'
import type { PlanStep } from '../../model/proof-plan.ts'
import type { CriterionRecord } from '../../model/record.ts'
import type { WayBack } from '../../model/run.ts'
import { steppedBackWords, wentBackWords } from '../../report/words/way-back-words.ts'

const SHOWN = 3

type SeenBack = { readonly ways: readonly WayBack[]; readonly steps: readonly SeenStep<PlanStep>[] }

/**
 * Says of the pipeline and of the way back where an environment went back to this commit or from it, and which steps brought an earlier version back. It proves
 * nothing more and speaks against nothing: the way back is proven by reading, and what was deployed stays deployed.
 */
export function withWaysBack(criterion: CriterionRecord, { ways, steps }: SeenBack): CriterionRecord {
  const stands = criterion.standing === 'present' || criterion.standing === 'partial'
  if (criterion.id === 'cicd') return stands ? saying(criterion, wentBackWords(ways)) : criterion
  if (criterion.id !== 'rollback') return criterion
  const passed = steps.filter(({ result, planned }) => result.kind === 'passed' && planned.doubt === null).slice(0, SHOWN)
  const said = saying(criterion, [wentBackWords(ways), ...passed.map(({ place, job }) => steppedBackWords({ step: place.step, job: place.job, at: job?.completedAt ?? null }))].filter((words) => words !== '').join(' '))
  return stands ? { ...said, evidence: [...criterion.evidence, ...ways.slice(0, SHOWN).map(({ to }) => evidenceOfDeployment(to)), ...passed.map(({ place }) => place)] } : said
}

function saying(criterion: CriterionRecord, words: string): CriterionRecord {
  return words === '' ? criterion : { ...criterion, found: `${criterion.found} ${words}` }
}
