import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { freshDatabase } from '../support/postgres.ts'
import { delivery } from '../store/samples.ts'
import { runInProcess } from '../support/run-in-process.ts'

const url = await freshDatabase()
const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-keep-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

/** The data folder of an App that has stopped: its store is a backup of one, which nobody of this process has had open. */
async function stoppedApp(): Promise<string> {
  const [used, data] = [mkdtempSync(join(folder, 'used-')), mkdtempSync(join(folder, 'data-'))]
  const store = await openStore({ kind: 'sqlite', file: join(used, 'capstone-coach.db') })
  await store.deliveries.add(delivery('a'))
  const backedUp = await runInProcess(['backup', join(data, 'capstone-coach.db')], { DATA_DIR: used })
  await store.close()
  if (backedUp.code !== 0) throw new Error(backedUp.err)
  return data
}

/** Makes the PostgreSQL of this file empty. */
async function emptied(): Promise<void> {
  const client = new pg.Client({ connectionString: url ?? '' })
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  await client.end()
}

/** A file of a course that the App refuses. */
function wrongCourse(data: string): string {
  const file = join(data, 'wrong.yml')
  writeFileSync(file, 'titel: MLOps\n')
  return file
}

describe('backup', () => {
  it('copies the store of an App that runs, says what it is not, and refuses to write over it', async () => {
    const data = mkdtempSync(join(folder, 'data-'))
    const running = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
    onTestFinished(() => running.close())
    await running.deliveries.add(delivery('a'))
    const file = join(folder, 'copy.db')
    const { code, out } = await runInProcess(['backup', file], { DATA_DIR: data })
    expect([code, existsSync(file)]).toEqual([0, true])
    expect(out).toMatch(/copy\.db: \d+ KB, checked and sound\n.*credentials\.json/)
    expect(await runInProcess(['backup', file], { DATA_DIR: data })).toMatchObject({ code: 1, err: expect.stringContaining('is there already') as unknown })
    await running.deliveries.add(delivery('b'))
    const copy = await openStore({ kind: 'sqlite', file })
    onTestFinished(() => copy.close())
    expect((await copy.deliveries.waiting(9)).map(({ id }) => id)).toEqual(['a'])
  })

  it('is written whatever is wrong in the file of a course', async () => {
    const data = await stoppedApp()
    const file = join(data, 'copy.db')
    expect(await runInProcess(['backup', file], { DATA_DIR: data, COURSE_FILES: wrongCourse(data) })).toMatchObject({ code: 0, err: '' })
    expect(existsSync(file)).toBe(true)
  })

  it.runIf(url !== null)('copies PostgreSQL into a file of the same form, also while it is in use', async () => {
    await emptied()
    const running = await openStore({ kind: 'postgres', url: url ?? '' })
    onTestFinished(() => running.close())
    await running.deliveries.add(delivery('a'))
    const file = join(folder, 'of-postgres.db')
    expect(await runInProcess(['backup', file], { DATA_DIR: folder, DATABASE_URL: url ?? '' })).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/KB, checked and sound\n/) as unknown })
    const copy = await openStore({ kind: 'sqlite', file })
    onTestFinished(() => copy.close())
    expect((await copy.deliveries.waiting(9)).map(({ id }) => id)).toEqual(['a'])
  })

  it('of a PostgreSQL that does not answer is not written, and says so without the password', async () => {
    const file = join(folder, 'other.db')
    const { code, err } = await runInProcess(['backup', file], { DATA_DIR: folder, DATABASE_URL: 'postgres://coach:hush@127.0.0.1:1/coach' })
    expect([code, existsSync(file), existsSync(`${file}.part`)]).toEqual([1, false, false])
    expect(err).toContain('no backup was written: connect ECONNREFUSED')
    expect(err).not.toContain('hush')
  })

  it('says where it looked for a store', async () => {
    expect(await runInProcess(['backup', join(folder, 'none.db')], { DATA_DIR: join(folder, 'nowhere') })).toMatchObject({ code: 1, err: expect.stringContaining(join(folder, 'nowhere', 'capstone-coach.db')) as unknown })
  })
})

