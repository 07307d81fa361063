import type { RepositoryGrade, GradedItem } from '../model/gradebook.ts'
import type { CountedCommit, Grading } from '../model/grading.ts'
import type { AssessmentRecord, ItemRecord } from '../model/record.ts'
import { lateDeduction } from './counted-commits.ts'
import { pointsOf, sumOfPoints } from './points.ts'

/** A record of the commit that counts, as the staff sees it, and when it was judged (milliseconds since 1970). `urlOf` gives the page that shows an item, null where none is known. */
export type CountedRecord = { readonly counted: CountedCommit; readonly record: AssessmentRecord; readonly judgedAt: number; readonly urlOf: (item: ItemRecord) => string | null }

/**
 * The grade of a repository by a record that counts: the one place where points are made. Every page, comment, file and answer shows what this gives. The items' points add up to the grade with what lateness takes off. `now` tells whether
 * it may still change by itself.
 */
export function repositoryGrade({ counted, record, judgedAt, urlOf }: CountedRecord, grading: Grading, dueAt: number | null, now: number): RepositoryGrade {
  const points = new Map(pointsOf(record.items, grading.points).map((part) => [part.id, part]))
  const items = record.items.map((item) => gradedItem(item, points.get(item.id) ?? { points: 0, of: 0 }, urlOf(item)))
  const earned = sumOfPoints(items.map((item) => item.points))
  const of = sumOfPoints(items.map((item) => item.of))
  const deduction = lateDeduction(earned, counted.daysLate, grading)
  const total = sumOfPoints([earned, -deduction])
  const mayChange = grading.counts !== 'deadline' || dueAt === null || now <= (counted.proofsUntil ?? now)
  return {
    points: total, of, percent: of === 0 ? 0 : Math.round(1000 * total / of) / 10, items, daysLate: counted.daysLate, deduction, commit: counted.commit, pushedAt: counted.at, judgedAt,
    checklist: record.checklist, engine: record.engine, isProvisional: mayChange || record.grade.provisional,
  }
}

function gradedItem({ id, title, group, outcome, basis, decided, excused }: ItemRecord, { points, of }: { readonly points: number; readonly of: number }, evidenceUrl: string | null): GradedItem {
  const source = excused !== undefined ? 'excused' : decided !== undefined ? 'decided' : 'automatic'
  return { id, title, group, outcome, basis, points, of, source, by: decided?.by ?? null, reason: excused ?? decided?.reason ?? null, evidenceUrl }
}

/** Of several grades of one repository the one that earns most; of equal ones the first. Null for none. */
export function bestOf(grades: readonly RepositoryGrade[]): RepositoryGrade | null {
  return grades.reduce<RepositoryGrade | null>((best, one) => best === null || one.points > best.points ? one : best, null)
}
