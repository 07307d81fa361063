import type { Kysely } from 'kysely'
import type { WorkStore } from '../flow/store-ports.ts'
import type { Tables } from './schema.ts'

/** How much work there is. That of an installation which is put off, suspended or gone counts as later: it is not expected to move. What only waits to look whether somebody is stuck, for the end of the hours for proofs, or to show the class anew, is no work yet. */
export async function readDepth(database: Kysely<Tables>, now: number): ReturnType<WorkStore['depth']> {
  const row = await database.selectFrom('work')
    .leftJoin('turns', 'turns.installation_id', 'work.installation_id').leftJoin('installations', 'installations.id', 'work.installation_id')
    .select((eb) => {
      const { fn } = eb
      const dead = eb('work.died_at', 'is not', null)
      const held = eb.and([eb('work.token', 'is not', null), eb('work.due_at', '>', now)])
      const rests = eb.or([eb(fn.coalesce('turns.put_off_until', eb.val(0)), '>', now), eb(fn.coalesce('installations.state', eb.val('there')), '!=', 'there')])
      const due = eb.and([eb.not(dead), eb.not(held), eb.not(rests), eb('work.due_at', '<=', now)])
      const waits = eb.and([eb.or([eb('work.target_key', 'in', ['stuck', 'count']), eb('work.target_key', 'like', 'class %')]), eb.not(dead), eb.not(held), eb('work.due_at', '>', now)])
      return [
        fn.countAll<number>().as('all'), fn.countAll<number>().filterWhere(waits).as('waits'), fn.countAll<number>().filterWhere(dead).as('dead'), fn.countAll<number>().filterWhere(held).as('held'),
        fn.countAll<number>().filterWhere(due).as('due'), fn.min<number | null>('work.due_at').filterWhere(due).as('oldest'),
      ]
    }).executeTakeFirstOrThrow()
  return { due: row.due, later: row.all - row.waits - row.due - row.held - row.dead, held: row.held, dead: row.dead, oldestDueAt: row.oldest }
}