describe('restore', () => {
  it('brings a backup back, says how many rows and what to do next', async () => {
    const backup = join(await stoppedApp(), 'capstone-coach.db')
    const data = join(mkdtempSync(join(folder, 'data-')), 'new')
    const { code, out, err } = await runInProcess(['restore', backup], { DATA_DIR: data })
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^from .*\nto {3}.*new.capstone-coach\.db\n[^]* 1 {2}deliveries\n[^]*every row was read back[^]*start the App/)
    const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
    onTestFinished(() => store.close())
    expect((await store.deliveries.waiting(9)).map(({ id }) => id)).toEqual(['a'])
  })

  it('refuses a store that holds rows, and keeps it under another name where that is asked for', async () => {
    const [backup, data] = [join(await stoppedApp(), 'capstone-coach.db'), await stoppedApp()]
    expect(await runInProcess(['restore', backup], { DATA_DIR: data })).toMatchObject({ code: 1, err: expect.stringContaining('holds rows (deliveries). Add --replace') as unknown })
    const other = await stoppedApp()
    const { code, out } = await runInProcess(['restore', backup, '--replace'], { DATA_DIR: other })
    expect([code, readdirSync(other).length]).toEqual([0, 2])
    expect(out).toMatch(/What was there before is kept at .*capstone-coach\.db\.before-/)
  })

  it.runIf(url !== null)('goes to PostgreSQL too, and deletes nothing there', async () => {
    const backup = join(await stoppedApp(), 'capstone-coach.db')
    await emptied()
    const environment = { DATA_DIR: folder, DATABASE_URL: url ?? '' }
    expect(await runInProcess(['restore', backup], environment)).toMatchObject({ code: 0, err: '' })
    expect(await runInProcess(['restore', backup, '--replace'], environment)).toMatchObject({ code: 1, err: expect.stringContaining('Make an empty database') as unknown })
  })

  it('says what is wrong with a file, and leaves nothing', async () => {
    const data = mkdtempSync(join(folder, 'data-'))
    writeFileSync(join(data, 'letter.db'), 'Dear reader, '.repeat(500))
    for (const [name, says] of [['nowhere.db', 'there is no file at'], ['letter.db', 'is damaged (file is not a database). Take an earlier backup.']] as const) {
      expect(await runInProcess(['restore', join(data, name)], { DATA_DIR: data })).toMatchObject({ code: 1, err: expect.stringContaining(says) as unknown })
    }
    expect(readdirSync(data)).toEqual(['letter.db'])
  })
})

describe('move', () => {
  it.runIf(url !== null)('copies the configured store to PostgreSQL, and says how many rows and what to do next', async () => {
    await emptied()
    const { code, out, err } = await runInProcess(['move', '--to', url ?? ''], { DATA_DIR: await stoppedApp() })
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^ +1 {2}deliveries$/m)
    expect(out).toContain('Next: set DATABASE_URL')
    const client = new pg.Client({ connectionString: url ?? '' })
    await client.connect()
    expect((await client.query('select id from deliveries')).rows).toEqual([{ id: 'a' }])
    await client.end()
    expect(await runInProcess(['move', '--to', url ?? ''], { DATA_DIR: await stoppedApp() })).toMatchObject({ code: 1, err: expect.stringContaining('holds rows (deliveries)') as unknown })
  })

  it('moves a named file to another one', async () => {
    const [data, to] = [await stoppedApp(), join(folder, 'moved.db')]
    const { code, out } = await runInProcess(['move', '--from', join(data, 'capstone-coach.db'), '--to', to], { PORT: 'not a port' })
    expect([code, existsSync(to)]).toEqual([0, true])
    expect(out).toContain('leave DATABASE_URL out')
  })

  it('moves the configured store whatever is wrong in the file of a course', async () => {
    const data = await stoppedApp()
    expect(await runInProcess(['move', '--to', join(data, 'moved.db')], { DATA_DIR: data, COURSE_FILES: wrongCourse(data) })).toMatchObject({ code: 0, err: '' })
  })

  it('prints no path that could move a cursor, whichever store it is of', async () => {
    const data = await stoppedApp()
    const odd = join(data, 'a\u001b[2J\u202eb.db')
    const absent = await runInProcess(['move', '--from', odd, '--to', join(data, 'to\u0007.db')], { DATA_DIR: data })
    expect(absent).toMatchObject({ code: 1, out: `from ${join(data, 'a\ufffd[2J\ufffdb.db')}\nto   ${join(data, 'to\ufffd.db')}\n` })
    renameSync(join(data, 'capstone-coach.db'), odd)
    expect(await runInProcess(['move', '--from', odd, '--to', join(data, 'to.db')], { DATA_DIR: data })).toMatchObject({ code: 0, out: expect.not.stringContaining(odd) as unknown })
  })

  it('asks to stop the App first', async () => {
    const data = mkdtempSync(join(folder, 'data-'))
    const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
    expect(await runInProcess(['move', '--to', join(folder, 'not-moved.db')], { DATA_DIR: data })).toMatchObject({ code: 1, err: expect.stringContaining('Stop every process of the App first') as unknown })
    await store.close()
  })

  it('never shows a password, whatever goes wrong', async () => {
    const data = await stoppedApp()
    for (const to of ['postgres://coach:hush@127.0.0.1:1/coach', 'postgres://coach:hush@@:x/coach', 'mysql://coach:hush@db/coach']) {
      const { code, out, err } = await runInProcess(['move', '--to', to], { DATA_DIR: data })
      expect(code).not.toBe(0)
      expect(`${out}${err}`).not.toContain('hush')
      expect(err).toMatch(/nothing was moved|--to takes/)
    }
  })

  it.each([[['move']], [['move', 'x', '--to', 'y.db']], [['backup']], [['backup', 'a', 'b']], [['restore']], [['restore', 'a', 'b']], [['backup', 'a', '--replace']]])('refuses words that it does not know: %j', async (words) => {
    expect((await runInProcess(words, { DATA_DIR: folder })).code).toBe(2)
  })
})
