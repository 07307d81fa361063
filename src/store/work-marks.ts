import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { groupedBy } from '../facts/grouped.ts'
import { purposeOf } from '../flow/pace/purpose-of.ts'
import { rankOf } from '../model/purpose.ts'
import type { Mark, WorkTarget } from '../model/work.ts'
import type { Tables } from './schema.ts'
import { indexable, inParts } from './text.ts'

/** Marks of one target, those that say the same as one of them. */
type Marked = { readonly place: string; readonly installation_id: number; readonly repository_id: number; readonly target_key: string; readonly first: Mark; readonly marks: readonly Mark[] }

/**
 * Joins marks to the rows of their targets. A row that waits is due at the earliest of its times; one that is held stays held, and its marks are
 * looked at when it is let go; a dead one lives again. Marks of an installation that is gone are left out.
 */
export async function writeMarks(database: Kysely<Tables>, marks: readonly Mark[], now: number): Promise<void> {
  const gone = await goneAmong(database, [...new Set(marks.map((mark) => mark.installationId))])
  for (const part of inParts(byTarget(marks.filter((mark) => !gone.has(mark.installationId))), 200)) {
    const rows = new Map((await touch(database, part)).map((row) => [placeOf(row), row]))
    const written = part.flatMap(({ place, marks: own }) => {
      const row = rows.get(place)
      if (row === undefined) throw new Error('Work vanished while it was marked')
      return own.map(({ dueAt, reason, again }, index) => ({ work_id: row.id, seq: row.seq - own.length + 1 + index, at: now, due_at: dueAt, reason, again: again ?? null }))
    })
    for (const some of inParts(written)) await database.insertInto('work_marks').values(some).execute()
  }
}

function byTarget(marks: readonly Mark[]): readonly Marked[] {
  const keyed = marks.map((mark) => {
    const row = { installation_id: mark.installationId, repository_id: mark.repositoryId, target_key: indexable(keyOf(mark.target)) }
    return { ...row, place: placeOf(row), mark }
  })
  const targets = [...groupedBy(keyed, ({ place }) => place).values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ ...first, first: first.mark, marks: joined(group.map(({ mark }) => mark)) }]
  })
  // In one order, so that two transactions never wait for each other.
  return targets.sort((one, other) => one.installation_id - other.installation_id || one.repository_id - other.repository_id || (one.target_key < other.target_key ? -1 : 1))
}

/** What says the same several times says it once, for the earliest of its times. */
function joined(marks: readonly Mark[]): readonly Mark[] {
  return [...groupedBy(marks, ({ reason, again }) => `${again ?? ''} ${reason}`).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, dueAt: Math.min(first.dueAt, ...others.map(({ dueAt }) => dueAt)) }])
}

/** Makes the rows of targets, or joins to those that are there, in one statement. */
function touch(database: Kysely<Tables>, targets: readonly Marked[]): Promise<readonly { readonly id: string; readonly seq: number; readonly installation_id: number; readonly repository_id: number; readonly target_key: string }[]> {
  const rows = targets.map(({ installation_id, repository_id, target_key, first: { target }, marks }) => ({
    id: randomUUID(), installation_id, repository_id, target: JSON.stringify(target), target_key, seq: marks.length, attempts: 0, token: null, says: null, died_at: null,
    rank: Math.min(...marks.map(({ reason, again }) => rankOf(purposeOf(target, [reason], again !== undefined)))), due_at: Math.min(...marks.map(({ dueAt }) => dueAt)),
  }))
  return database.insertInto('work').values(rows)
    .onConflict((conflict) => conflict.columns(['installation_id', 'repository_id', 'target_key']).doUpdateSet((expression) => {
      const told = { seq: expression.ref('excluded.seq'), rank: expression.ref('excluded.rank'), dueAt: expression.ref('excluded.due_at') }
      const dead = expression('work.died_at', 'is not', null)
      const first = expression('work.rank', '>', told.rank)
      const sooner = expression.and([expression('work.token', 'is', null), expression('work.due_at', '>', told.dueAt)])
      return {
        seq: expression('work.seq', '+', told.seq),
        rank: expression.case().when(first).then(told.rank).else(expression.ref('work.rank')).end(),
        attempts: expression.case().when(dead).then(0).else(expression.ref('work.attempts')).end(),
        due_at: expression.case().when(expression.or([dead, sooner])).then(told.dueAt).else(expression.ref('work.due_at')).end(),
        died_at: null,
      }
    })).returning(['id', 'seq', 'installation_id', 'repository_id', 'target_key']).execute()
}

function placeOf({ installation_id, repository_id, target_key }: Pick<Marked, 'installation_id' | 'repository_id' | 'target_key'>): string {
  return `${installation_id} ${repository_id} ${target_key}`
}

/** One text a target. */
function keyOf(target: WorkTarget): string {
  switch (target.kind) {
    case 'repository': return 'repository'
    case 'stuck': return 'stuck'
    case 'count': return 'count'
    case 'contributions': return 'contributions'
    case 'class': return `class ${target.courseId}`
    case 'capstone': return 'capstone'
    case 'branch': return `branch ${target.name}`
    case 'pull-request': return `pull-request ${target.number}`
    case 'commit': return `commit ${target.sha}`
    case 'command': return `command ${target.commentId}`
    case 'answer': return `answer ${target.commentId}`
    case 'join': return `join ${target.commentId}`
  }
}

async function goneAmong(database: Kysely<Tables>, ids: readonly number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set()
  const rows = await database.selectFrom('installations').select('id').where('id', 'in', ids).where('state', '=', 'gone').execute()
  return new Set(rows.map(({ id }) => id))
}
