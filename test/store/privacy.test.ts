import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { KnownStudent } from '../../src/model/kept-student.ts'
import type { AuditEntry } from '../../src/flow/store-ports.ts'
import type { StoreSettings } from '../../src/store/backend.ts'
import { openBackend } from '../../src/store/open-backend.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { TABLES } from '../../src/store/tables.ts'
import { freshDatabase } from '../support/postgres.ts'
import { BEN, BENS, fillClass, HERS, SHARED, wordsOf, ZOFIA } from './a-class.ts'
import { NOON } from './samples.ts'

const url = await freshDatabase()
const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-privacy-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
let files = 0

async function postgres(): Promise<StoreSettings> {
  const client = new pg.Client({ connectionString: url ?? '' })
  await client.connect()
  await client.query('drop schema public cascade')
  await client.query('create schema public')
  await client.end()
  return { kind: 'postgres', url: url ?? '' }
}

const sqlite = (): Promise<StoreSettings> => Promise.resolve({ kind: 'sqlite', file: join(folder, `${(files += 1)}.db`) })
const WHY: AuditEntry = { id: 'erasing', at: NOON + 9, actor: null, action: 'student.erased', subject: 'a student', says: `asked by ${ZOFIA.name}, @${ZOFIA.login}` }

/** Every row of every table, as text. */
async function everything(settings: StoreSettings): Promise<Readonly<Record<string, readonly string[]>>> {
  const [{ database, close }] = openBackend(settings, () => {})
  const tables: Record<string, readonly string[]> = {}
  for (const { name } of TABLES) tables[name] = (await sql`select * from ${sql.table(name)}`.execute(database)).rows.map((row) => JSON.stringify(row))
  await close()
  return tables
}

