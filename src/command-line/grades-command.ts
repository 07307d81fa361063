import { gradebookOf } from '../flow/gradebook.ts'
import type { Environment } from '../github/connection.ts'
import { gradebookDocument } from '../report/gradebook-document.ts'
import { gradebookText } from '../report/gradebook-text.ts'
import { courseNamed } from './course-named.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { loadAssessor } from './load-assessor.ts'
import type { Output } from './output.ts'
import { withConfiguredStore } from './with-configured-store.ts'

/** `course`: its id, null for the only one that runs. */
export type GradesOptions = { readonly course: string | null; readonly format: 'text' | 'json' }

/** Prints the gradebook of a course as it stands now: a line a student, or all of it as JSON. Exit code 2 where no such course runs or the checklist is wrong. */
export async function runGrades({ course: id, format }: GradesOptions, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  const assessor = loadAssessor(null, engineVersion)
  if (!assessor.ok) {
    output.warn(`${assessor.says}\n`)
    return EXIT_CODES.usage
  }
  return withConfiguredStore(output, environment, async (store) => {
    const course = await courseNamed(id, store.courses, output)
    if (course === null) return EXIT_CODES.usage
    const gradebook = await gradebookOf(course, { ...store, assessor: assessor.value, now: Date.now })
    output.write(format === 'json' ? `${JSON.stringify(gradebookDocument(gradebook), null, 2)}\n` : gradebookText(gradebook, course.settings.timeZone))
    return EXIT_CODES.graded
  })
}
