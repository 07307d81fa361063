import type { AssessmentRecord, ItemRecord } from '../../model/record.ts'
import { plainLine } from '../text/plain-line.ts'

const LONGEST_LEVEL = 80

/** What stands where an item that people grade has no level yet. */
export const NOT_GRADED_YET = 'not graded yet'

/** Whether an item is for people to grade: nothing that could be read or run says how it came out. */
export function isGradedByPeople({ criteria }: Pick<ItemRecord, 'criteria'>, record: Pick<AssessmentRecord, 'criteria'>): boolean {
  return criteria.length > 0 && criteria.every((id) => record.criteria.find((one) => one.id === id)?.proof === 'decision')
}

/** Whether an item waits for people to grade it. */
export function isNotGradedYet(item: Pick<ItemRecord, 'criteria' | 'outcome' | 'excused'>, record: Pick<AssessmentRecord, 'criteria'>): boolean {
  return item.outcome === 'unknown' && item.excused === undefined && isGradedByPeople(item, record)
}

/** A share of an item's credit, as a person reads it: `80 % of its credit`. */
export function shareWords(share: number): string {
  return `${Math.round(share * 10_000) / 100} % of its credit`
}

/** A level of an item by its title, as plain text. */
export function quotedLevel(title: string): string {
  return `“${plainLine(title, LONGEST_LEVEL)}”`
}

/** What something was set to, as plain text: `verified`, `partial, 80 % of its credit`, `“With gaps”: partial, 50 % of its credit`. */
export function setToWords({ outcome, share, level }: { readonly outcome: string; readonly share?: number | null; readonly level?: string | null }): string {
  return `${level === undefined || level === null ? '' : `${quotedLevel(level)}: `}${outcome}${share === undefined || share === null ? '' : `, ${shareWords(share)}`}`
}
