import { DEFAULT_GRADING, type CountingRule, type Grading, type LatePolicy } from '../model/grading.ts'
import type { SchemaProblem } from '../parse/schema.ts'

/** How an instructor writes down what counts: `grading` of checklists/course.schema.json. */
export type WrittenGrading = {
  readonly points?: number
  readonly counts?: CountingRule
  readonly grace_minutes?: number
  readonly late?: 'none' | 'flag' | 'cut-off' | { readonly points_a_day: number; readonly at_most?: number }
  readonly proof_hours?: number
  readonly release?: Grading['release']
}

/** What counts by a course's file; what it does not say is as by default. */
export function gradingOf({ points, counts, grace_minutes: graceMinutes, late, proof_hours: proofHours, release }: WrittenGrading = {}): Grading {
  return {
    points: points ?? DEFAULT_GRADING.points, counts: counts ?? DEFAULT_GRADING.counts, graceMinutes: graceMinutes ?? DEFAULT_GRADING.graceMinutes,
    late: late === undefined ? DEFAULT_GRADING.late : latePolicy(late), proofHours: proofHours ?? DEFAULT_GRADING.proofHours, release: release ?? DEFAULT_GRADING.release,
  }
}

function latePolicy(late: NonNullable<WrittenGrading['late']>): LatePolicy {
  return typeof late === 'string' ? { kind: late } : { kind: 'deduct', pointsADay: late.points_a_day, most: late.at_most ?? null }
}

/** What no schema can say: what needs a due day where the course has none, and more taken off than there is. */
export function complaintsAboutGrading(grading: WrittenGrading | undefined, hasDue: boolean): readonly SchemaProblem[] {
  if (grading === undefined) return []
  const { late, points = DEFAULT_GRADING.points } = grading
  const asksForDay = (['grace_minutes', 'late', 'proof_hours'] as const).filter((key) => grading[key] !== undefined && grading[key] !== 'none')
  return [
    ...(hasDue ? [] : asksForDay.map((key) => ({ pointer: `/grading/${key}`, says: 'expected "dates: due" in the file: without it nothing is late' }))),
    ...(typeof late === 'object' && late.at_most !== undefined && late.at_most > points ? [{ pointer: '/grading/late/at_most', says: `expected at most the ${points} points of the course; found ${late.at_most}` }] : []),
    ...(typeof late === 'object' && late.at_most !== undefined && late.at_most < late.points_a_day ? [{ pointer: '/grading/late/at_most', says: `expected at least the ${late.points_a_day} points of one day; found ${late.at_most}` }] : []),
  ]
}
