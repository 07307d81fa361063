import { namedCourse } from '../../course/course-name.ts'
import type { Course } from '../../model/course.ts'
import type { Decision } from '../../model/decision.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { disputesOf } from '../../grade/disputes.ts'
import { readersOf, toldDecisions } from '../../grade/shown-decisions.ts'
import { GRADE_FORMAT_NAMES, GRADE_FORMATS, type GradeFormatName } from '../../report/gradebook/formats.ts'
import type { MoodleIdentity } from '../../report/gradebook/grade-file.ts'
import { earnedDocument, gradebookDocument } from '../../report/gradebook/gradebook-document.ts'
import { didDocument } from '../../report/courses/contributions-document.ts'
import { countedRepositories } from '../grades/counted-repositories.ts'
import { gradebookOf, gradedRepository } from '../grades/gradebook.ts'
import { inGroups } from '../in-groups.ts'
import { courseRosterKept } from '../people/kept-roster.ts'
import { isGradeSeen } from '../grades/seen-grade.ts'
import { whoDidWhat } from '../people/who-did-what.ts'
import { criterionDocument, decisionDocument, disputeDocument } from './documents.ts'
import { done, operation, refused, type Call, type Operation, type ServiceParts } from './operation.ts'
import { COURSE, DECISION, DISPUTE, GRADEBOOK_ROW, INTEGER, list, NUMBER, object, OF, oneOf, orNull, SCHEMA_NUMBER, STUDENT, STUDENT_REPOSITORY, TEXT, TIME, YES_OR_NO } from './schemas.ts'
import { nameOf } from './who.ts'

/** A student has hardly more than 20 kB in it, so a page stays under some megabytes. */
const PAGE = { most: 500, usual: 200 } as const
const MOST_ENTRIES = 1000
/** So many repositories are looked at at once. */
const AT_ONCE = 100

const readGradebook = operation<{ readonly after?: string; readonly limit?: number }>({
  id: 'gradebook.read', about: 'course', http: { method: 'get', path: '/gradebook' },
  says: 'What each student of the course earns, by the commit that counts, in the order of their keys: a page of students. `next` is the key to go on after; null on the last page.',
  input: object({ after: { type: 'string', maxLength: 200, description: 'the key of the student after whom the page begins' }, limit: { type: 'integer', minimum: 1, maximum: PAGE.most, description: `how many students (${PAGE.usual})` } }, ['after', 'limit']),
  output: object({ schema: SCHEMA_NUMBER, course: COURSE, points: NUMBER, rows: list(GRADEBOOK_ROW), next: orNull(TEXT) }),
}, async ({ after, limit = PAGE.usual }, { course, parts }) => {
  let next: string | null = null
  const gradebook = await gradebookOf(course, parts, {
    choose: (keys) => {
      const rest = after === undefined ? keys : keys.filter((key) => key > after)
      next = rest.length > limit ? rest[limit - 1] ?? null : null
      return rest.slice(0, limit)
    },
  })
  return done({ ...gradebookDocument(gradebook), next })
})

type FileInput = { readonly format: GradeFormatName; readonly title?: string; readonly assignment?: string; readonly identity?: MoodleIdentity; readonly bom?: boolean }

const readFile = operation<FileInput>({
  id: 'gradebook.file', about: 'course', http: { method: 'get', path: '/files/{format}' },
  says: 'The grades of the whole course as a file, in one of the formats of `capstone-coach export`, with what to know before it is used.',
  input: object({
    format: oneOf(...GRADE_FORMAT_NAMES), title: { type: 'string', minLength: 1, maxLength: 200, description: 'what the learning platform calls the work' },
    assignment: { type: 'string', pattern: '^[0-9]{1,15}$', description: 'its number in Canvas' }, identity: { ...oneOf('username', 'email', 'idnumber'), description: 'what Moodle finds people by' }, bom: { ...YES_OR_NO, description: 'begin with the mark of UTF-8' },
  }, ['title', 'assignment', 'identity', 'bom']),
  output: object({ schema: SCHEMA_NUMBER, format: TEXT, text: TEXT, problems: list(object({ student: orNull(TEXT), line: orNull(INTEGER), says: TEXT })) }),
}, async ({ format, title, assignment, identity, bom = false }, { course, parts }) => {
  const gradebook = await gradebookOf(course, parts)
  const file = GRADE_FORMATS[format].write(gradebook, { assignment: { title: title ?? course.title, canvasId: assignment ?? null }, dueAt: course.settings.dueAt, moodleIdentity: identity ?? null, withBom: bom })
  return done({ schema: 1, format, text: file.text, problems: file.problems })
})

