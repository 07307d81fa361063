import type { CourseStore } from '../flow/ports/store-ports.ts'
import type { Enrolment } from '../model/course.ts'
import type { Backend } from './backend.ts'
import { courseOf, memberOf, writeCourse, writeCourseChanges, writeStaff } from './course-writes.ts'
import type { EnrolmentRow } from './schema.ts'
import { rowsBy, rowsInCourse, together } from './together.ts'
import { inTransaction } from './transaction.ts'

type OfPerson = { readonly courseId: string; readonly personId: number }

/** The port of courses, their staff, enrolments and participants on SQL. */
export function createCourseStore(backend: Backend): CourseStore {
  const { database } = backend
  const running = database.selectFrom('enrolments').selectAll().where('ended_at', 'is', null).orderBy('course_id').orderBy('repository_id')
  const staff = database.selectFrom('course_staff').innerJoin('courses', 'courses.id', 'course_staff.course_id').where('courses.ended_at', 'is', null).selectAll('course_staff')
  const participantsOf = rowsInCourse((courseId, ids) => database.selectFrom('participants').selectAll().where('course_id', '=', courseId).where('repository_id', 'in', ids)
    .where('person_id', 'not in', database.selectFrom('course_staff').select('person_id').where('course_id', '=', courseId)).orderBy('person_id').execute())
  const enrolmentsOf = together(() => '', async (ids: readonly number[]) => rowsBy(await running.where('repository_id', 'in', ids).execute(), (row) => row.repository_id))
  const rolesOf = together(({ courseId }: OfPerson) => courseId, async (keys, { courseId }) => {
    const rows = rowsBy(await staff.where('course_id', '=', courseId).where('person_id', 'in', keys.map(({ personId }) => personId)).execute(), (row) => row.person_id)
    return ({ personId }) => rows(personId)
  })
  // The same question of many at once.
  const allRunning = together((all: 'all') => all, async () => {
    const courses = (await database.selectFrom('courses').selectAll().where('ended_at', 'is', null).execute()).map(courseOf).sort((one, other) => one.id < other.id ? -1 : 1)
    return () => courses
  })
  return {
    saveCourse: (course, now) => writeCourse(database, course, now),
    changeCourses: (changes, now) => inTransaction(backend, (transaction) => writeCourseChanges(transaction, changes, now)),
    courses: () => allRunning('all'),
    everRan: async () => (await database.selectFrom('courses').select('id').execute()).map(({ id }) => id).sort(),
    tallies: async () => {
      const repositories = await running.clearSelect().clearOrderBy().select(({ fn }) => ['course_id', fn.countAll<number>().as('count')]).groupBy('course_id').execute()
      const dead = await database.selectFrom('work').innerJoin('enrolments', 'enrolments.repository_id', 'work.repository_id').where('work.died_at', 'is not', null).where('enrolments.ended_at', 'is', null)
        .select(({ fn }) => ['course_id', fn.countAll<number>().as('count')]).groupBy('course_id').execute()
      const of = (rows: typeof dead, id: string): number => Number(rows.find((row) => row.course_id === id)?.count ?? 0)
      return new Map((await database.selectFrom('courses').select('id').where('ended_at', 'is', null).execute()).map(({ id }) => [id, { repositories: of(repositories, id), dead: of(dead, id) }]))
    },
    savedAt: async () => new Map((await database.selectFrom('courses').select(['id', 'saved_at']).where('ended_at', 'is', null).execute()).map((row) => [row.id, row.saved_at])),
    saveStaff: (courseId, members, auditOf, now) => inTransaction(backend, (transaction) => writeStaff(transaction, courseId, members, auditOf, now)),
    staffOf: async (courseId) => (await staff.where('course_id', '=', courseId).execute()).map(memberOf).sort((one, other) => one.person.id - other.person.id || (`${one.by} ${one.word}` < `${other.by} ${other.word}` ? -1 : 1)),
    staffRole: async (courseId, personId) => {
      const roles = (await rolesOf({ courseId, personId })).map(({ role }) => role)
      return roles.includes('instructor') ? 'instructor' : roles[0] ?? null
    },
    enrol: async ({ courseId, repositoryId, by, since }) => {
      // One that runs already stays as it began.
      await database.insertInto('enrolments').values({ course_id: courseId, repository_id: repositoryId, by, since, ended_at: null })
        .onConflict((conflict) => conflict.columns(['course_id', 'repository_id']).doUpdateSet({ by, since, ended_at: null }).where('enrolments.ended_at', 'is not', null)).execute()
    },
    endEnrolment: async (courseId, repositoryId, now) => {
      await database.updateTable('enrolments').set({ ended_at: now })
        .where('course_id', '=', courseId).where('repository_id', '=', repositoryId).where('ended_at', 'is', null).execute()
    },
    enrolmentsOf: async (repositoryId) => (await enrolmentsOf(repositoryId)).map(enrolmentOf),
    enrolled: async (courseId) => (await running.where('course_id', '=', courseId).execute()).map(enrolmentOf),
    addParticipant: async ({ courseId, repositoryId, person, since }) => {
      await database.insertInto('participants').values({ course_id: courseId, repository_id: repositoryId, person_id: person.id, login: person.login, since })
        .onConflict((conflict) => conflict.columns(['course_id', 'repository_id', 'person_id']).doUpdateSet({ login: person.login })).execute()
    },
    participantsOf: async (courseId, repositoryId) => {
      const rows = await participantsOf({ courseId, repositoryId })
      return rows.map((row) => ({ courseId: row.course_id, repositoryId: row.repository_id, person: { id: row.person_id, login: row.login }, since: row.since }))
    },
    worksOn: async (personId) => {
      const rows = await database.selectFrom('participants').innerJoin('enrolments', (join) => join.onRef('enrolments.course_id', '=', 'participants.course_id').onRef('enrolments.repository_id', '=', 'participants.repository_id'))
        .innerJoin('courses', 'courses.id', 'participants.course_id').where('participants.person_id', '=', personId).where('enrolments.ended_at', 'is', null).where('courses.ended_at', 'is', null)
        .select(['participants.course_id', 'participants.repository_id']).orderBy('participants.course_id').orderBy('participants.repository_id').execute()
      return rows.map((row) => ({ courseId: row.course_id, repositoryId: row.repository_id }))
    },
  }
}

function enrolmentOf({ course_id, repository_id, by, since }: EnrolmentRow): Enrolment {
  return { courseId: course_id, repositoryId: repository_id, by, since }
}
