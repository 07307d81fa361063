import type { PrivacyStore } from '../../flow/ports/privacy-port.ts'
import type { Backend } from '../backend.ts'
import { emptyTexts } from './empty-texts.ts'
import { eraseInstallation, eraseRepositoriesOf, goneBefore } from './erase-installation.ts'
import { eraseStudent } from './erase-student.ts'
import { exportStudent } from './export-student.ts'
import { repositoriesOfStudent } from './repositories.ts'
import { whoIs } from './who-is.ts'

/** The port of what is kept of single people, on SQL. */
export function createPrivacyStore(backend: Backend): PrivacyStore {
  const { database } = backend
  return {
    whoIs: (word, courseId) => whoIs(database, word, courseId),
    staffIn: async ({ ids }, courseId) => {
      if (ids.length === 0) return []
      const rows = await database.selectFrom('course_staff').innerJoin('courses', 'courses.id', 'course_staff.course_id').select('course_id').distinct().where('courses.ended_at', 'is', null).where('person_id', 'in', ids).execute()
      return rows.map((row) => row.course_id).filter((id) => courseId === null || id === courseId).sort()
    },
    repositoriesOf: (student, courseId) => repositoriesOfStudent(database, student, courseId),
    everythingOf: (student, courseId) => exportStudent(database, student, courseId),
    eraseStudent: (student, courseId, mode, audit) => eraseStudent(backend, student, courseId, mode, audit),
    emptyTexts: (before, most) => emptyTexts(backend, before, most),
    goneBefore: (before) => goneBefore(backend, before),
    eraseRepositoriesOf: (installation, most, now) => eraseRepositoriesOf(backend, installation, most, now),
    eraseInstallation: (installation, audit) => eraseInstallation(backend, installation, audit),
  }
}