const readRoster = operation({
  id: 'roster.read', about: 'course', http: { method: 'get', path: '/students' },
  says: 'Who is in the list of the course, and in which of its repositories each was found; and who works on one and is not in the list.',
  input: object({}), output: object({ schema: SCHEMA_NUMBER, course: COURSE, students: list(object({ student: STUDENT, repositories: list(TEXT) })), others: list(object({ login: TEXT, personId: INTEGER, repository: TEXT })) }),
}, async (_, { course, parts }) => {
  const { students, strangers } = await courseRosterKept(course, parts)
  const names = new Map((await repositoriesOf({ course, parts })).map((repository) => [repository.id, nameOf(repository)]))
  const nameAt = (id: number): string => names.get(id) ?? `repository ${id}`
  return done({
    schema: 1, course: namedCourse(course), students: students.map(({ entry, repositories }) => ({ student: entry, repositories: repositories.map(nameAt) })),
    others: strangers.map(({ repositoryId, person }) => ({ login: person.login, personId: person.id, repository: nameAt(repositoryId) })),
  })
})

const readStudent = operation<{ readonly of: string }>({
  id: 'student.read', about: 'student', http: { method: 'get', path: '/students/{of}' },
  says: 'One student with each repository that they work on: the grade with its items, every criterion of the commit that counts with its evidence, what was decided, and disputes; where several work on it, what they did there.',
  input: object({ of: OF }), output: object({ schema: SCHEMA_NUMBER, course: COURSE, student: STUDENT, repositories: list(STUDENT_REPOSITORY) }),
}, async (_, { course, target, parts }) => {
  if (target?.student === undefined || target.student === null) return refused('not-found', 'no student is named', 'Name one.', '/of')
  const repositories: object[] = []
  for (const id of target.repositories) {
    const { repository, grade, unjudged, record } = await gradedRepository(id, course, parts)
    const name = repository?.name ?? `repository ${id}`
    const [decisions, statements] = await Promise.all([parts.decisions.decisionsOf(course.id, id), parts.decisions.statementsOf(course.id, id)])
    repositories.push({
      repository, ...earnedDocument({ repository, grade, ...unjudged === undefined ? {} : { unjudged } }), criteria: record === null ? [] : record.criteria.map((one) => criterionDocument(one, record)),
      did: await didIn(id, target.student.key, course, parts), decisions: decisions.map((one) => decisionDocument(one, name)), disputes: disputesOf(statements, decisions, parts.now(), course.settings).map((one) => disputeDocument(one, name)),
    })
  }
  return done({ schema: 1, course: namedCourse(course), student: target.student, repositories })
})

/** What a student did in a repository; null where it was not read. */
async function didIn(repositoryId: number, key: string, course: Course, parts: ServiceParts): Promise<object | null> {
  const repository = await parts.hosting.lastSeen(repositoryId)
  const [found] = repository === null ? [] : await whoDidWhat(course, [repository], parts)
  const theirs = found?.contributions?.students.find(({ student }) => student.key === key)
  return theirs === undefined ? null : didDocument(theirs)
}

const OF_ONE = { ...OF, description: `of one alone: ${String(OF['description'])}` }
const LIMIT = { type: 'integer', minimum: 1, maximum: MOST_ENTRIES, description: 'at most so many, the newest (200)' } as const

