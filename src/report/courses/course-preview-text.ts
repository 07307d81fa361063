import type { CoursePreview, GradeChanges, PreviewedCourse } from '../../model/course-preview.ts'
import { againWords } from './course-preview-words.ts'
import { gradeChangeWords, previewedRows } from './course-preview-rows.ts'
import { headedRows } from './course-text.ts'
import { repositoryShown, studentShown } from '../gradebook/gradebook-text.ts'
import type { Layout } from '../formats/terminal-report.ts'
import { hanging, safeForTerminal } from '../text/terminal-text.ts'

/** How many grades are told one by one. */
const MOST = 50

/** What files of courses would change, for a terminal: each course with its settings `before → after`, the repositories and the grades; then which courses would wait. */
export function coursePreviewText({ courses, waiting }: CoursePreview, layout: Layout): string {
  const waits = waiting.map(({ says, next }) => `${hanging('', safeForTerminal(`${says}. ${next}`), layout.width).join('\n')}\n`)
  if (courses.length === 0) return [...waits, 'Nothing would change.\n'].join('')
  return [...courses.map((course) => textOf(course, layout)), ...waits, 'Nothing was written: this counts once the App is started with these files.\n'].join('\n')
}

function textOf(course: PreviewedCourse, layout: Layout): string {
  const { grades, checklist } = course
  const { heading, beside, rows } = previewedRows(course)
  const again = checklist === null ? null : hanging('  judged again  ', safeForTerminal(againWords(checklist.grades)), layout.width).map((line) => `${line}\n`)
  return [headedRows(heading, beside, rows, layout), ...(grades === null ? [] : gradeLines(grades)), ...(checklist === null || again === null ? [] : [...again, ...gradeLines(checklist.grades)])].join('')
}

function gradeLines({ changed }: GradeChanges): readonly string[] {
  const shown = changed.slice(0, MOST).map((one) => ({ one, name: studentShown(one.student), repository: repositoryShown(one.repository) }))
  const [name, repository] = [Math.max(0, ...shown.map((row) => row.name.length)), Math.max(0, ...shown.map((row) => row.repository.length))]
  return [
    ...shown.map((row) => `    ${row.name.padEnd(name)}  ${row.repository.padEnd(repository)}  ${gradeChangeWords(row.one)}\n`),
    ...(changed.length > MOST ? [`    and ${changed.length - MOST} more\n`] : []),
  ]
}
