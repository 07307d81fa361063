import type { Token, TokenStore } from '../flow/ports/token-port.ts'
import { writeAudit } from './audit.ts'
import type { Backend } from './backend.ts'
import type { TokenRow } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** The port of tokens, on SQL. */
export function createTokenStore(backend: Backend): TokenStore {
  const { database } = backend
  return {
    add: (token, audit) => inTransaction(backend, async (transaction) => {
      // Changes nothing, and waits for whoever is ending the course, as they wait for this.
      const { numUpdatedRows: running } = await transaction.updateTable('courses').set({ ended_at: null }).where('id', '=', token.courseId).where('ended_at', 'is', null).executeTakeFirst()
      if (running !== 1n) return false
      const { numInsertedOrUpdatedRows } = await transaction.insertInto('tokens').values(rowOf(token)).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst()
      if (numInsertedOrUpdatedRows !== 1n) return false
      await writeAudit(transaction, audit)
      return true
    }),
    revoke: (courseId, id, audit, now) => inTransaction(backend, async (transaction) => {
      const { numUpdatedRows } = await transaction.updateTable('tokens').set({ revoked_at: now }).where('id', '=', id).where('course_id', '=', courseId).where('revoked_at', 'is', null).executeTakeFirst()
      if (numUpdatedRows !== 1n) return false
      await writeAudit(transaction, audit)
      return true
    }),
    byId: async (id) => {
      const row = await database.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : tokenOf(row)
    },
    of: async (courseId) => (await database.selectFrom('tokens').selectAll().where('course_id', '=', courseId).execute()).map(tokenOf).sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? -1 : 1)),
  }
}

function rowOf({ id, courseId, name, role, hash, createdAt, expiresAt, revokedAt }: Token): TokenRow {
  return { id, course_id: courseId, name, role, hash, created_at: createdAt, expires_at: expiresAt, revoked_at: revokedAt }
}

function tokenOf({ id, course_id: courseId, name, role, hash, created_at: createdAt, expires_at: expiresAt, revoked_at: revokedAt }: TokenRow): Token {
  return { id, courseId, name, role, hash, createdAt, expiresAt, revokedAt }
}
