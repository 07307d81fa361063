import { courseName, namedCourse } from '../course/course-name.ts'
import type { CourseChange, CoursePreview, GradeChange, GradeChanges, PreviewedCourse } from '../model/course-preview.ts'
import type { CoursePart } from '../model/course.ts'
import type { RepositoryGrade } from '../model/gradebook.ts'
import { withChecklistRows } from './checklist-change-words.ts'
import { counted } from './counted.ts'
import { againWords, summaryOf, toAskRows } from './course-preview-words.ts'
import { headedRows } from './course-text.ts'
import { courseChangeRows, courseRows, shownCourse, type CourseRow } from './course-words.ts'
import { repositoryShown, studentShown } from './gradebook-text.ts'
import type { Layout } from './terminal-report.ts'
import { hanging, safeForTerminal } from './terminal-text.ts'

/** How many repositories, and how many grades, are told one by one. */
const MOST = 50
/** What verdicts are made by, besides what a repository holds. */
const JUDGED_BY: readonly CoursePart[] = ['settings.probesEnabled', 'settings.probeHosts', 'settings.trustedWorkflows', 'settings.trustedBlobs']

/** What files of courses would change, for a terminal: each course with its settings `before → after`, the repositories and the grades; then which courses would wait. */
export function coursePreviewText({ courses, waiting }: CoursePreview, layout: Layout): string {
  const waits = waiting.map(({ says, next }) => `${hanging('', safeForTerminal(`${says}. ${next}`), layout.width).join('\n')}\n`)
  if (courses.length === 0) return [...waits, 'Nothing would change.\n'].join('')
  return [...courses.map((course) => textOf(course, layout)), ...waits, 'Nothing was written: this counts once the App is started with these files.\n'].join('\n')
}

function textOf(course: PreviewedCourse, layout: Layout): string {
  const { change, takenIn, letGo, toPractice, toCount, toAsk, grades, checklist } = course
  const [heading, beside, rows] = headOf(change)
  const moves = ([['taken in', takenIn], ['let go', letGo], ['count no more', toPractice], ['count again', toCount]] as const).flatMap(([label, names]) => names.length === 0 ? [] : [{ label, says: named(names) }])
  const later = change.kind === 'kept' && change.parts.some((part) => JUDGED_BY.includes(part)) ? [{ label: 'verdicts', says: 'may change, too, as commits are judged again: that is not counted here' }] : []
  const points = grades === null ? [] : [{ label: 'points', says: summaryOf(grades) }]
  const again = checklist === null ? null : hanging('  judged again  ', safeForTerminal(againWords(checklist.grades)), layout.width).map((line) => `${line}\n`)
  return [headedRows(heading, beside, [...withChecklistRows(rows, checklist), ...moves, ...toAskRows(toAsk), ...later, ...points], layout), ...(grades === null ? [] : gradeLines(grades)), ...(checklist === null || again === null ? [] : [...again, ...gradeLines(checklist.grades)])].join('')
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

function gradeLines({ changed }: GradeChanges): readonly string[] {
  const shown = changed.slice(0, MOST).map((one) => ({ one, name: studentShown(one.student), repository: repositoryShown(one.repository) }))
  const [name, repository] = [Math.max(0, ...shown.map((row) => row.name.length)), Math.max(0, ...shown.map((row) => row.repository.length))]
  return [
    ...shown.map((row) => `    ${row.name.padEnd(name)}  ${row.repository.padEnd(repository)}  ${changeWords(row.one)}\n`),
    ...(changed.length > MOST ? [`    and ${changed.length - MOST} more\n`] : []),
  ]
}

function changeWords({ before, after }: GradeChange): string {
  return [`${pointsOf(before, after?.of ?? null)} → ${pointsOf(after, null)}`, ...whyOf(before, after)].join(', ')
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
