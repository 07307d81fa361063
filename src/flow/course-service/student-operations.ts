import { namedCourse } from '../../course/course-name.ts'
import type { Course } from '../../model/course.ts'
import type { KnownStudent } from '../../model/kept-student.ts'
import { exportDocument } from '../../report/privacy/export-document.ts'
import { eraseStudent } from '../people/student-data.ts'
import { namedAuthorOf } from './keep.ts'
import { done, operation, refused, type Done, type Operation, type ServiceParts } from './operation.ts'
import { COURSE, INTEGER, list, object, orNull, REASON, SCHEMA_NUMBER, TEXT, TIME, YES_OR_NO } from './schemas.ts'

const WHO = { type: 'string', minLength: 1, maxLength: 200, description: 'a student by their login, numeric id on GitHub, e-mail, student id or key in the list of the course, also one who left it' } as const
const ROW = { type: 'object', description: 'a row of the store: names in camel case, times in milliseconds since 1970' } as const
const ROWS = list(ROW)

const readAll = operation<{ readonly of: string }>({
  id: 'student.export', about: 'course', http: { method: 'get', path: '/students/{of}/export' },
  says: 'Everything that is kept of one student in the course, to be handed to them: what `capstone-coach student export --course` writes. Nothing that another student said is in it.',
  input: object({ of: WHO }),
  output: object({
    schema: SCHEMA_NUMBER, exportedAt: TIME, course: TEXT, who: object({ ids: list(INTEGER), logins: list(TEXT), names: list(TEXT), emails: list(TEXT), numbers: list(TEXT), inLists: list(object({ courseId: TEXT, key: TEXT })) }),
    lists: ROWS, releases: ROWS, repositories: ROWS, elsewhere: object({ events: ROWS, statements: ROWS, decisions: ROWS, contributions: ROWS }), audit: ROWS, webhooks: INTEGER, notInIt: list(TEXT),
  }),
}, async ({ of }, { course, parts }) => {
  const found = await keptStudent(of, course, parts)
  return found.ok ? done(exportDocument(found.value, await parts.privacy.everythingOf(found.value, course.id), { courseId: course.id, at: parts.now() })) : found
})

const erase = operation<{ readonly of: string; readonly preview?: boolean; readonly reason?: string }>({
  id: 'student.erase', about: 'course', http: null, says: 'Erases everything that is kept of one student in the course, for ever; refused for who is of its staff. What lies on GitHub stays, and is told.',
  input: object({ of: WHO, preview: { ...YES_OR_NO, description: 'count what would go, and write nothing' }, reason: REASON }, ['preview', 'reason']),
  output: object({
    schema: SCHEMA_NUMBER, course: COURSE, preview: YES_OR_NO, tables: list(object({ table: TEXT, deleted: INTEGER, changed: INTEGER })),
    repositories: list(object({ id: INTEGER, name: TEXT, alone: { ...YES_OR_NO, description: 'whether all of it goes, since nobody else works there' }, isReached: YES_OR_NO })),
    onGitHub: { ...list(object({ repository: TEXT, kind: TEXT, place: TEXT, remoteId: orNull(INTEGER) })), description: 'what the App wrote there, which stays' },
  }),
}, async ({ of, preview = false, reason = '' }, { actor, course, parts }) => {
  if (!preview && reason === '') return refused('invalid', 'no reason is given', 'Say why: the audit keeps it, and does not say of whom.', '/reason')
  const found = await keptStudent(of, course, parts)
  if (!found.ok) return found
  const { erased, repositories, written } = await eraseStudent(found.value, course.id, { mode: preview ? 'preview' : 'write', reason, by: namedAuthorOf(actor) }, { ...parts, pause: null })
  switch (erased.kind) {
    case 'staff': return refused('conflict', `${JSON.stringify(of)} is of the staff of ${erased.courses.join(', ')}`, 'Take them out of the course\'s file first.', '/of')
    case 'busy': return refused('conflict', 'the App works on a repository of theirs right now, and nothing was erased', 'Ask again in a minute.', '/of')
    case 'done': return done({
      schema: 1, course: namedCourse(course), preview, tables: erased.tables, repositories,
      onGitHub: written.flatMap(({ repository: { name }, places }) => places.map(({ kind, place, remoteId }) => ({ repository: name, kind, place, remoteId }))),
    })
  }
})

/** What can be done about all that is kept of one student. */
export const STUDENT_OPERATIONS: readonly Operation[] = [readAll, erase]

/** The one student whom a word names among those of whom something is kept in a course: whoever was seen in another one alone is not there. */
async function keptStudent(word: string, course: Course, { privacy }: ServiceParts): Promise<Done<KnownStudent>> {
  const known: KnownStudent[] = []
  for (const one of await privacy.whoIs(word, course.id)) if (one.listed.some(({ courseId }) => courseId === course.id) || await isSeenIn(one, course, privacy)) known.push(one)
  const [first, ...others] = known
  if (first === undefined) return refused('not-found', `nothing is kept in ${course.id} of ${JSON.stringify(word)}`, 'Name a login, an e-mail, a student id or a numeric id on GitHub, whole.', '/of')
  return others.length === 0 ? done(first) : refused('conflict', `${JSON.stringify(word)} names ${known.length} people`, 'Name one by what nobody else has.', '/of')
}

async function isSeenIn(student: KnownStudent, { id }: Course, { repositoriesOf, everythingOf }: ServiceParts['privacy']): Promise<boolean> {
  if ((await repositoriesOf(student, id)).length > 0) return true
  const { elsewhere: { statements, decisions, contributions } } = await everythingOf(student, id)
  return statements.length + decisions.length + contributions.length > 0
}
