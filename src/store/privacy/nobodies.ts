import type { Transaction } from 'kysely'
import type { Tables } from '../schema.ts'
import type { Nobody } from './names.ts'

/** Gives who stands in the place of one person: the same within a repository, and another than for whoever was erased there before and left an event or a decision, so that counts of who did something still fit. Who left neither may share a number with another. */
export function nobodies(transaction: Transaction<Tables>): (repositoryId: unknown) => Promise<Nobody> {
  const known = new Map<number | null, Nobody>()
  return async (repositoryId) => {
    const id = typeof repositoryId === 'number' ? repositoryId : null
    const nobody = known.get(id) ?? await nextNobody(transaction, id)
    known.set(id, nobody)
    return nobody
  }
}

async function nextNobody(transaction: Transaction<Tables>, repositoryId: number | null): Promise<Nobody> {
  const [events, decisions] = [transaction.selectFrom('events').select(({ fn }) => fn.min('actor_id').as('least')), transaction.selectFrom('decisions').select(({ fn }) => fn.min('actor').as('least'))]
  const least = [
    await (repositoryId === null ? events.where('repository_id', 'is', null) : events.where('repository_id', '=', repositoryId)).executeTakeFirst(),
    ...repositoryId === null ? [] : [await decisions.where('repository_id', '=', repositoryId).executeTakeFirst()],
  ].map((row) => row?.least ?? 0)
  const number = 1 - Math.min(0, ...least)
  return { id: -number, login: `nobody-${number}` }
}
