import type { RepositoryGrade, GradedItem } from '../model/gradebook.ts'
import type { CountedCommit, Grading } from '../model/grading.ts'
import type { ItemGist } from '../model/gist.ts'
import type { AssessmentRecord, DecidedRecord, ItemRecord } from '../model/record.ts'
import { anotherMayCount, lateDeduction, proofsEnd } from './counted-commits.ts'
import { pointsOf, sumOfPoints, type ItemPoints } from './points.ts'

/**
 * A record of the commit that counts, as the staff sees it, and when it was judged (milliseconds since 1970). `rejudging` is the id of the re-judging that it is of, null where it is of none; `isAwaited` is whether the App still judges the commit once
 * more by itself. `urlOf` gives the page that shows an item, null where none is known.
 */
export type CountedRecord = { readonly counted: CountedCommit; readonly record: AssessmentRecord; readonly judgedAt: number; readonly rejudging: string | null; readonly isAwaited: boolean; readonly urlOf: (item: ItemRecord) => string | null }

/**
 * The grade of a repository by a record that counts: the one place where points are made. Every page, comment, file and answer shows what this gives. The items' points add up to the grade with what lateness takes off. `now` tells whether
 * it may still change by itself.
 */
export function repositoryGrade({ counted, record, judgedAt, rejudging, isAwaited, urlOf }: CountedRecord, grading: Grading, dueAt: number | null, now: number): RepositoryGrade {
  const { parts, deduction, total } = earnings(record.items, counted, grading)
  const points = new Map(parts.map((part) => [part.id, part]))
  const items = record.items.map((item) => gradedItem(item, wordOn(item, record), points.get(item.id) ?? { points: 0, of: 0 }, urlOf(item)))
  const of = sumOfPoints(items.map((item) => item.of))
  const mayChange = isAwaited || anotherMayCount(counted.at, dueAt, grading, now) || now <= (proofsEnd(counted.at, dueAt, grading) ?? now)
  return {
    points: total, of, percent: of === 0 ? 0 : Math.round(1000 * total / of) / 10, items, daysLate: grading.late.kind === 'none' ? 0 : counted.daysLate, deduction, commit: counted.commit, pushedAt: counted.at, judgedAt, rejudging,
    checklist: record.checklist, engine: record.engine, isProvisional: mayChange || record.grade.provisional,
  }
}

/** What items earn of a course's points, each and, with what lateness takes off, together. */
function earnings(items: readonly ItemGist[], { daysLate }: Pick<CountedCommit, 'daysLate'>, grading: Grading): { readonly parts: readonly ItemPoints[]; readonly deduction: number; readonly total: number } {
  const parts = pointsOf(items, grading.points)
  const earned = sumOfPoints(parts.map(({ points }) => points))
  const deduction = lateDeduction(earned, daysLate, grading)
  return { parts, deduction, total: sumOfPoints([earned, -deduction]) }
}

/** The points of the grade that `repositoryGrade` gives, by the items of the record alone. */
export function totalPoints(items: readonly ItemGist[], counted: Pick<CountedCommit, 'daysLate'>, grading: Grading): number {
  return earnings(items, counted, grading).total
}

type Word = Pick<GradedItem, 'source' | 'by' | 'reason' | 'level' | 'share'>

function gradedItem({ id, title, group, outcome, basis }: ItemRecord, word: Word, { points, of }: { readonly points: number; readonly of: number }, evidenceUrl: string | null): GradedItem {
  return { id, title, group, outcome, basis, points, of, ...word, evidenceUrl }
}

/** Whose word an item is: what is decided of the item itself, else of its criteria, the newest of those; it is excused where all that it asks for is, and not graded where people are to. */
export function wordOn({ decided, excused, criteria, outcome }: ItemRecord, record: AssessmentRecord): Word {
  if (excused !== undefined) return { source: 'excused', by: decided?.by ?? null, reason: excused, level: null, share: null }
  const parts = criteria.flatMap((id) => record.criteria.find((one) => one.id === id) ?? [])
  const newest = decided ?? parts.flatMap((part) => (part.excused === null ? part.decided ?? [] : [])).reduce<DecidedRecord | null>((last, one) => (last === null || one.at > last.at ? one : last), null)
  if (newest !== null) return { source: 'decided', by: newest.by, reason: newest.reason, level: decided?.level ?? null, share: decided?.share ?? null }
  const reason = parts.length > 0 && parts.every((part) => part.excused !== null) ? parts[0]?.excused ?? null : null
  if (reason !== null) return { source: 'excused', by: null, reason, level: null, share: null }
  const isAwaited = outcome === 'unknown' && parts.length > 0 && parts.every(({ proof }) => proof === 'decision')
  return { source: isAwaited ? 'not-graded' : 'automatic', by: null, reason: null, level: null, share: null }
}

/** Of several grades of one repository the one that earns most; of equal ones the first. Null for none. */
export function bestOf<Earned extends Pick<RepositoryGrade, 'points'>>(grades: readonly Earned[]): Earned | null {
  return grades.reduce<Earned | null>((best, one) => best === null || one.points > best.points ? one : best, null)
}