describe.each([['SQLite', sqlite], ...url === null ? [] : [['PostgreSQL', postgres]] as const] as const)('on %s', (_name, fresh) => {
  const opened: Store[] = []
  afterEach(async () => { for (const store of opened.splice(0)) await store.close() })
  const filled = async (): Promise<{ readonly store: Store; readonly settings: StoreSettings; readonly zofia: KnownStudent }> => {
    const settings = await fresh()
    const store = await openStore(settings, undefined, () => NOON)
    opened.push(store)
    await fillClass(store)
    const [zofia] = await store.privacy.whoIs(ZOFIA.login, null)
    if (zofia === undefined) throw new Error('nobody was found')
    return { store, settings, zofia }
  }

  it('a student is found by login, numeric id, e-mail and student id, and nobody else', async () => {
    const { store, zofia } = await filled()
    expect(zofia).toMatchObject({ ids: [ZOFIA.id], names: [ZOFIA.name], emails: [ZOFIA.email], listed: [{ courseId: 'mlops', key: ZOFIA.studentId }, { courseId: 'older', key: ZOFIA.studentId }] })
    for (const word of [`@${ZOFIA.login.toLowerCase()}`, String(ZOFIA.id), ZOFIA.email.toUpperCase(), ZOFIA.studentId]) expect(await store.privacy.whoIs(word, null)).toEqual([zofia])
    expect(await store.privacy.whoIs('zofia', null)).toEqual([])
    expect((await store.privacy.repositoriesOf(zofia, null)).map(({ id, alone }) => [id, alone])).toEqual([[HERS, true], [SHARED, false]])
  })

  it('no column of any table names a student who was erased, and the others keep what is theirs', async () => {
    const { store, settings, zofia } = await filled()
    const before = await everything(settings)
    for (const word of wordsOf(zofia)) expect(JSON.stringify(before).toLowerCase().replaceAll('\\\\', '\\')).toContain(word)
    expect(await store.privacy.eraseStudent(zofia, null, 'write', WHY)).toMatchObject({ kind: 'done' })
    const after = await everything(settings)
    const named = Object.entries(after).flatMap(([table, rows]) => rows.flatMap((row) => wordsOf(zofia).filter((word) => row.toLowerCase().includes(word)).map((word) => `${table}: ${word} in ${row}`)))
    expect(named).toEqual([])
    expect(await store.assessments.newest(HERS, 'default-branch')).toBeNull()
    expect((await store.assessments.newest(SHARED, 'default-branch'))?.record.repository.url).toBe('https://github.com/nobody-1/churn')
    expect((await store.decisions.statementsOf('mlops', SHARED)).map(({ by }) => by.login)).toEqual([BEN.login])
    expect((await store.decisions.decisionsOf('mlops', SHARED)).map(({ reason, by }) => [reason, by.login])).toEqual([['agreed with nobody-1', 'kim']])
    expect(await store.roster.of('mlops')).toMatchObject([{ key: 's2' }])
    expect([...(await store.facts.get(['hers shell 1', 'others shell 1'])).keys()]).toEqual(['others shell 1'])
    expect(await store.courses.participantsOf('mlops', SHARED)).toMatchObject([{ person: BEN }])
    expect((await store.deliveries.waiting(9)).map(({ id }) => id)).toEqual(['bens'])
  })

  it('as many people still worked on what was shared, in the same order', async () => {
    const { store, zofia } = await filled()
    const before = await store.journal.eventsOf(SHARED)
    await store.privacy.eraseStudent(zofia, null, 'write', WHY)
    const after = await store.journal.eventsOf(SHARED)
    expect(after.map(({ id, kind, at }) => [id, kind, at])).toEqual(before.map(({ id, kind, at }) => [id, kind, at]))
    expect(after.map(({ actor }) => actor?.id)).toEqual(before.map(({ actor }) => actor?.id === ZOFIA.id ? -1 : actor?.id))
    expect(after.map(({ facts }) => facts['authorId'])).toContain(-1)
    const [ben] = await store.privacy.whoIs(BEN.login, null)
    if (ben !== undefined) await store.privacy.eraseStudent(ben, null, 'preview', { ...WHY, id: 'ben' })
    // Who is left works alone there.
    expect(await store.privacy.repositoriesOf(ben ?? zofia, null)).toMatchObject([{ id: SHARED, alone: true }, { id: BENS, alone: true }])
  })

  it('says in the audit that somebody was erased, and why, without saying who', async () => {
    const { store, zofia } = await filled()
    await store.privacy.eraseStudent(zofia, null, 'write', WHY)
    const [entry] = await store.journal.audit(1)
    expect(entry).toEqual({ ...WHY, says: 'asked by somebody, @somebody' })
    expect((await store.journal.audit(99)).filter(({ subject }) => subject === 'an erased repository')).toHaveLength(1)
  })

  it('a preview counts what erasing then counts, and writes nothing', async () => {
    const { store, settings, zofia } = await filled()
    const before = await everything(settings)
    const preview = await store.privacy.eraseStudent(zofia, null, 'preview', WHY)
    expect(await everything(settings)).toEqual(before)
    expect(await store.privacy.eraseStudent(zofia, null, 'write', WHY)).toEqual(preview)
    expect(preview).toMatchObject({ kind: 'done' })
    expect(preview.kind === 'done' ? preview.tables.find(({ table }) => table === 'statements') : null).toEqual({ table: 'statements', deleted: 3, changed: 0 })
  })

  it('finds nobody afterwards, and changes nothing by being done again', async () => {
    const { store, settings, zofia } = await filled()
    await store.privacy.eraseStudent(zofia, null, 'write', WHY)
    const after = await everything(settings)
    expect(await store.privacy.whoIs(ZOFIA.login, null)).toEqual([])
    expect(await store.privacy.eraseStudent(zofia, null, 'write', { ...WHY, id: 'again' })).toEqual({ kind: 'done', tables: [] })
    expect(await everything(settings)).toEqual(after)
  })

  it('leaves what is kept for ever as refusing as before', async () => {
    const { store, settings, zofia } = await filled()
    for (const mode of ['preview', 'write'] as const) await store.privacy.eraseStudent(zofia, null, mode, WHY)
    const [{ database, close }] = openBackend(settings, () => {})
    for (const table of ['assessments', 'events', 'decisions', 'statements', 'audit']) {
      await expect(sql`update ${sql.table(table)} set at = 1`.execute(database)).rejects.toThrow(`${table} is append-only`)
      await expect(sql`delete from ${sql.table(table)}`.execute(database)).rejects.toThrow(`${table} is append-only`)
    }
    await close()
  })

  it('waits for work that is held: nothing is written while a repository of theirs is judged', async () => {
    const { store, settings, zofia } = await filled()
    for (let item = await store.work.claim(NOON, 60_000); item !== null && item.repositoryId !== HERS;) item = await store.work.claim(NOON, 60_000)
    const before = (await everything(settings))['events']
    expect(await store.privacy.eraseStudent(zofia, null, 'write', WHY)).toMatchObject({ kind: 'busy' })
    expect((await everything(settings))['events']).toEqual(before)
  })

  it('of one course erases what is of that course, and leaves the others', async () => {
    const { store, zofia } = await filled()
    await store.courses.saveCourse({ ...(await store.courses.courses())[0], id: 'older' } as never, NOON)
    await store.privacy.eraseStudent(zofia, 'older', 'write', WHY)
    expect(await store.privacy.whoIs(ZOFIA.email, 'older')).toEqual([])
    expect((await store.roster.of('mlops')).map(({ key }) => key)).toEqual(['s2', ZOFIA.studentId])
    expect(await store.assessments.newest(HERS, 'default-branch')).not.toBeNull()
  })

  it('exports what is theirs and what is of their repositories, told apart, and no words of others', async () => {
    const { store, zofia } = await filled()
    const { lists, repositories, elsewhere, audit, webhooks } = await store.privacy.everythingOf(zofia, null)
    expect(lists.map(({ courseId, leftAt }) => [courseId, leftAt])).toEqual([['mlops', null], ['older', NOON + 1]])
    expect(repositories.map(({ name, alone, theirs, leftOut }) => [name, alone, theirs.statements.length, theirs.events.length, leftOut.statementsOfOthers, leftOut.eventsOfOthers]))
      .toEqual([['Zofia-K/capstone-zofia', true, 1, 2, 0, 1], ['octo-school/capstone-group', false, 1, 2, 1, 2]])
    expect(repositories[1]?.ofTheRepository['assessments']).toHaveLength(1)
    expect(elsewhere.statements).toHaveLength(1)
    expect(new Set(audit.map(({ id }) => id))).toEqual(new Set([`set-${HERS}`, `set-${SHARED}`, `set-${BENS}`, 'joined']))
    expect(webhooks).toBe(4)
    expect(JSON.stringify(repositories)).not.toContain('mine')
  })
})
