import { OPERATOR, unraisedAmong } from '../../flow/courses/kept-checklists.ts'
import { previewCourses } from '../../flow/courses/preview-courses.ts'
import type { Environment } from '../../github/connection.ts'
import { coursePlanOf, unraisedWords } from '../../operate/course-plan.ts'
import { coursePreviewText } from '../../report/courses/course-preview-text.ts'
import { loadCourses } from '../courses.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { loadAssessor } from '../load-assessor.ts'
import type { Output } from '../output.ts'
import { withConfiguredStore } from '../with-configured-store.ts'

/**
 * Prints what files of courses would change against what is in force, and changes nothing; without a file, those that the settings name. Exit code 2 where a file is wrong or cannot be
 * read, with every mistake by its line.
 */
export async function runCoursePreview(files: readonly string[], output: Output, engineVersion: string, environment: Environment): Promise<number> {
  const loaded = loadCourses(files)
  if (!loaded.ok) {
    output.warn(`${loaded.problems.join('\n')}\n`)
    return EXIT_CODES.usage
  }
  const assessor = loadAssessor(null, engineVersion)
  if (!assessor.ok) {
    output.warn(`${assessor.says}\n`)
    return EXIT_CODES.usage
  }
  return withConfiguredStore(output, environment, async (store, configuration) => {
    const planned = files.length === 0 ? configuration : { ...configuration, courses: loaded.courses }
    const plan = coursePlanOf(planned)
    const unraised = plan.kind === 'files' ? await unraisedAmong(plan.checklists ?? [], OPERATOR, store.checklists) : []
    if (unraised.length > 0) {
      output.warn(`${unraisedWords(unraised, planned)}\n`)
      return EXIT_CODES.usage
    }
    output.write(coursePreviewText(await previewCourses(plan, { ...store, assessor: assessor.value, now: Date.now }), output.layout))
    return EXIT_CODES.graded
  }, files.length === 0 ? loadCourses : undefined)
}
