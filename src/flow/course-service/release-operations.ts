import { namedCourse } from '../../course/course-name.ts'
import type { ReleasedRow } from '../../model/release-changes.ts'
import type { ReleaseScope, ReleaseWord } from '../../model/release.ts'
import { releaseGrades } from '../grades/release-grades.ts'
import { namedAuthorOf } from './keep.ts'
import { done, operation, refused, type Operation } from './operation.ts'
import { COURSE, list, object, oneOf, orNull, PERSON, REASON, SCHEMA_NUMBER, TEXT, TIME, YES_OR_NO } from './schemas.ts'

const SCOPE = object({ kind: oneOf('class', 'section', 'student'), name: orNull(TEXT, 'the section, or the key of the student') })
const SEES = { ...oneOf('grade', 'held', 'no-grade', 'public', 'others-held'), description: 'what they see by it: the grade; or nothing, since theirs is held, there is none yet, their repository is public, or others who work on it are held' }

const readAll = operation<object>({
  id: 'releases.read', about: 'course', http: { method: 'get', path: '/releases' }, says: 'What was said about showing grades to students or holding them, the newest first.',
  input: object({}), output: object({ schema: SCHEMA_NUMBER, course: COURSE, releases: list(object({ id: TEXT, scope: SCOPE, says: oneOf('released', 'held'), by: orNull(PERSON, 'null for the operator'), at: TIME, reason: TEXT })) }),
}, async (_, { course, parts }) => {
  const words = await parts.releases.of(course.id)
  return done({ schema: 1, course: namedCourse(course), releases: words.toSorted((one, other) => other.at - one.at).map(wordDocument) })
})

const release = operation<{ readonly class?: true; readonly section?: string; readonly student?: string; readonly hold?: boolean; readonly preview?: boolean; readonly reason?: string }>({
  id: 'grades.release', about: 'course', http: { method: 'post', path: '/releases', example: { section: 'A', preview: true, reason: 'The week of grades' } }, says: 'Shows the grades of the class, a section or a student to who earned them, or holds them again.',
  input: object({
    class: { const: true, description: 'of all' }, section: { ...TEXT, minLength: 1, maxLength: 200, description: 'or of a section' }, student: { ...TEXT, minLength: 1, maxLength: 200, description: 'or of a student, by their key, login, student id or e-mail' },
    hold: { ...YES_OR_NO, description: 'hold them instead' }, preview: { ...YES_OR_NO, description: 'tell who would see what, and write nothing' }, reason: REASON,
  }, ['class', 'section', 'student', 'hold', 'preview', 'reason']),
  output: object({ schema: SCHEMA_NUMBER, course: COURSE, preview: YES_OR_NO, students: list(object({ student: TEXT, repository: orNull(TEXT), wasReleased: YES_OR_NO, isReleased: YES_OR_NO, sees: SEES })) }),
}, async ({ class: all, section, student, hold = false, preview = false, reason = '' }, { actor, course, parts }) => {
  if ([all, section, student].filter((one) => one !== undefined).length !== 1) return refused('invalid', 'it is not said whose grades are meant', 'Say one of class, section and student.')
  const scope: ReleaseScope = section !== undefined ? { kind: 'section', section } : student !== undefined ? { kind: 'student', key: student.trim().toLowerCase() } : { kind: 'class' }
  const answered = await releaseGrades(course, { scope, says: hold ? 'held' : 'released', by: namedAuthorOf(actor), reason }, preview ? 'preview' : 'write', parts)
  const nobody = scope.kind === 'section' ? `nobody in ${course.id} is in that section` : `nobody alone in the list of ${course.id} goes by that`
  if (!answered.ok) return refused('not-found', nobody, answered.known.length === 0 ? 'Import the list of the course first.' : `There are: ${answered.known.slice(0, 20).join(', ')}.`, scope.kind === 'section' ? '/section' : '/student')
  return done({ schema: 1, course: namedCourse(course), preview, students: answered.rows.map(rowDocument) })
})

/** What can be said about showing grades to students. */
export const RELEASE_OPERATIONS: readonly Operation[] = [readAll, release]

function wordDocument({ id, scope, says, by, at, reason }: ReleaseWord): object {
  return { id, scope: { kind: scope.kind, name: scope.kind === 'class' ? null : scope.kind === 'section' ? scope.section : scope.key }, says, by, at: new Date(at).toISOString(), reason }
}

function rowDocument({ student, repository, wasReleased, isReleased, sees }: ReleasedRow): object {
  return { student: student.key, repository: repository?.name ?? null, wasReleased, isReleased, sees }
}
