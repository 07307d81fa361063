import { courseName, namedCourse } from '../../course/course-name.ts'
import { courseRows, type CourseRow, type ShownCourse } from './course-words.ts'
import type { Layout } from '../formats/terminal-report.ts'
import { hanging, safeForTerminal } from '../text/terminal-text.ts'

const LABEL = 16

/** What holds in a course, in plain words: its title with what stands beside it, then one line for each thing and for each of `besides`, dates in the course's zone and in UTC. */
export function courseText(course: ShownCourse, beside: string, layout: Layout, besides: readonly CourseRow[] = []): string {
  return headedRows(courseName(namedCourse(course)), `(${course.id}, ${beside})`, [...courseRows(course), ...besides], layout)
}

/** Rows under a heading, each wrapped behind its label. */
export function headedRows(heading: string, beside: string, rows: readonly CourseRow[], { width, paint }: Layout): string {
  const lines = rows.flatMap(({ label, says }) => hanging(`  ${label.padEnd(LABEL - 2)}`, safeForTerminal(says), width))
  return [`${paint('heading', safeForTerminal(heading))} ${paint('dim', safeForTerminal(beside))}`, ...lines, ''].join('\n')
}
