import { namedCourse } from '../../course/course-name.ts'
import { contributionsDocument } from '../../report/courses/contributions-document.ts'
import { whoDidWhat } from '../people/who-did-what.ts'
import { done, operation, type Operation } from './operation.ts'
import { COUNT, COURSE, DID, INTEGER, list, object, OF, orNull, SCHEMA_NUMBER, TEXT, TIME } from './schemas.ts'
import { nameOf } from './who.ts'

const STUDENT_DID = object({ student: object({ key: orNull(TEXT, 'what the course knows them by; for the staff'), name: orNull(TEXT, 'for the staff'), login: TEXT }), ...DID })

const READ = object({
  at: TIME, branch: TEXT, head: orNull(TEXT, 'null where the branch has no commit'), students: list(STUDENT_DID),
  others: { ...object({ commits: COUNT, opened: COUNT, reviewed: COUNT, logins: list(TEXT) }), description: 'staff, bots, and whoever is no student of the course, whom `logins` names' },
  unknown: object({ commits: { ...COUNT, description: 'of nobody that GitHub or the list of the course knows' } }), merges: { ...COUNT, description: 'commits with several parents, which count for nobody' },
  beyond: { ...object({ commits: COUNT, pulls: COUNT, reviews: COUNT }), description: 'how many there are that were not read' },
})

const readContributions = operation({
  id: 'contributions.read', about: 'repository', http: { method: 'get', path: '/contributions' },
  says: 'Who did what in the repositories of the course that several work on, or in one: commits, pull requests and reviews of each student. Numbers and places, no score. `read` is null where it was not read: fewer than two people are known to be at work there, it is for practice, or the App did not come to it yet.',
  input: object({ of: { ...OF, description: `of one alone: ${String(OF['description'])}` } }, ['of']),
  output: object({ schema: SCHEMA_NUMBER, course: COURSE, repositories: list(object({ repository: object({ id: INTEGER, name: { type: 'string', description: 'owner/name' } }), read: { ...READ, type: ['object', 'null'] } })) }),
}, async (_, { course, target, scope, parts }) => {
  const one = target?.repository ?? null
  const found = await whoDidWhat(course, one === null ? null : [one], parts)
  return done({ schema: 1, course: namedCourse(course), repositories: found.map(({ repository, reading, contributions }) => contributionsDocument({ id: repository.id, name: nameOf(repository) }, reading, contributions, scope === 'all')) })
})

/** Who did what in a course. */
export const CONTRIBUTION_OPERATIONS: readonly Operation[] = [readContributions]
