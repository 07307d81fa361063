import type { Checklist } from '../model/checklist.ts'
import type { JudgedId } from '../model/criterion.ts'
import type { Subject } from '../model/decision.ts'
import type { CriterionGist, RecordGist } from '../model/gist.ts'
import { itemsOf } from './grade.ts'

/** What can be supposed to be in place: an item of the checklist, or one criterion. */
export type Supposed = Exclude<Subject, { readonly kind: 'step' }>

/**
 * An automatic record, or the gist of one, as it would be if an item or a criterion of it were verified: its criteria are, what they block is open, and the items that have any of them are joined anew by the checklist that it was judged by. What is
 * decided is laid over it as over any record, so what the staff decided or excused stays as it is. The same record where it has no such thing.
 */
export function supposing<Judged extends RecordGist>(record: Judged, { kind, id }: Supposed, checklist: Checklist): Judged {
  const asked = new Map(checklist.items.map((item) => [item.id, { item, ids: item.criteria.map((part) => part.id) }]))
  const ids = new Set<JudgedId>(kind === 'criterion' ? [id] : asked.get(id)?.ids ?? [])
  const criteria = record.criteria.map((criterion) => (ids.has(criterion.id) ? inPlace(criterion) : criterion.blockedBy !== null && ids.has(criterion.blockedBy) ? { ...criterion, blockedBy: null } : criterion))
  const byId = new Map(criteria.map((criterion) => [criterion.id, criterion]))
  const changed = new Set(criteria.flatMap((criterion, at) => criterion === record.criteria[at] ? [] : [criterion.id]))
  const items = record.items.map((judged) => {
    const { item, ids: own } = asked.get(judged.id) ?? { item: null, ids: [] }
    return item === null || !own.some((one) => changed.has(one)) ? judged : itemsOf({ ...checklist, items: [item] }, byId)[0] ?? judged
  })
  return { ...record, criteria, items }
}

function inPlace<Criterion extends CriterionGist>(criterion: Criterion): Criterion {
  // A gist says nothing of what the files alone are like.
  return { ...criterion, ...'standing' in criterion ? { standing: 'present', against: [] } : {}, outcome: 'verified', basis: 'observed', blockedBy: null }
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
