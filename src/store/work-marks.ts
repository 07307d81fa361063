import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { purposeOf } from '../flow/pace/purpose-of.ts'
import { rankOf } from '../model/purpose.ts'
import type { Mark, WorkTarget } from '../model/work.ts'
import type { Tables } from './schema.ts'
import { indexable } from './text.ts'

/**
 * Joins marks to the rows of their targets. A row that waits is due at the earliest of its times; one that is held stays held, and its marks are
 * looked at when it is let go; a dead one lives again. Marks of an installation that is gone are left out.
 */
export async function writeMarks(database: Kysely<Tables>, marks: readonly Mark[], now: number): Promise<void> {
  const gone = await goneAmong(database, [...new Set(marks.map((mark) => mark.installationId))])
  // In one order, so that two transactions never wait for each other.
  const sorted = marks.filter((mark) => !gone.has(mark.installationId)).map((mark) => ({ mark, key: keyOf(mark.target) }))
    .sort((one, other) => one.mark.installationId - other.mark.installationId || one.mark.repositoryId - other.mark.repositoryId || (one.key < other.key ? -1 : 1))
  for (const { mark, key } of sorted) {
    const { id, seq } = await touch(database, mark, key)
    await database.insertInto('work_marks').values({ work_id: id, seq, at: now, due_at: mark.dueAt, reason: mark.reason, again: mark.again ?? null }).execute()
  }
}

function touch(database: Kysely<Tables>, { installationId, repositoryId, target, dueAt, reason, again }: Mark, key: string): Promise<{ readonly id: string; readonly seq: number }> {
  const rank = rankOf(purposeOf(target, [reason], again !== undefined))
  const row = { installation_id: installationId, repository_id: repositoryId, target: JSON.stringify(target), target_key: indexable(key) }
  return database.insertInto('work').values({ ...row, id: randomUUID(), rank, seq: 1, attempts: 0, due_at: dueAt, token: null, says: null, died_at: null })
    .onConflict((conflict) => conflict.columns(['installation_id', 'repository_id', 'target_key']).doUpdateSet((expression) => {
      const dead = expression('work.died_at', 'is not', null)
      const first = expression('work.rank', '>', rank)
      const sooner = expression.and([expression('work.token', 'is', null), expression('work.due_at', '>', dueAt)])
      return {
        seq: expression('work.seq', '+', 1),
        rank: expression.case().when(first).then(rank).else(expression.ref('work.rank')).end(),
        attempts: expression.case().when(dead).then(0).else(expression.ref('work.attempts')).end(),
        due_at: expression.case().when(expression.or([dead, sooner])).then(dueAt).else(expression.ref('work.due_at')).end(),
        died_at: null,
      }
    })).returning(['id', 'seq']).executeTakeFirstOrThrow()
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
