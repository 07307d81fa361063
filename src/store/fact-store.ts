import type { Extracted } from '../facts/file-facts.ts'
import type { FactArchive } from '../flow/ports/store-ports.ts'
import { turnEvery } from '../flow/turn.ts'
import type { Backend, Report } from './backend.ts'
import { createFactWrites } from './fact-writes.ts'
import { fromJson, indexable, inParts } from './text.ts'
import { inTransaction } from './transaction.ts'

/** How exactly it is known when facts were last used, in milliseconds: a key is written at most once in this time. */
const A_DAY = 86_400_000
/** So many files' facts are read by one statement, and others have their turn after so many milliseconds. */
const FILES_AT_ONCE = 50
const TURN = 20

/** The port of what files say, on SQL, for all repositories together. `report` takes why uses could not be noted: facts are read all the same. */
export function createFactStore(backend: Backend, now: () => number, report: Report): FactArchive {
  const { database } = backend
  const pause = turnEvery(TURN)
  const noteUse = async (keys: readonly string[], at: number): Promise<void> => {
    if (keys.length === 0) return
    try {
      await inTransaction(backend, (transaction) => transaction.updateTable('facts').set({ used_at: at }).where('key', 'in', keys).execute())
    } catch (error) {
      report('The use of facts could not be noted', error)
    }
  }
  return {
    get: async (keys) => {
      const found = new Map<string, Extracted>()
      const at = now()
      for (const part of inParts(keys, FILES_AT_ONCE)) {
        const rows = await database.selectFrom('facts').selectAll().where('key', 'in', part.map(indexable)).execute()
        const texts = new Map(rows.map((row) => [row.key, row.facts]))
        for (const key of part) {
          const text = texts.get(indexable(key))
          if (text === undefined) continue
          await pause()
          found.set(key, fromJson(text))
        }
        await noteUse(rows.flatMap(({ key, used_at }) => used_at <= at - A_DAY ? [key] : []), at)
      }
      return found
    },
    put: createFactWrites(backend, now),
    forgetUnused: (before, most) => inTransaction(backend, async (transaction) => {
      const unused = transaction.selectFrom('facts').select('key').where('used_at', '<', before).orderBy('used_at').limit(most)
      return Number((await transaction.deleteFrom('facts').where('key', 'in', unused).executeTakeFirst()).numDeletedRows)
    }),
    forgetOutdated: (current, before, most) => inTransaction(backend, async (transaction) => {
      const kept = await transaction.selectFrom('facts').select('extractor').distinct().execute()
      const outdated = kept.map(({ extractor }) => extractor).filter((extractor) => extractor !== '' && !current.includes(extractor))
      if (outdated.length === 0) return 0
      const unread = transaction.selectFrom('facts').select('key').where('extractor', 'in', outdated).where('used_at', '<', before).limit(most)
      return Number((await transaction.deleteFrom('facts').where('key', 'in', unread).executeTakeFirst()).numDeletedRows)
    }),
  }
}
