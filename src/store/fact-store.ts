import type { Extracted } from '../facts/file-facts.ts'
import type { FactStore } from '../flow/ports.ts'
import type { Backend } from './backend.ts'
import { fromJson, indexable, inParts } from './text.ts'

/** The port of what files say, on SQL, for all repositories together. */
export function createFactStore({ database }: Backend): FactStore {
  return {
    get: async (keys) => {
      const found = new Map<string, Extracted>()
      for (const part of inParts(keys)) {
        const rows = await database.selectFrom('facts').selectAll().where('key', 'in', part.map(indexable)).execute()
        const texts = new Map(rows.map((row) => [row.key, row.facts]))
        for (const key of part) {
          const text = texts.get(indexable(key))
          if (text !== undefined) found.set(key, fromJson(text))
        }
      }
      return found
    },
    put: async (key, facts) => {
      // The same key always means the same facts.
      await database.insertInto('facts').values({ key: indexable(key), facts: JSON.stringify(facts) }).onConflict((conflict) => conflict.column('key').doNothing()).execute()
    },
  }
}
