import type { OperatorStore } from '../flow/operator-port.ts'
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
        await transaction.deleteFrom('operators').where('word', '=', one.word).where('person_id', '=', one.person.id).execute()
        await writeAudit(transaction, auditOf(one, 'removed'))
      }
      for (const operator of operators) {
        const { word, person: { id, login } } = operator
        await transaction.insertInto('operators').values({ word, person_id: id, login, since: now }).onConflict((conflict) => conflict.columns(['word', 'person_id']).doUpdateSet({ login })).execute()
        if (!before.some((one) => isSame(one, operator))) await writeAudit(transaction, auditOf(operator, 'added'))
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
