import { addedItems, withAddedItems } from '../../grade/added-items.ts'
import { withDecisions, type LineOfRecord } from '../../grade/decided.ts'
import type { ShownTo } from '../../grade/shown-decisions.ts'
import type { Checklist, Checklists, JudgedBy } from '../../model/checklist.ts'
import type { Decision, Statement } from '../../model/decision.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { addedCriterion } from '../../report/words/decided-words.ts'

/** What people decided and said of a repository in its course. */
export type SaidOf = { readonly decisions: readonly Decision[]; readonly statements: readonly Statement[] }

/** A student's own items beside what a record was judged by, whose credit is theirs too; none where none are known. */
export function ownOf(own: Checklist | undefined, { checklist: { credit } }: JudgedBy): Checklist {
  return own === undefined ? { id: 'own', title: 'Own items', revision: 1, credit, items: [], declared: [] } : { ...own, credit }
}

/** An automatic record as it is shown: with the items that were added to the student's own, and with what the staff decided. Pure. */
export function decidedRecord(record: AssessmentRecord, checklists: Checklists, { decisions, statements }: SaidOf, shownTo: ShownTo, line: LineOfRecord): AssessmentRecord {
  const { checklist, practices, own } = checklists
  const added = addedItems(statements, new Set([...checklist.items, ...practices.items, ...own.items].map(({ id }) => id)))
  if (added.length === 0) return withDecisions(record, checklists, decisions, shownTo, line)
  const more = withAddedItems({ ...own, items: [] }, added).items.map(({ id, title, group, criteria }): AssessmentRecord['own'][number] =>
    ({ id, title, group, required: false, criteria: criteria.map((part) => part.id), outcome: 'unknown', basis: 'observed', blockedBy: null, credit: 0, of: 0 }))
  const whole = { ...record, criteria: [...record.criteria, ...added.map(addedCriterion)], own: [...record.own, ...more] }
  return withDecisions(whole, { checklist, practices, own: withAddedItems(own, added) }, decisions, shownTo, line)
}
