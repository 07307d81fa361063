import type { Checklist, ChecklistItem } from '../model/checklist.ts'
import type { CriterionId, JudgedId } from '../model/criterion.ts'
import type { AssessmentRecord, CriterionRecord, ItemRecord } from '../model/record.ts'
import { weakestBasis, worstOutcome } from './outcome.ts'

type Criteria = ReadonlyMap<JudgedId, CriterionRecord>

/**
 * Joins criteria to the items of a checklist (rubric, last paragraph): an item's outcome is the worst of its required criteria,
 * its credit the weighted mean of what each criterion earns, times the item's weight. Unknown and excused criteria leave the denominator.
 */
export function itemsOf(checklist: Checklist, criteria: Criteria): readonly ItemRecord[] {
  return checklist.items.map((item) => joined(item, checklist, criteria))
}

function joined(item: ChecklistItem, checklist: Checklist, criteria: Criteria): ItemRecord {
  const parts = item.criteria.flatMap((part) => {
    const record = criteria.get(part.id)
    return record === undefined ? [] : [{ ...part, record }]
  })
  const required = parts.filter((part) => part.required)
  const counted = parts.filter((part) => part.record.outcome !== 'unknown' && part.record.excused === null)
  const weight = counted.reduce((sum, part) => sum + part.weight, 0)
  const whole = parts.reduce((sum, part) => sum + part.weight, 0)
  const earned = counted.reduce((sum, part) => sum + part.weight * earnedBy(part.record, checklist), 0)
  return {
    id: item.id, title: item.title, group: item.group, required: item.required,
    criteria: item.criteria.map((part) => part.id),
    outcome: worstOutcome(required.map((part) => part.record.outcome)),
    basis: weakestBasis(required.map((part) => part.record.basis)),
    blockedBy: parts.map((part) => part.record.blockedBy).find((id) => id !== null) ?? null,
    credit: whole === 0 ? 0 : rounded(item.weight * earned / whole),
    of: whole === 0 ? 0 : rounded(item.weight * weight / whole),
  }
}

function earnedBy(record: CriterionRecord, { credit }: Checklist): number {
  return record.outcome === 'unknown' ? 0 : credit.outcome[record.outcome] * credit.basis[record.basis]
}

/** The grade of some items; provisional while any of their criteria could not be seen. */
export function gradeOf(items: readonly ItemRecord[], criteria: Criteria): AssessmentRecord['grade'] {
  const credit = rounded(items.reduce((sum, item) => sum + item.credit, 0))
  const of = rounded(items.reduce((sum, item) => sum + item.of, 0))
  const provisional = items.some((item) => item.criteria.some((id) => criteria.get(id)?.outcome === 'unknown'))
  return { credit, of, percent: of === 0 ? 0 : Math.round(1000 * credit / of) / 10, provisional }
}

/** The criterion whose absence makes another one moot, by what the checklists say it requires; null where nothing does. */
export function blockerOf(id: JudgedId, checklists: readonly Checklist[], standingOf: (id: JudgedId) => string | undefined): CriterionId | null {
  if (standingOf(id) === 'present') return null
  const requires = checklists.flatMap((checklist) => checklist.items.flatMap((item) => item.criteria.filter((part) => part.id === id).flatMap((part) => part.requires)))
  return requires.find((needed) => standingOf(needed) === 'missing') ?? null
}

/** Credits add up to four decimals in every place they are shown. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
