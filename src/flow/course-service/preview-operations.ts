import { courseKeys } from '../../course/course-keys.ts'
import type { Checklist } from '../../model/checklist.ts'
import type { Course } from '../../model/course.ts'
import { checklistText } from '../../grade/checklist-text.ts'
import { judgedByCourse } from '../courses/kept-checklists.ts'
import { previewCourseFile } from '../courses/preview-course-file.ts'
import { done, operation, refusedLines, type Operation } from './operation.ts'
import { object } from './schemas.ts'

/** A course that a person wrote has less; so has a checklist. */
const LONGEST = 300_000

/**
 * What a change of the course's file, or of its checklist alone, comes to (`PreviewedCourse`), null where nothing would change; which checklist it was previewed with; what the file may say, by the schema of it; and, where nothing is asked,
 * the checklist that is in force as a text to begin a change from.
 */
const preview = operation<{ readonly file?: string; readonly checklist?: string }>({
  id: 'course.preview', about: 'course', http: null, says: 'What another text of the course\'s file would change: settings, items, repositories and grades. Writes nothing.',
  input: object({ file: { type: 'string', minLength: 1, maxLength: LONGEST, description: 'the text of the file; without it the course stays as it is, but for the checklist' }, checklist: { type: 'string', minLength: 1, maxLength: LONGEST, description: 'that of the checklist which it names; without it the one that is in force' } }, ['file', 'checklist']),
  // Pages alone ask for it, in this process.
  output: { type: 'object' },
}, async ({ file, checklist = null }, { course, parts }) => {
  const keys = courseKeys(parts.schemas.course)
  if (file === undefined && checklist === null) {
    const { checklist: inForce } = await judgedByCourse(course, parts)
    return done({ change: null, checklistFrom: 'none', keys, checklist: checklistText(inForce, nameOfChange(course, inForce)) })
  }
  const found = await previewCourseFile(course, file === undefined ? { file: null, checklist: checklist ?? '' } : { file, checklist }, parts)
  if (found.ok) return done({ change: found.change, checklistFrom: found.checklistFrom, keys })
  const lines = found.problems.map(({ of, line, column, says }) => ({ line, says: `${of === 'checklist' ? 'of the checklist, ' : ''}column ${column}: ${says}` }))
  return refusedLines(lines, 'Correct what is named, and look again.', '/file', 'the file cannot be read')
})

/** Under which name a changed checklist can be kept: the course's own next one, or its first. The App's own goes on under its name, with revisions of its own. */
function nameOfChange({ id, settings }: Course, { id: inForce, revision }: Checklist): Pick<Checklist, 'id' | 'revision'> {
  return settings.checklist === null ? { id: `${id.slice(0, 49)}-checklist`, revision: 1 } : { id: inForce, revision: revision + 1 }
}

/** What tells of a change before it is made. */
export const PREVIEW_OPERATIONS: readonly Operation[] = [preview]
