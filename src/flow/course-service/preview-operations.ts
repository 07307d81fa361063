import { courseKeys } from '../../course/course-keys.ts'
import { previewCourseFile } from '../preview-course-file.ts'
import { done, operation, refusedLines, type Operation } from './operation.ts'
import { object } from './schemas.ts'

/** A course that a person wrote has less; so has a checklist. */
const LONGEST = 300_000

/** What a change of the course's file comes to (`PreviewedCourse`), null where nothing would change; which checklist it was previewed with; and what the file may say, by the schema of it. */
const preview = operation<{ readonly file?: string; readonly checklist?: string }>({
  id: 'course.preview', about: 'course', http: null, says: 'What another text of the course\'s file would change: settings, items, repositories and grades. Writes nothing.',
  input: object({ file: { type: 'string', minLength: 1, maxLength: LONGEST, description: 'the text of the file; without it the keys that it may have are told alone' }, checklist: { type: 'string', minLength: 1, maxLength: LONGEST, description: 'that of the checklist which it names; without it the one that is in force' } }, ['file', 'checklist']),
  // Pages alone ask for it, in this process.
  output: { type: 'object' },
}, async ({ file, checklist = null }, { course, parts }) => {
  const keys = courseKeys(parts.schemas.course)
  if (file === undefined) return done({ change: null, checklistFrom: 'none', keys })
  const found = await previewCourseFile(course, { file, checklist }, parts)
  if (found.ok) return done({ change: found.change, checklistFrom: found.checklistFrom, keys })
  const lines = found.problems.map(({ of, line, column, says }) => ({ line, says: `${of === 'checklist' ? 'of the checklist, ' : ''}column ${column}: ${says}` }))
  return refusedLines(lines, 'Correct what is named, and look again.', '/file', 'the file cannot be read')
})

/** What tells of a change before it is made. */
export const PREVIEW_OPERATIONS: readonly Operation[] = [preview]
