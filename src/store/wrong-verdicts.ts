import type { WrongVerdictStore } from '../flow/ports/wrong-verdict-port.ts'
import type { WrongVerdict } from '../model/wrong-verdict.ts'
import type { Backend } from './backend.ts'
import type { WrongVerdictRow } from './schema.ts'
import { fromJson } from './text.ts'
import { rowsInCourse } from './together.ts'

/** The port of verdicts that the staff said to be wrong, on SQL. */
export function createWrongVerdictStore({ database }: Backend): WrongVerdictStore {
  const ofRepositories = rowsInCourse((courseId, ids) => database.selectFrom('wrong_verdicts').selectAll().where('repository_id', 'in', ids).where('course_id', '=', courseId).execute())
  return {
    add: async (wrong) => {
      const { numInsertedOrUpdatedRows } = await database.insertInto('wrong_verdicts').values(rowOf(wrong)).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },
    of: async (courseId) => inOrder(await database.selectFrom('wrong_verdicts').selectAll().where('course_id', '=', courseId).execute()),
    ofRepository: async (courseId, repositoryId) => inOrder(await ofRepositories({ courseId, repositoryId })),
  }
}

/** Sorted here, since databases put letters in different orders. */
function inOrder(rows: readonly WrongVerdictRow[]): readonly WrongVerdict[] {
  return rows.map(wrongOf).sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
}

function rowOf({ id, courseId, repositoryId, at, by, item, criterion, commit, reason, ...value }: WrongVerdict): WrongVerdictRow {
  return { id, course_id: courseId, repository_id: repositoryId, item, criterion, commit_sha: commit, value: JSON.stringify(value), reason: JSON.stringify(reason), actor: by.id, actor_login: by.login, at }
}

function wrongOf({ id, course_id: courseId, repository_id: repositoryId, item, criterion, commit_sha: commit, value, reason, actor, actor_login: login, at }: WrongVerdictRow): WrongVerdict {
  const kept: Omit<WrongVerdict, 'id' | 'courseId' | 'repositoryId' | 'at' | 'by' | 'item' | 'criterion' | 'commit' | 'reason'> = fromJson(value)
  return { ...kept, id, courseId, repositoryId, at, by: { id: actor, login }, item, criterion, commit, reason: fromJson(reason) }
}
