import type { Transaction } from 'kysely'
import type { Backend } from './backend.ts'
import type { Tables } from './schema.ts'

const MOST_TRIES = 20

/** Runs one transaction: all of it or nothing. One that clashes with another one is done again, so `run` must change nothing but the database. */
export async function inTransaction<Result>(backend: Backend, run: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await backend.database.transaction().execute(run)
    } catch (error) {
      if (tries >= MOST_TRIES || !backend.isClash(error)) throw error
    }
  }
}
