import type { DecisionStore, TraceStore } from '../flow/ports/store-ports.ts'
import { saidOrder, type Decision, type Statement } from '../model/decision.ts'
import { writeAudit } from './audit.ts'
import type { Backend } from './backend.ts'
import type { DecisionRow, StatementRow } from './schema.ts'
import { fromJson } from './text.ts'
import { rowsInCourse } from './together.ts'
import { inTransaction } from './transaction.ts'

/** The port of what people decided and said of repositories, on SQL. */
export function createDecisionStore(backend: Backend): DecisionStore {
  const { database } = backend
  const decisionsOf = rowsInCourse((courseId, ids) => database.selectFrom('decisions').selectAll().where('repository_id', 'in', ids).where('course_id', '=', courseId).execute())
  const statementsOf = rowsInCourse((courseId, ids) => database.selectFrom('statements').selectAll().where('repository_id', 'in', ids).where('course_id', '=', courseId).execute())
  return {
    decide: (decision, audit) => inTransaction(backend, async (transaction) => {
      const { numInsertedOrUpdatedRows } = await transaction.insertInto('decisions').values(decisionRow(decision)).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst()
      if (numInsertedOrUpdatedRows !== 1n) return false
      await writeAudit(transaction, audit)
      return true
    }),
    // Sorted here, since databases put letters in different orders.
    decisionsOf: async (courseId, repositoryId) => (await decisionsOf({ courseId, repositoryId })).map(decisionOf).sort(saidOrder),
    state: async (statement) => {
      const { numInsertedOrUpdatedRows } = await database.insertInto('statements').values(statementRow(statement)).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },
    statementsOf: async (courseId, repositoryId) => (await statementsOf({ courseId, repositoryId })).map(statementOf).sort(saidOrder),
    statementsIn: async (courseId, kinds) => (await database.selectFrom('statements').selectAll().where('course_id', '=', courseId).where('kind', 'in', kinds).execute()).map(statementOf).sort(saidOrder),
  }
}

/** The port of what judged commits left behind for the steps, on SQL. */
export function createTraceStore({ database }: Backend): TraceStore {
  const all = database.selectFrom('traces').select(['commit_sha', 'trace'])
  return {
    save: async (trace) => {
      const said = { since: trace.since, trace: JSON.stringify(trace) }
      await database.insertInto('traces').values({ repository_id: trace.repositoryId, commit_sha: trace.commit, ...said })
        .onConflict((conflict) => conflict.columns(['repository_id', 'commit_sha']).doUpdateSet(said)).execute()
    },
    of: async (repositoryId, commit) => {
      const row = await all.where('repository_id', '=', repositoryId).where('commit_sha', '=', commit).executeTakeFirst()
      return row === undefined ? null : fromJson(row.trace)
    },
    ofRepository: async (repositoryId, most, besides = []) => {
      const newest = await all.where('repository_id', '=', repositoryId).orderBy('since', 'desc').orderBy('commit_sha').limit(most).execute()
      const read = new Set(newest.map(({ commit_sha }) => commit_sha))
      const others = besides.filter((commit) => !read.has(commit))
      const older = others.length === 0 ? [] : await all.where('repository_id', '=', repositoryId).where('commit_sha', 'in', others).orderBy('since', 'desc').orderBy('commit_sha').execute()
      return [...newest, ...older].map(({ trace }) => fromJson(trace))
    },
  }
}

function decisionRow({ id, courseId, repositoryId, at, by, said, reason, kind, ...value }: Decision): DecisionRow {
  return {
    id, course_id: courseId, repository_id: repositoryId, kind, subject: 'subject' in value ? `${value.subject.kind} ${value.subject.id}` : '', value: JSON.stringify(value),
    reason: JSON.stringify(reason), actor: by.id, actor_login: by.login, said: saidText(said), at,
  }
}

function decisionOf(row: DecisionRow): Decision {
  const value: object = fromJson(row.value)
  return { ...spokenOf(row), reason: fromJson(row.reason), kind: row.kind, ...value } as Decision
}

function statementRow({ id, courseId, repositoryId, at, by, said, kind, ...value }: Statement): StatementRow {
  return { id, course_id: courseId, repository_id: repositoryId, kind, value: JSON.stringify(value), actor: by.id, actor_login: by.login, said: saidText(said), at }
}

function statementOf(row: StatementRow): Statement {
  const value: object = fromJson(row.value)
  return { ...spokenOf(row), kind: row.kind, ...value } as Statement
}

function saidText(said: Decision['said']): string | null {
  return said === null ? null : JSON.stringify(said)
}

function spokenOf(row: DecisionRow | StatementRow): Pick<Decision, 'id' | 'courseId' | 'repositoryId' | 'at' | 'by' | 'said'> {
  return { id: row.id, courseId: row.course_id, repositoryId: row.repository_id, at: row.at, by: { id: row.actor, login: row.actor_login }, said: row.said === null ? null : fromJson(row.said) }
}
