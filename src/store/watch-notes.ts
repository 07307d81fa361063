import type { WatchNoteStore } from '../flow/ports/watch-note-port.ts'
import type { WatchNote } from '../model/watch-note.ts'
import type { Backend } from './backend.ts'
import type { WatchNoteRow } from './schema.ts'
import { fromJson } from './text.ts'

/** The port of notes on the watch list, on SQL. */
export function createWatchNoteStore({ database }: Backend): WatchNoteStore {
  return {
    add: async (note) => (await database.insertInto('watch_notes').values(rowOf(note)).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n,
    // Sorted here, since databases put letters in different orders.
    of: async (courseId) => (await database.selectFrom('watch_notes').selectAll().where('course_id', '=', courseId).execute()).map(noteOf).sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1)),
  }
}

function rowOf({ id, courseId, repositoryId, matter, since, says, by, at, note }: WatchNote): WatchNoteRow {
  return { id, course_id: courseId, repository_id: repositoryId, matter, since, says, actor: by.id, actor_login: by.login, reason: JSON.stringify(note), at }
}

function noteOf({ id, course_id: courseId, repository_id: repositoryId, matter, since, says, actor, actor_login: login, reason, at }: WatchNoteRow): WatchNote {
  return { id, courseId, repositoryId, matter, since, says, by: { id: actor, login }, at, note: fromJson(reason) }
}
