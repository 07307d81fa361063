import type { VerdictKind } from '../model/item-verdicts.ts'
import type { ItemStanding } from '../model/standing.ts'

/** How an item stands in a repository, or that it does not count there. */
export function kindOf({ source, outcome }: Pick<ItemStanding, 'source' | 'outcome'>): VerdictKind {
  return source === 'excused' || source === 'not-graded' ? source : outcome
}
