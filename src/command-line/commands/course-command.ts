import { courseText } from '../../report/courses/course-text.ts'
import { loadCourses } from '../courses.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'

/** Prints what was understood of the courses in files, and starts nothing; exit code 2 where one is wrong or cannot be read, with every mistake by its line. */
export function runCourse(files: readonly string[], output: Output): number {
  const loaded = loadCourses(files)
  if (!loaded.ok) {
    output.warn(`${loaded.problems.join('\n')}\n`)
    return EXIT_CODES.usage
  }
  output.write(loaded.courses.map(({ file, course }) => courseText({ ...course, account: null }, file, output.layout)).join('\n'))
  return EXIT_CODES.graded
}
