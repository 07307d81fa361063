import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { EraseMode } from '../../flow/ports/privacy-port.ts'
import type { Erased, KnownStudent } from '../../model/kept-student.ts'
import type { AuditEntry } from '../../flow/ports/store-ports.ts'
import { writeAudit } from '../audit.ts'
import type { Backend } from '../backend.ts'
import type { Tables } from '../schema.ts'
import { inParts } from '../text.ts'
import { foundBefore, knownTo, rowOf, whereIn, type FoundBefore } from './found-before.ts'
import { changeRow, changesOf, columnsOf, rowsNaming, type Columns, type Row } from './naming-rows.ts'
import { withoutPerson, type Names } from './names.ts'
import { nobodies } from './nobodies.ts'
import { inErasing } from './in-erasing.ts'
import { createTally, emptyDeliveries, eraseReleases, eraseRepositories, heldAmong, OF_REPOSITORY, type Tally } from './erase-rows.ts'
import { repositoriesOfStudent } from './repositories.ts'

/** Tables of no single repository in which somebody may be named. */
const NAMING = ['audit', 'rejudgings', 'rejudging_turns'] as const

/** So long the look through the whole store may have taken, in milliseconds. */
const LATELY = 3_600_000

type Erasing = { readonly transaction: Transaction<Tables>; readonly student: KnownStudent; readonly names: Names; readonly columns: Columns; readonly courseId: string | null; readonly tally: Tally; readonly at: number; readonly before: FoundBefore; readonly known: readonly number[] }

/** Who is looked for in texts when a student is erased. */
export function namesOf({ ids, logins, emails, names, numbers, listed }: KnownStudent): Names {
  return { ids: new Set(ids), logins, emails, words: [...new Set([...names, ...numbers, ...listed.map(({ key }) => key)])] }
}

/** Erases a student: see `PrivacyStore.eraseStudent`. */
export async function eraseStudent(backend: Backend, student: KnownStudent, courseId: string | null, mode: EraseMode, audit: AuditEntry): Promise<Erased> {
  const [names, columns, tally] = [namesOf(student), await columnsOf(backend.database), createTally()]
  const busy = await heldAmong(backend.database, (await repositoriesOfStudent(backend.database, student, courseId)).map(({ id }) => id), audit.at)
  if (busy.length > 0) return { kind: 'busy', repositories: busy }
  // Facts can be read anew, and are many: they go before, so that the store is not held for so long.
  await eraseFacts(backend, names, columns, mode, tally)
  const before = await foundBefore(backend.database, student, names, columns, whereOf(courseId))
  return inErasing(backend, mode, tally, async (transaction) => {
    const erasing = { transaction, student, names, columns, courseId, tally, at: audit.at, before, known: await knownTo(transaction, student) }
    const repositories = await repositoriesOfStudent(transaction, student, courseId)
    const held = await heldAmong(transaction, repositories.map(({ id }) => id), audit.at)
    if (held.length > 0) return held
    await eraseRepositories(transaction, repositories.filter(({ alone }) => alone).map(({ id }) => id), tally, audit.at)
    await erasePerson(erasing)
    await eraseNames(erasing)
    // The name of a repository that was theirs alone leads to them.
    const theirs = repositories.filter(({ alone, name }) => alone && name !== '').map(({ name }) => name)
    const withTheirs = { ...names, words: [...names.words, ...theirs] }
    if (courseId === null) await eraseElsewhere({ ...erasing, names: withTheirs })
    // The reason is anybody's words, and must not bring back whom it is about.
    const says = withoutPerson(audit.says, withTheirs, { id: 0, login: 'somebody' })
    if (tally.rows().length > 0) await writeAudit(transaction, { ...audit, says })
    return []
  })
}

async function eraseFacts({ database }: Backend, names: Names, columns: Columns, mode: EraseMode, tally: Tally): Promise<void> {
  const keys: string[] = []
  for await (const row of rowsNaming(database, 'facts', columns, names)) if (typeof row['key'] === 'string' && changesOf(row, columns('facts'), names, { id: -1, login: 'nobody' }) !== null) keys.push(row['key'])
  if (mode === 'write') for (const part of inParts(keys)) await database.deleteFrom('facts').where('key', 'in', part).execute()
  tally.deleted('facts', keys.length)
}

