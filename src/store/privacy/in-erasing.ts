import type { Transaction } from 'kysely'
import type { EraseMode } from '../../flow/ports/privacy-port.ts'
import type { Erased } from '../../model/kept-student.ts'
import type { Backend } from '../backend.ts'
import type { Tables } from '../schema.ts'
import { TABLES } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import type { Tally } from './erase-rows.ts'

/**
 * The one way past what the database keeps for ever: within one transaction its tables let rows be changed and deleted, and refuse it again before anybody else sees them. `run` gives the repositories that are being worked on, none
 * where it erased; then, and for a preview, nothing stays written. `tally` holds what was counted.
 */
export async function inErasing(backend: Backend, mode: EraseMode, tally: Tally, run: (transaction: Transaction<Tables>) => Promise<readonly number[]>): Promise<Erased> {
  const [counted, undo] = [tally.mark(), new Error('nothing stays written')]
  let busy: readonly number[] = []
  try {
    await inTransaction(backend, async (transaction) => {
      // A transaction that clashed is done again from the start.
      tally.backTo(counted)
      busy = await backend.openForErasing(transaction, TABLES.map(({ name }) => name), () => run(transaction))
      if (busy.length > 0 || mode === 'preview') throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
  return busy.length > 0 ? { kind: 'busy', repositories: busy } : { kind: 'done', tables: tally.rows() }
}
