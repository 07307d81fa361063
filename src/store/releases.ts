import type { ReleaseStore } from '../flow/ports/release-port.ts'
import type { ReleaseScope, ReleaseWord } from '../model/release.ts'
import { writeAudit } from './audit.ts'
import type { Backend } from './backend.ts'
import type { ReleaseRow } from './schema.ts'
import { fromJson } from './text.ts'
import { inTransaction } from './transaction.ts'

/** The port of whose grades are shown, on SQL. */
export function createReleaseStore(backend: Backend): ReleaseStore {
  const { database } = backend
  return {
    say: (word, audit) => inTransaction(backend, async (transaction) => {
      const { numInsertedOrUpdatedRows } = await transaction.insertInto('releases').values(rowOf(word)).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst()
      if (numInsertedOrUpdatedRows !== 1n) return false
      await writeAudit(transaction, audit)
      return true
    }),
    // Sorted here, since databases put letters in different orders.
    of: async (courseId) => (await database.selectFrom('releases').selectAll().where('course_id', '=', courseId).execute()).map(wordOf).sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1)),
  }
}

/** Whom a word is for as it is kept: the same scope is the same text. */
export function scopeText(scope: ReleaseScope): string {
  switch (scope.kind) {
    case 'class': return JSON.stringify({ kind: scope.kind })
    case 'section': return JSON.stringify({ kind: scope.kind, section: scope.section })
    case 'student': return JSON.stringify({ kind: scope.kind, key: scope.key })
  }
}

function rowOf({ id, courseId, scope, says, by, at, reason }: ReleaseWord): ReleaseRow {
  return { id, course_id: courseId, scope: scopeText(scope), says, actor: by?.id ?? null, actor_login: by?.login ?? null, reason: JSON.stringify(reason), at }
}

function wordOf({ id, course_id: courseId, scope, says, actor, actor_login: login, reason, at }: ReleaseRow): ReleaseWord {
  return { id, courseId, scope: fromJson(scope), says, by: actor === null ? null : { id: actor, login: login ?? '' }, at, reason: fromJson(reason) }
}
