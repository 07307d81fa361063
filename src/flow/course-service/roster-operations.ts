import { namedCourse } from '../../course/course-name.ts'
import { ROSTER_PARTS } from '../../course/roster-changes.ts'
import { wordsOnSections } from '../../grade/released.ts'
import type { RosterImported } from '../../report/courses/roster-text.ts'
import { importRoster } from '../people/import-roster.ts'
import { namedAuthorOf } from './keep.ts'
import { done, operation, refusedLines, type Operation } from './operation.ts'
import { COURSE, INTEGER, list, object, oneOf, SCHEMA_NUMBER, STUDENT, TEXT, YES_OR_NO } from './schemas.ts'

/** A row of a list has about a hundred bytes: more than a large school has. JSON writes some letters as six. */
const LONGEST = 2_000_000
const LARGEST_BODY = 3 * LONGEST

const readIn = operation<{ readonly csv: string; readonly preview?: boolean }>({
  id: 'roster.import', about: 'course', http: { method: 'post', path: '/students', largest: LARGEST_BODY, example: { csv: 'student id,name,email,github\ns1,Ana Kovac,ana@uni.example,ana\n', preview: true } },
  says: 'Puts a list of students in the place of the one that the course has: all of it, or nothing where a row is wrong. Who is not in it any more has left the list; what was judged and decided of them stays.',
  input: object({
    csv: { type: 'string', maxLength: LONGEST, description: 'the list as CSV text, its first row the names of the columns (docs/grades.md)' },
    preview: { ...YES_OR_NO, description: 'tell what would change, and write nothing' },
  }, ['preview']),
  output: object({
    schema: SCHEMA_NUMBER, course: COURSE, preview: YES_OR_NO, students: { ...INTEGER, description: 'how many are in the list then' }, same: { ...INTEGER, description: 'how many are as they were' },
    added: list(STUDENT), changed: list(object({ student: STUDENT, what: list(oneOf(...ROSTER_PARTS)) })), left: list(STUDENT), ignored: { ...list(TEXT), description: 'columns that say nothing here' },
    emptied: { ...list(object({ section: TEXT, says: oneOf('released', 'held') })), description: 'sections in which nobody is any more: what was said about their grades holds for nobody' },
  }),
}, async ({ csv, preview = false }, { actor, course, parts }) => {
  const imported = await importRoster(course.id, csv, { mode: preview ? 'preview' : 'write', by: namedAuthorOf(actor) }, parts)
  if (!imported.ok) return refusedLines(imported.problems, 'Correct the lines that are named, and send the whole list again. Nothing of it was imported.', '/csv', 'the list cannot be read')
  const { changes: { added, changed, left, same, entries, emptied }, ignored } = imported
  const words = wordsOnSections(emptied, await parts.releases.of(course.id))
  const answer: RosterImported = { preview, students: entries.length, same, added, changed: changed.map(({ entry, what }) => ({ student: entry, what })), left, ignored, emptied: words.flatMap(({ scope, says }) => scope.kind === 'section' ? [{ section: scope.section, says }] : []) }
  return done({ schema: 1, course: namedCourse(course), ...answer })
})

/** What changes the list of a course's students; `roster.read` reads it. */
export const ROSTER_OPERATIONS: readonly Operation[] = [readIn]
