import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { WorkStore } from '../flow/ports/work-port.ts'
import type { QueuedItem } from '../model/work.ts'
import type { Tables } from './schema.ts'
import { fromJson } from './text.ts'

/** Reads the work of a course: see `WorkStore.inCourse`. */
export async function workInCourse(database: Kysely<Tables>, ...[courseId, most, now]: Parameters<WorkStore['inCourse']>): Promise<readonly QueuedItem[]> {
  const rows = await database.selectFrom('work').selectAll().where('repository_id', 'in', database.selectFrom('enrolments').select('repository_id').where('course_id', '=', courseId).where('ended_at', 'is', null))
    .where((build) => build.or([build('died_at', 'is not', null), build('token', 'is not', null), build('due_at', '<=', now), build('attempts', '>', 0)]))
    .orderBy(sql`case when died_at is null then 1 else 0 end`).orderBy('due_at').orderBy('id').limit(most).execute()
  return rows.map(({ id, repository_id: repositoryId, target, attempts, due_at: dueAt, token, says, died_at: diedAt }) => ({
    id, repositoryId, target: fromJson(target), attempts, dueAt, says, diedAt, state: diedAt !== null ? 'dead' : token !== null && dueAt > now ? 'held' : dueAt <= now ? 'due' : 'later',
  }))
}