/** What is the student's own: rows of lists, participations, what they said. */
async function erasePerson({ transaction, student: { ids, listed }, courseId, tally }: Erasing): Promise<void> {
  for (const { courseId: course, key } of listed) {
    if (courseId !== null && course !== courseId) continue
    await eraseReleases(transaction, course, key, tally)
    tally.deleted('roster', (await transaction.deleteFrom('roster').where('course_id', '=', course).where('key', '=', key).executeTakeFirst()).numDeletedRows)
  }
  if (ids.length === 0) return
  const statements = transaction.deleteFrom('statements').where('actor', 'in', ids)
  const participants = transaction.deleteFrom('participants').where('person_id', 'in', ids)
  tally.deleted('statements', (await (courseId === null ? statements : statements.where('course_id', '=', courseId)).executeTakeFirst()).numDeletedRows)
  tally.deleted('participants', (await (courseId === null ? participants : participants.where('course_id', '=', courseId)).executeTakeFirst()).numDeletedRows)
}

/** Puts nobody in their place wherever a repository is not theirs alone. Work that names them is dropped: what is to be done is found again. */
async function eraseNames({ transaction, names, columns, courseId, tally, before, known }: Erasing): Promise<void> {
  const ofCourse = whereOf(courseId)
  const inPlaceOf = nobodies(transaction)
  const change = async (table: keyof Tables, row: Row): Promise<void> => {
    const changes = changesOf(row, columns(table), names, await inPlaceOf(row['repository_id']))
    if (changes === null || (courseId !== null && typeof row['course_id'] === 'string' && row['course_id'] !== courseId)) return
    await changeRow(transaction, table, row, changes)
    tally.changed(table)
  }
  for (const table of OF_REPOSITORY) {
    for await (const row of rowsNaming(transaction, table, columns, names, sql`${whereIn(known)} and ${ofCourse}`)) await change(table, row)
    for (const key of before.get(table) ?? []) {
      const row = await rowOf(transaction, table, key)
      if (row !== undefined) await change(table, row)
    }
  }
  for await (const row of rowsNaming(transaction, 'releases', columns, names, courseId === null ? sql`1 = 1` : sql`course_id = ${courseId}`)) {
    const changes = changesOf(row, columns('releases'), names, await inPlaceOf(null))
    if (changes === null) continue
    await changeRow(transaction, 'releases', row, changes)
    tally.changed('releases')
  }
  for await (const row of rowsNaming(transaction, 'work', columns, names, ofCourse)) {
    if (typeof row['id'] !== 'string' || changesOf(row, columns('work'), names, await inPlaceOf(null)) === null) continue
    tally.deleted('work', (await transaction.deleteFrom('work').where('id', '=', row['id']).executeTakeFirst()).numDeletedRows)
  }
}

function whereOf(courseId: string | null): RawBuilder<unknown> {
  return courseId === null ? sql`1 = 1` : sql`repository_id in (select repository_id from enrolments where course_id = ${courseId})`
}

/** What is of no repository: webhooks, the audit, re-judgings, installations on an account of theirs, the staff of courses that have ended. */
async function eraseElsewhere({ transaction, student: { ids }, names, columns, tally, at, before }: Erasing): Promise<void> {
  const named = (before.get('deliveries') ?? []).flatMap(({ id }) => typeof id === 'string' ? [id] : [])
  const nobody = { id: -1, login: 'nobody' }
  const isNaming = (table: keyof Tables, row: Row): Row | null => changesOf(row, columns(table), names, nobody)
  for await (const row of rowsNaming(transaction, 'deliveries', columns, names, sql`received_at >= ${at - LATELY}`)) if (typeof row['id'] === 'string' && isNaming('deliveries', row) !== null) named.push(row['id'])
  await emptyDeliveries(transaction, [...new Set(named)], tally, at)
  for (const table of NAMING) {
    for await (const row of rowsNaming(transaction, table, columns, names)) {
      const changes = isNaming(table, row)
      if (changes === null) continue
      await changeRow(transaction, table, row, changes)
      tally.changed(table)
    }
  }
  if (ids.length === 0) return
  tally.deleted('installations', (await transaction.deleteFrom('installations').where('account_id', 'in', ids).executeTakeFirst()).numDeletedRows)
  tally.deleted('course_staff', (await transaction.deleteFrom('course_staff').where('person_id', 'in', ids).executeTakeFirst()).numDeletedRows)
  tally.deleted('operators', (await transaction.deleteFrom('operators').where('person_id', 'in', ids).executeTakeFirst()).numDeletedRows)
}
