import type { ChecklistStore } from '../flow/ports/checklist-port.ts'
import type { Checklist } from '../model/checklist.ts'
import type { Backend } from './backend.ts'
import { fromJson } from './text.ts'

/** So many are in use at once. */
const MOST_REMEMBERED = 50

/** The port of the checklists that anything was judged by, on SQL. */
export function createChecklistStore({ database }: Backend): ChecklistStore {
  // What a digest names never changes, and every record of a class asks for the same.
  const remembered = new Map<string, Checklist>()
  const digestOf: ChecklistStore['digestOf'] = async (scope, { id, revision }) =>
    (await database.selectFrom('checklists').select('digest').where('scope', '=', scope).where('id', '=', id).where('revision', '=', revision).executeTakeFirst())?.digest ?? null
  return {
    keep: async ({ scope, checklist, at }) => {
      const { id, revision, digest } = checklist
      if (digest === undefined) throw new Error(`the checklist ${id} has no digest to be kept by`)
      await database.insertInto('checklists').values({ scope, id, revision, digest, checklist: JSON.stringify(checklist), at }).onConflict((conflict) => conflict.columns(['scope', 'id', 'revision']).doNothing()).execute()
      return await digestOf(scope, checklist) ?? digest
    },
    digestOf,
    byDigest: async (digest) => {
      const known = remembered.get(digest)
      if (known !== undefined) return known
      const row = await database.selectFrom('checklists').select('checklist').where('digest', '=', digest).orderBy('at').limit(1).executeTakeFirst()
      if (row === undefined) return null
      const checklist: Checklist = fromJson(row.checklist)
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      remembered.set(digest, checklist)
      return checklist
    },
  }
}
