import { callOperation } from '../../flow/course-service/call-operation.ts'
import type { Environment } from '../../github/connection.ts'
import type { ContributionsDocument } from '../../report/courses/contributions-document.ts'
import { contributionsText } from '../../report/courses/contributions-text.ts'
import { jsonReport } from '../../report/formats/json-report.ts'
import type { ContributionsOptions } from '../contributions-words.ts'
import type { Output } from '../output.ts'
import { withCourse } from '../with-course.ts'

/** Prints who did what in the repositories of a course that several work on, or in one of them. Exit code 2 where no such course runs, or nothing of that name is in it. */
export async function runContributions({ course: id, of, format }: ContributionsOptions, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  return withCourse(
    id, (course, parts) => callOperation('contributions.read', { kind: 'operator' }, course, of === null ? {} : { of }, parts),
    // The service holds its answers to their form.
    (value, course) => format === 'json' ? jsonReport(value) : contributionsText(value as ContributionsDocument, course.settings, output.layout.width),
    output, engineVersion, environment,
  )
}
