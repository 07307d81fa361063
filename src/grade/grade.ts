import type { Checklist, ChecklistItem } from '../model/checklist.ts'
import type { CriterionId, JudgedId, Outcome } from '../model/criterion.ts'
import type { CriterionGist } from '../model/gist.ts'
import type { AssessmentRecord, DecidedRecord, ItemRecord } from '../model/record.ts'
import { weakestBasis, worstOutcome } from './outcome.ts'

type Criteria = ReadonlyMap<JudgedId, CriterionGist>

/** What the staff decided of a whole item: its outcome (`share` is what it earns of its weight, null where the checklist says that of the outcome), or that it is excused and why. */
export type ItemRuling = { readonly outcome: Outcome; readonly share: number | null; readonly decided: DecidedRecord } | { readonly excused: string }

/**
 * Joins criteria to the items of a checklist (rubric, last paragraph): an item's outcome is the worst of its required criteria,
 * its credit the weighted mean of what each criterion earns, times the item's weight. Unknown and excused criteria leave the denominator.
 * `rulings` (by the item's id) stand above its criteria: a decided item earns its share or what its outcome earns, an excused one leaves the denominator.
 */
export function itemsOf(checklist: Checklist, criteria: Criteria, rulings: ReadonlyMap<string, ItemRuling> = new Map()): readonly ItemRecord[] {
  return checklist.items.map((item) => ruled(joined(item, checklist, criteria), item, checklist, rulings.get(item.id)))
}

function ruled(record: ItemRecord, { weight }: ChecklistItem, checklist: Checklist, ruling: ItemRuling | undefined): ItemRecord {
  if (ruling === undefined) return record
  if ('excused' in ruling) return { ...record, credit: 0, of: 0, excused: ruling.excused }
  const { outcome, share, decided } = ruling
  return { ...record, outcome, basis: 'decided', blockedBy: null, credit: rounded(weight * (share ?? earnedBy({ outcome, basis: 'decided' }, checklist))), of: outcome === 'unknown' ? 0 : rounded(weight), decided }
}

function joined(item: ChecklistItem, checklist: Checklist, criteria: Criteria): ItemRecord {
  const parts = item.criteria.flatMap((part) => {
    const record = criteria.get(part.id)
    return record === undefined ? [] : [{ ...part, record }]
  })
  const asked = parts.filter((part) => part.required)
  const unexcused = asked.filter((part) => part.record.excused === null)
  // Where all of it is excused, what the App says of it is shown all the same.
  const required = unexcused.length > 0 ? unexcused : asked
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

function earnedBy(record: Pick<CriterionGist, 'outcome' | 'basis'>, { credit }: Checklist): number {
  return record.outcome === 'unknown' ? 0 : credit.outcome[record.outcome] * credit.basis[record.basis]
}

/** The grade of some items; provisional while any of their criteria could not be seen, nobody decided of the item, and neither is excused. */
export function gradeOf(items: readonly ItemRecord[], criteria: Criteria): AssessmentRecord['grade'] {
  const credit = rounded(items.reduce((sum, item) => sum + item.credit, 0))
  const of = rounded(items.reduce((sum, item) => sum + item.of, 0))
  const isUnseen = (id: JudgedId): boolean => criteria.get(id)?.outcome === 'unknown' && criteria.get(id)?.excused === null
  const provisional = items.some((item) => item.excused === undefined && (item.decided === undefined ? item.criteria.some(isUnseen) : item.outcome === 'unknown'))
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
