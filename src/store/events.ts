import type { Kysely } from 'kysely'
import type { DomainEvent } from '../model/work.ts'
import type { EventRow, Tables } from './schema.ts'
import { fromJson, inParts } from './text.ts'

/** Appends events; one whose id is there already changes nothing. */
export async function writeEvents(database: Kysely<Tables>, events: readonly DomainEvent[]): Promise<void> {
  for (const part of inParts(events)) {
    await database.insertInto('events').values(part.map(rowOf)).onConflict((conflict) => conflict.column('id').doNothing()).execute()
  }
}

/** The events of a repository, of some kinds where any are given, by their time, then by their id. */
export async function readEvents(database: Kysely<Tables>, repositoryId: number, kinds: readonly string[]): Promise<readonly DomainEvent[]> {
  const all = database.selectFrom('events').selectAll().where('repository_id', '=', repositoryId)
  const rows = await (kinds.length === 0 ? all : all.where('kind', 'in', kinds)).execute()
  return inOrder(rows)
}

/** The newest events of each of some kinds, `most` a kind, by their time, then by their id. */
export async function readNewestEvents(database: Kysely<Tables>, repositoryId: number, most: number, kinds: readonly string[]): Promise<readonly DomainEvent[]> {
  const newest = database.selectFrom('events').selectAll().where('repository_id', '=', repositoryId).orderBy('at', 'desc').orderBy('id', 'desc').limit(most)
  return inOrder((await Promise.all(kinds.map((kind) => newest.where('kind', '=', kind).execute()))).flat())
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
