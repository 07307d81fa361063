import { courseName, namedCourse } from '../../course/course-name.ts'
import type { CourseChange, GradeChange, PreviewedCourse } from '../../model/course-preview.ts'
import type { CoursePart } from '../../model/course.ts'
import type { RepositoryGrade } from '../../model/gradebook.ts'
import { withChecklistRows } from './checklist-change-words.ts'
import { counted } from '../gradebook/counted.ts'
import { summaryOf, toAskRows } from './course-preview-words.ts'
import { courseChangeRows, courseRows, shownCourse, type CourseRow } from './course-words.ts'

/** How many repositories are told one by one. */
const MOST = 50
/** What verdicts are made by, besides what a repository holds. */
const JUDGED_BY: readonly CoursePart[] = ['settings.probesEnabled', 'settings.probeHosts', 'settings.trustedWorkflows', 'settings.trustedBlobs']

/** What would become of a course: its title, what stands beside it, and a row for each setting, item of the checklist, move of repositories and how many points would change. */
export function previewedRows({ change, takenIn, letGo, toPractice, toCount, toAsk, grades, checklist }: PreviewedCourse): { readonly heading: string; readonly beside: string; readonly rows: readonly CourseRow[] } {
  const [heading, beside, rows] = headOf(change)
  const moves = ([['taken in', takenIn], ['let go', letGo], ['count no more', toPractice], ['count again', toCount]] as const).flatMap(([label, names]) => names.length === 0 ? [] : [{ label, says: named(names) }])
  const later = change.kind === 'kept' && change.parts.some((part) => JUDGED_BY.includes(part)) ? [{ label: 'verdicts', says: 'may change, too, as commits are judged again: that is not counted here' }] : []
  const points = grades === null ? [] : [{ label: 'points', says: summaryOf(grades) }]
  return { heading, beside, rows: [...withChecklistRows(rows, checklist), ...moves, ...toAskRows(toAsk), ...later, ...points] }
}

/** What becomes of one grade, and why. */
export function gradeChangeWords({ before, after }: GradeChange): string {
  return [`${pointsOf(before, after?.of ?? null)} → ${pointsOf(after, null)}`, ...whyOf(before, after)].join(', ')
}

function headOf(change: CourseChange): readonly [heading: string, beside: string, rows: readonly CourseRow[]] {
  switch (change.kind) {
    case 'added': return [courseName(namedCourse(change.after)), `(${change.after.id}) would be added`, courseRows(shownCourse(change.after))]
    case 'ended': return [courseName(namedCourse(change.before)), `(${change.before.id}) would end: ${change.says}`, []]
    case 'kept': return [courseName(namedCourse(change.before)), `(${change.before.id}) would change`, courseChangeRows(shownCourse(change.before), shownCourse(change.after), change.parts)]
  }
}

function named(names: readonly string[]): string {
  return `${names.slice(0, MOST).join(', ')}${names.length > MOST ? ` and ${names.length - MOST} more` : ''}`
}

/** The points, with what they are of unless the other side tells that already. */
function pointsOf(grade: RepositoryGrade | null, told: number | null): string {
  return grade === null ? 'nothing counts' : `${grade.points.toFixed(2)}${grade.of === told ? '' : ` of ${grade.of.toFixed(2)}`}`
}

function whyOf(before: RepositoryGrade | null, after: RepositoryGrade | null): readonly string[] {
  if (before === null || after === null) return []
  return [
    ...(before.commit === after.commit ? [] : [`${after.commit.slice(0, 7)} counts in place of ${before.commit.slice(0, 7)}`]),
    ...(before.daysLate === after.daysLate && before.deduction === after.deduction ? [] : [after.daysLate === 0 ? 'in time' : `${counted(after.daysLate, 'day')} late${after.deduction === 0 ? '' : ` (−${after.deduction.toFixed(2)})`}`]),
  ]
}
