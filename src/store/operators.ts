import type { OperatorStore } from '../flow/ports/operator-port.ts'
import type { AppOperator } from '../model/operator.ts'
import { writeAudit } from './audit.ts'
import type { Backend } from './backend.ts'
import type { Tables } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** The port of who runs the App, on SQL. */
export function createOperatorStore(backend: Backend): OperatorStore {
  const { database } = backend
  return {
    // Sorted here, since databases put letters in different orders.
    all: async () => (await database.selectFrom('operators').selectAll().execute()).map(operatorOf).sort((one, other) => one.word < other.word ? -1 : 1),
    save: (operators, auditOf, now) => inTransaction(backend, async (transaction) => {
      const before = (await transaction.selectFrom('operators').selectAll().execute()).map(operatorOf)
      for (const one of before) {
        if (operators.some((other) => isSame(one, other))) continue
        const { numDeletedRows } = await transaction.deleteFrom('operators').where('word', '=', one.word).where('person_id', '=', one.person.id).executeTakeFirst()
        // Another process may have done the same just now, and has told it.
        if (numDeletedRows > 0n) await writeAudit(transaction, auditOf(one, 'removed'))
      }
      for (const operator of operators) {
        const { word, person: { id, login } } = operator
        const added = await transaction.insertInto('operators').values({ word, person_id: id, login, since: now }).onConflict((conflict) => conflict.columns(['word', 'person_id']).doNothing()).returning('word').executeTakeFirst()
        if (added !== undefined) await writeAudit(transaction, auditOf(operator, 'added'))
        else await transaction.updateTable('operators').set({ login }).where('word', '=', word).where('person_id', '=', id).execute()
      }
    }),
  }
}

function isSame(one: AppOperator, other: AppOperator): boolean {
  return one.word === other.word && one.person.id === other.person.id
}

function operatorOf({ word, person_id: id, login }: Tables['operators']): AppOperator {
  return { word, person: { id, login } }
}
