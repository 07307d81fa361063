import { namedCourse } from '../../course/course-name.ts'
import { courseInForce } from '../courses/courses-in-force.ts'
import { iso } from './documents.ts'
import { done, operation, type Operation } from './operation.ts'
import { COURSE, INTEGER, list, NUMBER, object, oneOf, orNull, SCHEMA_NUMBER, TEXT, TIME, YES_OR_NO } from './schemas.ts'

const NAMED_PEOPLE = object({ logins: list(TEXT), teams: list(TEXT) })
const GRADING = object({
  points: NUMBER, counts: oneOf('deadline', 'latest', 'best'), graceMinutes: NUMBER, proofHours: NUMBER, release: oneOf('at-once', 'held'),
  late: object({ kind: oneOf('none', 'flag', 'deduct', 'cut-off'), pointsADay: orNull(NUMBER), most: orNull(NUMBER) }),
})

const readCourse = operation<object>({
  id: 'course.read', about: 'course', http: { method: 'get', path: '/course' },
  says: 'What is in force: what the course says, since when, by which file or commit, and how many repositories and students it has. The code of `/join` is not told.',
  input: object({}),
  output: object({
    schema: SCHEMA_NUMBER, course: COURSE, account: TEXT, since: orNull(TIME, 'since when it says what it says'),
    origin: object({ kind: { ...oneOf('file', 'repository', 'default'), description: 'a file of whoever runs the App, as it was when the App was started last; the course\'s own repository; or no file' }, repository: orNull(TEXT), commit: orNull(TEXT, 'at which it was first read as it is') }),
    repositories: object({ names: list(TEXT), topics: list(TEXT), templates: { ...list(TEXT), description: 'owner/name of what they may be made from' }, patterns: list(TEXT), practice: list(TEXT), counted: INTEGER, practising: INTEGER }),
    students: { ...INTEGER, description: 'in the list; without a list, who works on a repository' }, isListed: YES_OR_NO, staff: object({ instructors: NAMED_PEOPLE, assistants: NAMED_PEOPLE }), canJoin: YES_OR_NO,
    timeZone: TEXT, dateLanguage: orNull(TEXT, 'in which dates are written for people, a BCP 47 tag'), opens: orNull(TIME), due: orNull(TIME), closes: orNull(TIME), grading: GRADING, checklist: orNull(object({ id: TEXT, revision: INTEGER }), 'null for the one that comes with the App'),
    stuckDays: INTEGER, disputeDays: INTEGER, hintCeiling: INTEGER, gate: YES_OR_NO, probes: object({ enabled: YES_OR_NO, hosts: list(TEXT) }),
  }),
}, async (_, { course, parts }) => {
  const { savedAt, repositories: counted, practice: practising, students, isListed } = await courseInForce(course, await parts.courses.savedAt(), parts)
  const { account, origin, repositories: { names, topics, templates = [], patterns, practice = [] }, staff: { assistants = { logins: [], teams: [] }, logins, teams }, joinCode, settings } = course
  const { timeZone, dateLanguage, opensAt, dueAt, closesAt, grading: { late, points, counts, graceMinutes, proofHours, release }, checklist, stuckDays, disputeDays, hintCeiling, gate, probesEnabled, probeHosts } = settings
  return done({
    schema: 1, course: namedCourse(course), account: account.login, since: orNone(savedAt), origin: { kind: origin.kind, ...origin.kind === 'repository' ? { repository: origin.repository, commit: origin.commit } : { repository: null, commit: null } },
    repositories: { names, topics, templates, patterns, practice, counted, practising }, students, isListed, staff: { instructors: { logins, teams }, assistants }, canJoin: joinCode !== null,
    timeZone, dateLanguage, opens: orNone(opensAt), due: orNone(dueAt), closes: orNone(closesAt), checklist: checklist === null ? null : { id: checklist.id, revision: checklist.revision },
    grading: { points, counts, graceMinutes, proofHours, release, late: late.kind === 'deduct' ? late : { kind: late.kind, pointsADay: null, most: null } },
    stuckDays, disputeDays, hintCeiling, gate, probes: { enabled: probesEnabled, hosts: probeHosts },
  })
})

/** What is told of a course as a whole. */
export const COURSE_OPERATIONS: readonly Operation[] = [readCourse]

function orNone(at: number | null): string | null {
  return at === null ? null : iso(at)
}
