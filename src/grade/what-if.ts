import type { Checklist } from '../model/checklist.ts'
import type { JudgedId } from '../model/criterion.ts'
import type { Subject } from '../model/decision.ts'
import type { AssessmentRecord, CriterionRecord } from '../model/record.ts'
import { itemsOf } from './grade.ts'

/** What can be supposed to be in place: an item of the checklist, or one criterion. */
export type Supposed = Exclude<Subject, { readonly kind: 'step' }>

/**
 * An automatic record as it would be if an item or a criterion of it were verified: its criteria are, what they block is open, and the items that have any of them are joined anew by the checklist. What is decided is laid over it as over any record, so
 * what the staff decided or excused stays as it is. The same record where it has no such thing.
 */
export function supposing(record: AssessmentRecord, { kind, id }: Supposed, checklist: Checklist): AssessmentRecord {
  const ids = new Set<JudgedId>(kind === 'criterion' ? [id] : record.items.find((item) => item.id === id)?.criteria ?? [])
  const criteria = record.criteria.map((criterion) => (ids.has(criterion.id) ? inPlace(criterion) : criterion.blockedBy !== null && ids.has(criterion.blockedBy) ? { ...criterion, blockedBy: null } : criterion))
  const byId = new Map(criteria.map((criterion) => [criterion.id, criterion]))
  const changed = new Set(criteria.flatMap((criterion, at) => criterion === record.criteria[at] ? [] : [criterion.id]))
  const items = record.items.map((item) => {
    if (!item.criteria.some((one) => changed.has(one))) return item
    return itemsOf({ ...checklist, items: checklist.items.filter((one) => one.id === item.id) }, byId)[0] ?? item
  })
  return { ...record, criteria, items }
}

function inPlace(criterion: CriterionRecord): CriterionRecord {
  return { ...criterion, standing: 'present', outcome: 'verified', basis: 'observed', blockedBy: null, against: [] }
}

/** The share of the whole checklist that an item or a criterion weighs, 0 to 1: by the checklist alone, whatever any repository has. */
export function shareOf({ kind, id }: Supposed, { items }: Checklist): number {
  const whole = items.reduce((sum, { weight }) => sum + weight, 0)
  const own = items.reduce((sum, item) => {
    if (kind === 'item') return sum + (item.id === id ? item.weight : 0)
    const weights = item.criteria.reduce((all, part) => all + part.weight, 0)
    const part = item.criteria.find((one) => one.id === id)?.weight ?? 0
    return sum + (weights === 0 ? 0 : item.weight * part / weights)
  }, 0)
  return whole === 0 ? 0 : own / whole
}
