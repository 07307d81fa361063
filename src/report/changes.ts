import type { JudgedId, Outcome } from '../model/criterion.ts'
import type { AssessmentRecord, CriterionRecord } from '../model/record.ts'

/** What a later report needs of an earlier record. */
export type EarlierRecord = {
  readonly repository: { readonly commit: string | null }
  readonly checklist: { readonly id: string; readonly revision: number }
  readonly engine: { readonly revision: number }
  readonly criteria: readonly { readonly id: JudgedId; readonly outcome: Outcome }[]
}

export type Change = { readonly criterion: CriterionRecord; readonly before: Outcome }

export type Changes = {
  readonly better: readonly Change[]
  readonly worse: readonly Change[]
  /** What could be seen at one of the two times only. */
  readonly unseen: readonly Change[]
  /** Whether what is asked or how it is judged is not the same, so that a change need not come from the repository. */
  readonly otherMeasure: boolean
}

const ORDER = ['missing', 'failing', 'partial', 'present', 'verified'] as const

/** What became of each criterion since an earlier record of the same repository; criteria that the earlier one did not judge are left out. */
export function changesSince(earlier: EarlierRecord, record: AssessmentRecord): Changes {
  const before = new Map(earlier.criteria.map(({ id, outcome }) => [id, outcome]))
  const changed = record.criteria.flatMap((criterion): readonly Change[] => {
    const outcome = before.get(criterion.id)
    return outcome === undefined || outcome === criterion.outcome ? [] : [{ criterion, before: outcome }]
  })
  const seen = changed.filter((change) => change.before !== 'unknown' && change.criterion.outcome !== 'unknown')
  const step = ({ criterion, before: outcome }: Change): number => rankOf(criterion.outcome) - rankOf(outcome)
  return {
    // What came in and fails at once stands behind what works.
    better: seen.filter((change) => step(change) > 0).toSorted((one, other) => Number(one.criterion.outcome === 'failing') - Number(other.criterion.outcome === 'failing')), worse: seen.filter((change) => step(change) < 0),
    unseen: changed.filter((change) => !seen.includes(change)),
    otherMeasure: earlier.engine.revision !== record.engine.revision || earlier.checklist.id !== record.checklist.id || earlier.checklist.revision !== record.checklist.revision,
  }
}

function rankOf(outcome: Outcome): number {
  return ORDER.findIndex((one) => one === outcome)
}
