import { courseName, namedCourse } from '../../course/course-name.ts'
import { releaseGrades } from '../../flow/grades/release-grades.ts'
import type { Environment } from '../../github/connection.ts'
import { nobodyCovered, releaseText } from '../../report/gradebook/release-text.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import type { ReleaseOptions } from '../release-words.ts'
import { withCourseParts } from '../with-course.ts'

/** Shows the grades of a class, a section or a student to who earned them, or holds them again, and prints who sees what by it. Exit code 2 where no such course runs, nobody is meant, or the checklist is wrong. */
export async function runRelease({ course: id, scope, hold, preview, reason }: ReleaseOptions, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  return withCourseParts(id, async (course, parts) => {
    const [says, mode] = [hold ? 'held' : 'released', preview ? 'preview' : 'write'] as const
    const answered = await releaseGrades(course, { scope, says, by: null, reason }, mode, parts)
    if (!answered.ok) {
      output.warn(`capstone-coach: ${nobodyCovered(scope, answered.known)}\n`)
      return EXIT_CODES.usage
    }
    output.write(releaseText({ title: courseName(namedCourse(course)), scope, says, mode, rows: answered.rows }))
    return EXIT_CODES.graded
  }, output, engineVersion, environment)
}
