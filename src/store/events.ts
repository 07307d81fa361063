import type { Kysely } from 'kysely'
import type { JournalStore } from '../flow/ports/store-ports.ts'
import type { DomainEvent } from '../model/work.ts'
import type { EventRow, Tables } from './schema.ts'
import { fromJson, inParts } from './text.ts'
import { rowsBy, together } from './together.ts'

/** Appends events; one whose id is there already changes nothing. */
export async function writeEvents(database: Kysely<Tables>, events: readonly DomainEvent[]): Promise<void> {
  for (const part of inParts(events)) {
    await database.insertInto('events').values(part.map(rowOf)).onConflict((conflict) => conflict.column('id').doNothing()).execute()
  }
}

type OfKinds = { readonly repositoryId: number; readonly kinds: readonly string[] }
type NewestOf = { readonly repositoryId: number; readonly kind: string; readonly most: number }
type PushersOf = Pick<NewestOf, 'repositoryId' | 'most'>

/** Reads the events of repositories, of some kinds where any are given, by their time, then by their id. */
export function eventsReader(database: Kysely<Tables>): JournalStore['eventsOf'] {
  const eventsOf = together(({ kinds }: OfKinds) => JSON.stringify(kinds), async (asked, { kinds }) => {
    const all = database.selectFrom('events').selectAll().where('repository_id', 'in', asked.map(({ repositoryId }) => repositoryId))
    const rows = rowsBy(await (kinds.length === 0 ? all : all.where('kind', 'in', kinds)).execute(), (row) => row.repository_id)
    return ({ repositoryId }) => rows(repositoryId)
  })
  return async (repositoryId, ...kinds) => inOrder(await eventsOf({ repositoryId, kinds }))
}

/** Reads the newest events of repositories, `most` of each of some kinds, by their time, then by their id. */
export function newestEventsReader(database: Kysely<Tables>): JournalStore['newestEventsOf'] {
  const newestOf = together(({ most }: NewestOf) => String(most), async (asked, { most }) => {
    // A query within for each, so that no more is looked at than is given, however long a repository is at work.
    const [first, ...others] = asked.map(({ repositoryId, kind }) => database.selectFrom(database.selectFrom('events').selectAll().where('repository_id', '=', repositoryId).where('kind', '=', kind).orderBy('at', 'desc').orderBy('id', 'desc').limit(most).as('newest')).selectAll())
    const rows = rowsBy(first === undefined ? [] : await others.reduce((all, one) => all.unionAll(one), first).execute(), (row) => `${row.repository_id} ${row.kind}`)
    return ({ repositoryId, kind }) => rows(`${repositoryId} ${kind}`)
  })
  return async (repositoryId, most, kinds) => inOrder((await Promise.all(kinds.map((kind) => newestOf({ repositoryId, kind, most })))).flat())
}

/** Reads who made the newest pushes to repositories, `most` of each. */
export function pushersReader(database: Kysely<Tables>): JournalStore['pushersOf'] {
  const pushers = together(({ most }: PushersOf) => String(most), async (asked, { most }) => {
    const [first, ...others] = asked.map(({ repositoryId }) => database.selectFrom(database.selectFrom('events').select(['repository_id', 'actor_id', 'actor_login', 'at'])
      .where('repository_id', '=', repositoryId).where('kind', '=', 'push').orderBy('at', 'desc').orderBy('id', 'desc').limit(most).as('newest')).selectAll())
    if (first === undefined) return () => []
    const rows = await database.selectFrom(others.reduce((all, one) => all.unionAll(one), first).as('pushes')).select(['repository_id', 'actor_id', 'actor_login', (build) => build.fn.max('at').as('at')])
      .where('actor_id', 'is not', null).groupBy(['repository_id', 'actor_id', 'actor_login']).execute()
    const inTime = rows.toSorted((one, other) => Number(one.at) - Number(other.at) || ((one.actor_login ?? '') < (other.actor_login ?? '') ? -1 : 1))
    const of = rowsBy(inTime, (row) => row.repository_id)
    return ({ repositoryId }) => of(repositoryId)
  })
  return async (repositoryId, most) => {
    // One that is set again is to stand behind the others.
    const logins = new Map<number, string>()
    for (const { actor_id: id, actor_login: login } of await pushers({ repositoryId, most })) {
      if (id === null) continue
      logins.delete(id)
      logins.set(id, login ?? '')
    }
    return [...logins].map(([id, login]) => ({ id, login }))
  }
}

/** Sorted here, since databases put letters in different orders. */
function inOrder(rows: readonly EventRow[]): readonly DomainEvent[] {
  return rows.map(eventOf).sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
}

function rowOf({ id, kind, installationId, repositoryId, actor, at, facts }: DomainEvent): EventRow {
  return {
    id, kind, installation_id: installationId, repository_id: repositoryId, actor_id: actor?.id ?? null, actor_login: actor?.login ?? null, at, facts: JSON.stringify(facts),
  }
}

function eventOf(row: EventRow): DomainEvent {
  return {
    id: row.id, kind: row.kind, installationId: row.installation_id, repositoryId: row.repository_id, at: row.at, facts: fromJson(row.facts),
    actor: row.actor_id === null ? null : { id: row.actor_id, login: row.actor_login ?? '' },
  }
}
