import type { CountStore } from '../flow/ports/count-port.ts'
import type { CountedHead, CountedJudgement, Rejudging } from '../model/counted.ts'
import type { Person } from '../model/course.ts'
import { writeAudit } from './audit.ts'
import type { Backend } from './backend.ts'
import { writeGist } from './gists.ts'
import type { CountedRow, RejudgingRow, RejudgingTurnRow } from './schema.ts'
import { fromJson } from './text.ts'
import { rowsBy, rowsInCourse, together } from './together.ts'
import { inTransaction } from './transaction.ts'

const HEAD = ['id', 'course_id', 'repository_id', 'commit_sha', 'until_at', 'rejudging_id', 'at'] as const

/** The port of judgements made for the gradebook, and of re-judgings, on SQL. */
export function createCountStore(backend: Backend): CountStore {
  const { database } = backend
  const headsOfCourse = (courseId: string) => database.selectFrom('counted').select(HEAD).where('course_id', '=', courseId)
  const headsOf = rowsInCourse((courseId, ids) => headsOfCourse(courseId).where('repository_id', 'in', ids).execute())
  const byId = together(() => '', async (ids: readonly string[]) => rowsBy(await database.selectFrom('counted').selectAll().where('id', 'in', ids).execute(), ({ id }) => id))
  return {
    add: (judgement) => inTransaction(backend, async (transaction) => {
      const { numInsertedOrUpdatedRows } = await transaction.insertInto('counted').values(rowOf(judgement)).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst()
      if (numInsertedOrUpdatedRows !== 1n) return false
      await writeGist(transaction, judgement)
      return true
    }),
    headsOf: async (courseId, repositoryId) => {
      const rows = await (repositoryId === undefined ? headsOfCourse(courseId).execute() : headsOf({ courseId, repositoryId }))
      // Sorted here, since databases put letters in different orders.
      return rows.map(headOf).sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
    },
    byId: async (id) => {
      const [row] = await byId(id)
      return row === undefined ? null : { ...headOf(row), record: fromJson(row.record), seen: row.seen === null ? null : fromJson(row.seen) }
    },
    begin: ({ id, courseId, at, by, reason, repositories }, audit) => inTransaction(backend, async (transaction) => {
      const row: RejudgingRow = { id, course_id: courseId, at, ...actorOf(by), reason: JSON.stringify(reason), repositories: JSON.stringify(repositories) }
      const { numInsertedOrUpdatedRows } = await transaction.insertInto('rejudgings').values(row).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst()
      if (numInsertedOrUpdatedRows !== 1n) return false
      await writeAudit(transaction, audit)
      return true
    }),
    turn: ({ id, rejudgingId, kind, at, by, reason }, audit) => inTransaction(backend, async (transaction) => {
      const begun = await transaction.selectFrom('rejudgings').select('id').where('id', '=', rejudgingId).executeTakeFirst()
      const last = await transaction.selectFrom('rejudging_turns').select(['position', 'kind']).where('rejudging_id', '=', rejudgingId).orderBy('position', 'desc').limit(1).executeTakeFirst()
      if (begun === undefined || last?.kind === kind || (last === undefined && kind === 'undone')) return false
      const row: RejudgingTurnRow = { id, rejudging_id: rejudgingId, position: (last?.position ?? 0) + 1, kind, at, ...actorOf(by), reason: JSON.stringify(reason) }
      // Of two at once the places are the same, and one of them gives way.
      const { numInsertedOrUpdatedRows } = await transaction.insertInto('rejudging_turns').values(row).onConflict((conflict) => conflict.columns(['rejudging_id', 'position']).doNothing()).executeTakeFirst()
      if (numInsertedOrUpdatedRows !== 1n) return false
      await writeAudit(transaction, audit)
      return true
    }),
    rejudgings: async (courseId) => {
      const rows = await database.selectFrom('rejudgings').selectAll().where('course_id', '=', courseId).execute()
      const turns = await database.selectFrom('rejudging_turns').selectAll().where('rejudging_id', 'in', database.selectFrom('rejudgings').select('id').where('course_id', '=', courseId)).orderBy('position').execute()
      const newest = new Map(turns.map((turn) => [turn.rejudging_id, turn]))
      return rows.map((row) => rejudgingOf(row, newest.get(row.id))).sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1))
    },
  }
}

function rowOf({ id, courseId, repositoryId, commit, until, rejudging, at, record, seen }: CountedJudgement): CountedRow {
  return { id, course_id: courseId, repository_id: repositoryId, commit_sha: commit, until_at: until, rejudging_id: rejudging, at, record: JSON.stringify(record), seen: seen === null ? null : JSON.stringify(seen) }
}

function headOf(row: Pick<CountedRow, typeof HEAD[number]>): CountedHead {
  return { id: row.id, courseId: row.course_id, repositoryId: row.repository_id, commit: row.commit_sha, until: row.until_at, rejudging: row.rejudging_id, at: row.at }
}

function rejudgingOf(row: RejudgingRow, turn: RejudgingTurnRow | undefined): Rejudging {
  const by = row.actor === null ? null : { id: row.actor, login: row.actor_login ?? '' }
  return { id: row.id, courseId: row.course_id, at: row.at, by, reason: fromJson(row.reason), repositories: fromJson(row.repositories), state: turn?.kind ?? 'prepared', turnedAt: turn?.at ?? null }
}

function actorOf(by: Person | null): { readonly actor: number | null; readonly actor_login: string | null } {
  return { actor: by?.id ?? null, actor_login: by?.login ?? null }
}
