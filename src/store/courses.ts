import type { CourseStore } from '../flow/store-ports.ts'
import type { Course, Enrolment } from '../model/course.ts'
import type { Backend } from './backend.ts'
import type { CourseRow, EnrolmentRow } from './schema.ts'
import { fromJson } from './text.ts'

/** The port of courses, enrolments and participants on SQL. */
export function createCourseStore({ database }: Backend): CourseStore {
  const running = database.selectFrom('enrolments').selectAll().where('ended_at', 'is', null).orderBy('course_id').orderBy('repository_id')
  return {
    saveCourse: async (course, now) => {
      const { id, ...row } = rowOf(course, now)
      await database.insertInto('courses').values({ id, ...row }).onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute()
    },
    courses: async () => (await database.selectFrom('courses').selectAll().execute()).map(courseOf).sort((one, other) => one.id < other.id ? -1 : 1),
    enrol: async ({ courseId, repositoryId, by, since }) => {
      // One that runs already stays as it began.
      await database.insertInto('enrolments').values({ course_id: courseId, repository_id: repositoryId, by, since, ended_at: null })
        .onConflict((conflict) => conflict.columns(['course_id', 'repository_id']).doUpdateSet({ by, since, ended_at: null }).where('enrolments.ended_at', 'is not', null)).execute()
    },
    endEnrolment: async (courseId, repositoryId, now) => {
      await database.updateTable('enrolments').set({ ended_at: now })
        .where('course_id', '=', courseId).where('repository_id', '=', repositoryId).where('ended_at', 'is', null).execute()
    },
    enrolmentsOf: async (repositoryId) => (await running.where('repository_id', '=', repositoryId).execute()).map(enrolmentOf),
    enrolled: async (courseId) => (await running.where('course_id', '=', courseId).execute()).map(enrolmentOf),
    addParticipant: async ({ courseId, repositoryId, person, since }) => {
      await database.insertInto('participants').values({ course_id: courseId, repository_id: repositoryId, person_id: person.id, login: person.login, since })
        .onConflict((conflict) => conflict.columns(['course_id', 'repository_id', 'person_id']).doUpdateSet({ login: person.login })).execute()
    },
    participantsOf: async (courseId, repositoryId) => {
      const rows = await database.selectFrom('participants').selectAll().where('course_id', '=', courseId).where('repository_id', '=', repositoryId).orderBy('person_id').execute()
      return rows.map((row) => ({ courseId: row.course_id, repositoryId: row.repository_id, person: { id: row.person_id, login: row.login }, since: row.since }))
    },
  }
}

function rowOf({ id, title, account, repositories, staff, settings, joinCode }: Course, now: number): CourseRow {
  return {
    id, title, account_id: account.id, account_login: account.login, repositories: JSON.stringify(repositories), staff: JSON.stringify(staff),
    settings: JSON.stringify(settings), join_code: joinCode, saved_at: now,
  }
}

function courseOf(row: CourseRow): Course {
  return {
    id: row.id, title: row.title, account: { id: row.account_id, login: row.account_login }, repositories: fromJson(row.repositories), staff: fromJson(row.staff),
    settings: fromJson(row.settings), joinCode: row.join_code,
  }
}

function enrolmentOf({ course_id, repository_id, by, since }: EnrolmentRow): Enrolment {
  return { courseId: course_id, repositoryId: repository_id, by, since }
}