const readDecisions = operation<{ readonly limit?: number }>({
  id: 'decisions.read', about: 'repository', http: { method: 'get', path: '/decisions' }, says: 'What was decided in the course or of one repository, the newest first.',
  input: object({ of: OF_ONE, limit: LIMIT }, ['of', 'limit']), output: object({ schema: SCHEMA_NUMBER, course: COURSE, decisions: list(DECISION) }),
}, async ({ limit = 200 }, call) => {
  const { course } = call
  const found: { readonly at: number; readonly document: object }[] = []
  const decided = inGroups(await repositoriesOf(call), AT_ONCE, async (repository) => (await decisionsTold(repository, call)).map((one) => ({ at: one.at, document: decisionDocument(one, nameOf(repository)) })))
  for await (const some of decided) found.push(...some)
  return done({ schema: 1, course: namedCourse(course), decisions: found.toReversed().toSorted((one, other) => other.at - one.at).slice(0, limit).map(({ document }) => document) })
})

const readDisputes = operation<{ readonly state?: string }>({
  id: 'disputes.read', about: 'repository', http: { method: 'get', path: '/disputes' }, says: 'The disputes of the course or of one repository, as they stand now, the oldest first.',
  input: object({ of: OF_ONE, state: { ...oneOf('open', 'answered', 'closed', 'escalated'), description: 'of one state alone' } }, ['of', 'state']), output: object({ schema: SCHEMA_NUMBER, course: COURSE, disputes: list(DISPUTE) }),
}, async ({ state }, call) => {
  const { course, parts } = call
  const found: { readonly at: number; readonly document: object }[] = []
  const said = inGroups(await repositoriesOf(call), AT_ONCE, async (repository) => {
    const [decisions, statements] = await Promise.all([decisionsTold(repository, call), parts.decisions.statementsOf(course.id, repository.id)])
    return disputesOf(statements, decisions, parts.now(), course.settings).filter((one) => state === undefined || one.state === state).map((one) => ({ at: one.at, document: disputeDocument(one, nameOf(repository)) }))
  })
  for await (const some of said) found.push(...some)
  return done({ schema: 1, course: namedCourse(course), disputes: found.toSorted((one, other) => one.at - other.at).map(({ document }) => document) })
})

const readAudit = operation<{ readonly limit?: number }>({
  id: 'audit.read', about: 'course', http: { method: 'get', path: '/audit' }, says: 'Who changed what in the course, the newest first. `actor` is a numeric id on GitHub, null for the operator and for tokens.',
  input: object({ limit: LIMIT }, ['limit']), output: object({ schema: SCHEMA_NUMBER, course: COURSE, entries: list(object({ id: TEXT, at: TIME, actor: orNull(INTEGER), action: TEXT, subject: TEXT, says: TEXT })) }),
}, async ({ limit = 200 }, { course, parts }) => {
  const entries = await parts.journal.auditOf(course.id, limit)
  return done({ schema: 1, course: namedCourse(course), entries: entries.map((one) => ({ ...one, at: new Date(one.at).toISOString() })) })
})

/** What can be read of a course. */
export const READ_OPERATIONS: readonly Operation[] = [readGradebook, readFile, readRoster, readStudent, readDecisions, readDisputes, readAudit]

/** What was decided of a repository as who asks may be told of it: all of it for the staff, for who works there what is told in it, and shares as points are. */
async function decisionsTold(repository: HostedRepository, { course, scope, parts }: Call): Promise<readonly Decision[]> {
  const decided = await parts.decisions.decisionsOf(course.id, repository.id)
  return scope === 'all' ? decided : toldDecisions(decided, readersOf(repository), await isGradeSeen(repository, course, parts))
}

/** The repository that a call is about, else all of the course that count. */
async function repositoriesOf({ course, target = null, parts }: Pick<Call, 'course' | 'parts'> & { readonly target?: Call['target'] }): Promise<readonly HostedRepository[]> {
  if (target?.repository !== undefined && target.repository !== null) return [target.repository]
  const seen = await Promise.all((await countedRepositories(course, parts)).map((id) => parts.hosting.lastSeen(id)))
  return seen.flatMap((repository) => repository ?? [])
}
