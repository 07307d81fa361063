import type { GradeChanges } from '../../model/course-preview.ts'
import { counted } from '../gradebook/counted.ts'
import type { CourseRow } from './course-words.ts'

/** The points before and after; null where nothing counts. */
type PointsChange = { readonly before: { readonly points: number } | null; readonly after: { readonly points: number } | null }

/** That repositories are asked what they were made from once a plan counts: the preview asks GitHub for nothing. */
export function toAskRows(toAsk: number): readonly CourseRow[] {
  return toAsk === 0 ? [] : [{ label: 'to be asked', says: `${toAsk === 1 ? '1 repository' : `${toAsk} repositories`}: once this counts, GitHub is asked what ${toAsk === 1 ? 'it was' : 'each was'} made from, and what was made from a template of the course is taken in` }]
}

/** What another checklist would change of grades: none by itself. */
export function againWords(grades: GradeChanges): string {
  return grades.of === 0 ? 'there are no grades yet' : `no grade whose hours are over changes by this; if what counts is judged by it, ${summaryOf(grades)}`
}

/** How many grades would change, or do where they `are` changed, and by how much at most. */
export function summaryOf({ changed, of }: { readonly changed: readonly PointsChange[]; readonly of: number }, are: 'supposed' | 'changed' = 'supposed'): string {
  const verb = (one: boolean): string => are === 'supposed' ? 'would change' : one ? 'changes' : 'change'
  if (changed.length === 0) return of === 0 ? 'there are no grades yet' : `none of ${counted(of, 'grade')} ${verb(true)}`
  const by = changed.map(({ before, after }) => (after?.points ?? 0) - (before?.points ?? 0))
  const [more, less] = [by.filter((one) => one > 0), by.filter((one) => one < 0)]
  const told = [...(more.length === 0 ? [] : [`${more.length} higher, by up to ${Math.max(...more).toFixed(2)}`]), ...(less.length === 0 ? [] : [`${less.length} lower, by up to ${(-Math.min(...less)).toFixed(2)}`])]
  return [`${changed.length} of ${counted(of, 'grade')} ${verb(changed.length === 1)}`, ...(told.length === 0 ? [] : [told.join('; ')])].join(': ')
}
