import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { KnownStudent } from '../../src/model/kept-student.ts'
import type { AuditEntry } from '../../src/flow/ports/store-ports.ts'
import type { StoreSettings } from '../../src/store/backend.ts'
import { openBackend } from '../../src/store/open-backend.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { TABLES } from '../../src/store/tables.ts'
import { freshDatabase } from '../support/postgres.ts'
import { contributionReading } from './contributions-contract.ts'
import { student } from './roster-contract.ts'
import { BEN, BENS, fillClass, HERS, SHARED, STRANGE, wordsOf, ZOFIA } from './a-class.ts'
import { delivery, installation, NOON, repository } from './samples.ts'

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

/** The tables in which no student stands by name. */
const WITHOUT_STUDENTS = ['checklists', 'course_staff', 'courses', 'delivery_counts', 'enrolments', 'gists', 'operators', 'publications', 'run_inputs', 'slowings', 'spending', 'tokens', 'turns', 'work_marks']

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
    const unnamed = Object.keys(before).filter((table) => !before[table]?.some((row) => wordsOf(zofia).some((word) => row.replaceAll('\\\\', '\\').toLowerCase().includes(word))))
    // A table that is added later has to be filled with her, too, or nothing of a person is in it.
    expect(unnamed.sort()).toEqual(WITHOUT_STUDENTS)
    expect(await store.privacy.eraseStudent(zofia, null, 'write', WHY)).toMatchObject({ kind: 'done' })
    const after = await everything(settings)
    const named = Object.entries(after).flatMap(([table, rows]) => rows.flatMap((row) => wordsOf(zofia).filter((word) => row.toLowerCase().includes(word)).map((word) => `${table}: ${word} in ${row}`)))
    expect(named).toEqual([])
    expect(await store.assessments.newest(HERS, 'default-branch')).toBeNull()
    expect((await store.assessments.newest(SHARED, 'default-branch'))?.record.repository.url).toBe('https://github.com/nobody-1/churn')
    expect((await store.assessments.newest(STRANGE, 'default-branch'))?.record.problems).toEqual([{ path: 'README.md', line: 1, says: 'Written by nobody-1 (nobody-1, nobody-1), https://github.com/nobody-1' }])
    expect((await store.decisions.statementsOf('mlops', SHARED)).map(({ by }) => by.login)).toEqual([BEN.login])
    expect((await store.decisions.decisionsOf('mlops', SHARED)).map(({ reason, by }) => [reason, by.login])).toEqual([['agreed with nobody-1', 'kim']])
    expect([(await store.roster.of('mlops')).map(({ key }) => key), (await store.watchNotes.of('mlops')).map(({ repositoryId, note }) => [repositoryId, note])]).toEqual([['s2'], [SHARED, BENS].map((id) => [id, 'spoke to nobody-1'])])
    expect((await store.releases.of('mlops')).map(({ scope, says }) => [scope.kind, says])).toEqual([['class', 'held']])
    expect([...(await store.facts.get(['hers shell 1', 'others shell 1'])).keys()]).toEqual(['others shell 1'])
    expect(await store.courses.participantsOf('mlops', SHARED)).toMatchObject([{ person: BEN }])
    const did = await store.contributions.of(SHARED)
    expect([await store.contributions.of(HERS), did?.people.map(({ id, login, email }) => [id, login, email]), did?.commits.map(({ authors }) => authors)]).toEqual([null, [[-1, 'nobody-1', ''], [BEN.id, BEN.login, ''], [null, '', 'nobody-1']], [[0, 1], [1], [2]]])
    expect((await store.deliveries.waiting(9)).map(({ id }) => id).sort()).toEqual(['bens', 'of-others'])
  })

  it('a webhook that tells of their own repository loses its text, and one of another repository with a like name keeps it', async () => {
    const { store, settings } = await filled()
    await store.hosting.saveRepositories([repository(HERS, { name: 'capstone-z' })], NOON)
    for (const name of ['capstone-z', 'capstone-zz']) await store.deliveries.add(delivery(`of-${name}`, { repositoryId: null, name: 'installation', body: JSON.stringify({ repositories: [{ full_name: `octo-school/${name}` }] }) }))
    const [zofia] = await store.privacy.whoIs(ZOFIA.login, null)
    if (zofia !== undefined) await store.privacy.eraseStudent(zofia, null, 'write', { ...WHY, says: 'asked to forget octo-school/capstone-z' })
    expect((await store.deliveries.waiting(9)).map(({ id }) => id).sort()).toEqual(['bens', 'of-capstone-zz', 'of-others'])
    expect(JSON.stringify(await everything(settings))).not.toContain('octo-school/capstone-z"')
    expect((await store.journal.audit(1))[0]?.says).toBe('asked to forget somebody')
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

  it('somebody whom a commit alone names is found and erased', async () => {
    const { store } = await filled()
    await store.contributions.keep(BENS, contributionReading({ people: [{ ...BEN, email: '', isBot: false }, { id: 7_300_400_888, login: 'co-author', email: '', isBot: false }, { id: 7_300_400_999, login: 'robot', email: '', isBot: true }] }))
    const [found] = await store.privacy.whoIs('co-author', null)
    expect([found?.ids, await store.privacy.whoIs('robot', null)]).toEqual([[7_300_400_888], []])
    if (found !== undefined) await store.privacy.eraseStudent(found, null, 'write', { ...WHY, says: '' })
    expect((await store.contributions.of(BENS))?.people.map(({ login }) => login)).toEqual([BEN.login, expect.stringMatching(/^nobody-/), 'robot'])
  })

  it('gives a student what they did, and nothing of others', async () => {
    const { store, zofia } = await filled()
    const exported = await store.privacy.everythingOf(zofia, null)
    const shared = exported.repositories.find(({ id }) => id === SHARED)?.theirs.contributions
    expect(shared).toMatchObject([{ repositoryId: SHARED, commits: [{ sha: 'c'.repeat(40) }, { sha: 'e'.repeat(40) }], pullRequests: [], reviews: [{ number: 3, says: 'approved' }] }])
    expect(exported.elsewhere.contributions.map((one) => one['repositoryId'])).toEqual([BENS])
    expect(JSON.stringify([shared, exported.elsewhere.contributions])).not.toContain(BEN.login)
  })

  it('somebody who is in a list alone, and was never seen on GitHub, is erased by what the list says', async () => {
    const { store } = await filled()
    await store.roster.replace('paper', [student('s8', { name: 'Dora Dvořák', login: '', email: 'dora@example.edu' })], { ...WHY, id: 'paper' }, NOON)
    const [dora] = await store.privacy.whoIs('DORA@example.edu', null)
    expect(dora).toMatchObject({ ids: [], logins: [], listed: [{ courseId: 'paper', key: 's8' }] })
    expect(dora === undefined ? null : await store.privacy.eraseStudent(dora, null, 'write', { ...WHY, says: '' })).toEqual({ kind: 'done', tables: [{ table: 'roster', deleted: 1, changed: 0 }] })
    expect([await store.roster.of('paper'), (await store.roster.of('mlops')).length]).toEqual([[], 2])
  })

  it.each([null, 'brief'])('leaves no entry of whose grade was shown, however short the key is (in course %s)', async (courseId) => {
    const { store } = await filled()
    await store.roster.replace('brief', [student('s9', { login: '', email: 'dora@example.edu' })], { ...WHY, id: 'brief', says: '' }, NOON)
    for (const [id, key] of [['shown', 's9'], ['other', 's8']] as const) await store.releases.say({ id, courseId: 'brief', scope: { kind: 'student', key }, says: 'released', by: null, at: NOON, reason: '' }, { ...WHY, id, action: 'grades.released', says: `student ${key}` })
    const [dora] = await store.privacy.whoIs('dora@example.edu', null)
    if (dora !== undefined) await store.privacy.eraseStudent(dora, courseId, 'write', { ...WHY, says: '' })
    const audit = await store.journal.audit(99)
    expect(['shown', 'other'].map((id) => audit.find((one) => one.id === id)?.says)).toEqual(['', 'student s8'])
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

  it('keeps everything where erasing fails at its end, and refuses as before', async () => {
    const { store, settings, zofia } = await filled()
    await store.journal.addAudit({ ...WHY, id: 'earlier' })
    const [{ database, close }] = openBackend(settings, () => {})
    await sql`create unique index only_one on audit (action) where action = 'student.erased'`.execute(database)
    const before = await everything(settings)
    await expect(store.privacy.eraseStudent(zofia, null, 'write', WHY)).rejects.toThrow(/unique/i)
    // Facts are read again where they are needed.
    expect({ ...await everything(settings), facts: [] }).toEqual({ ...before, facts: [] })
    await expect(sql`delete from events`.execute(database)).rejects.toThrow('events is append-only')
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

  it('empties the texts of a course that is over, and keeps what was said and decided, by whom and when', async () => {
    const { store } = await filled()
    const before = await store.decisions.statementsOf('mlops', SHARED)
    const course = (await store.courses.courses()).find(({ id }) => id === 'mlops')
    if (course === undefined) throw new Error('no course')
    expect(await store.privacy.emptyTexts(NOON + 1, 99)).toBe(0)
    await store.courses.saveCourse({ ...course, settings: { ...course.settings, closesAt: NOON + 100 } }, NOON)
    expect(await store.privacy.emptyTexts(NOON + 100, 99)).toBe(0)
    expect([await store.privacy.emptyTexts(NOON + 101, 5), await store.privacy.emptyTexts(NOON + 101, 99), await store.privacy.emptyTexts(NOON + 101, 99)]).toEqual([5, 13, 0])
    expect(await store.decisions.statementsOf('mlops', SHARED)).toEqual(before.map((one) => ({ ...one, text: '' })))
    expect([(await store.decisions.decisionsOf('mlops', SHARED)).map(({ reason, kind, by }) => [reason, kind, by.login]), (await store.watchNotes.of('mlops')).map(({ note }) => note)]).toEqual([[['', 'set', 'kim']], ['', '', '']])
    expect((await store.counts.rejudgings('mlops')).map(({ reason, state }) => [reason, state])).toEqual([['', 'applied']])
    await store.decisions.state({ id: 'late', courseId: 'mlops', repositoryId: SHARED, at: NOON + 200, by: BEN, said: null, kind: 'feedback', rating: 5, text: 'fine' })
    expect(await store.privacy.emptyTexts(NOON + 101, 99)).toBe(0)
  })

  it('empties the words that an answer was read from, and the texts of a course that has ended', async () => {
    const { store } = await filled()
    await store.decisions.state({ id: 'answer', courseId: 'mlops', repositoryId: BENS, at: NOON, by: BEN, said: null, kind: 'answer', text: 'DVC versions data', components: ['dvc'], parts: [{ question: 'B', reading: { covers: [{ id: 'b-dvc-1', words: 'versions data' }], misconceptions: [], onTopic: true } }] })
    await store.courses.changeCourses({ saved: [], letGo: [], ended: [{ courseId: 'mlops', audit: { ...WHY, id: 'ended' } }] }, NOON + 1)
    await store.privacy.emptyTexts(NOON + 2, 99)
    expect((await store.decisions.statementsOf('mlops', BENS)).find(({ id }) => id === 'answer')).toMatchObject({ text: '', components: ['dvc'], parts: [{ question: 'B', reading: { covers: [{ id: 'b-dvc-1', words: '' }], onTopic: true } }] })
  })

  it('erases all of an installation that is gone, and what is of others stays', async () => {
    const { store, settings } = await filled()
    const gone = { id: 7, goneAt: NOON + 5 }
    await store.hosting.saveInstallation({ change: 'gone', installation: installation(7) }, NOON + 5)
    expect([await store.privacy.goneBefore(NOON + 5), await store.privacy.goneBefore(NOON + 6)]).toEqual([[], [gone]])
    expect([await store.privacy.eraseRepositoriesOf(gone, 1, NOON + 9), await store.privacy.eraseRepositoriesOf(gone, 9, NOON + 9), await store.privacy.eraseRepositoriesOf(gone, 9, NOON + 9)]).toEqual([1, 1, 0])
    expect([await store.privacy.eraseInstallation(gone, WHY), await store.privacy.eraseInstallation(gone, { ...WHY, id: 'again' })]).toEqual([true, false])
    const after = Object.values(await everything(settings)).flat()
    expect(after.filter((row) => [SHARED, BENS].some((id) => row.includes(`"repository_id":${id},`) || row.includes(`repository ${id}`) || row.startsWith(`{"id":${id},`)))).toEqual([])
    expect(await store.assessments.newest(HERS, 'default-branch')).not.toBeNull()
    // Her repository is of the course, and of an installation that is there.
    expect(await store.roster.of('mlops')).toHaveLength(2)
    expect((await store.journal.audit(99)).filter(({ subject }) => subject === 'an erased repository')).toHaveLength(2)
  })

  it('erases the lists and staff of an account that has the App nowhere any more, once nothing else is in its courses', async () => {
    const { store } = await filled()
    await store.courses.saveCourse({ ...(await store.courses.courses())[0], id: 'theirs', account: { id: 900, login: 'octo-school' } } as never, NOON)
    await store.roster.replace('theirs', [student('s9')], { ...WHY, id: 'theirs' }, NOON)
    await store.releases.say({ id: 'shown', courseId: 'theirs', scope: { kind: 'student', key: 's9' }, says: 'released', by: null, at: NOON, reason: 'asked for it' }, { ...WHY, id: 'shown', says: 'student s9' })
    await store.hosting.saveInstallation({ change: 'gone', installation: installation(7) }, NOON)
    await store.hosting.saveInstallation({ change: 'gone', installation: installation(17) }, NOON)
    for (const [id, left] of [[7, 1], [17, 0]] as const) {
      await store.privacy.eraseInstallation({ id, goneAt: NOON }, { ...WHY, id: `gone-${id}` })
      expect([(await store.roster.of('theirs')).length, (await store.releases.of('theirs')).length]).toEqual([left, left])
      expect((await store.journal.audit(99)).find((one) => one.id === 'shown')?.says).toBe(left === 0 ? '' : 'student s9')
    }
    expect([(await store.roster.of('mlops')).length, (await store.releases.of('mlops')).length]).toEqual([2, 2])
  })

  it('exports what is theirs and what is of their repositories, told apart, and no words of others', async () => {
    const { store, zofia } = await filled()
    const { lists, repositories, elsewhere, audit, webhooks } = await store.privacy.everythingOf(zofia, null)
    expect(lists.map(({ courseId, leftAt }) => [courseId, leftAt])).toEqual([['mlops', null], ['older', NOON + 1]])
    expect(repositories.map(({ name, alone, theirs, leftOut }) => [name, alone, theirs.statements.length, theirs.events.length, leftOut.statementsOfOthers, leftOut.eventsOfOthers]))
      .toEqual([['Zofia-K/capstone-zofia', true, 1, 2, 0, 1], ['octo-school/capstone-group', false, 1, 2, 1, 2]])
    expect(repositories[1]?.ofTheRepository['assessments']).toHaveLength(1)
    expect(elsewhere.statements).toHaveLength(1)
    expect(new Set(audit.map(({ id }) => id))).toEqual(new Set([`set-${HERS}`, `set-${SHARED}`, `set-${BENS}`, 'joined', 'release-1']))
    expect(webhooks).toBe(5)
    expect(JSON.stringify(repositories)).not.toContain('mine')
  })

  it('exports of one course no webhooks, and of the audit and of what they did with others what is of it', async () => {
    const { store, zofia } = await filled()
    await store.journal.addAudit({ ...WHY, id: 'of-older', subject: 'course older' })
    const of = async (courseId: string): Promise<unknown> => {
      const { webhooks, audit, elsewhere } = await store.privacy.everythingOf(zofia, courseId)
      return [webhooks, new Set(audit.map(({ id }) => id)), elsewhere.contributions.map((one) => one['repositoryId'])]
    }
    expect([await of('mlops'), await of('older')]).toEqual([[0, new Set(['joined', 'release-1', `set-${HERS}`, `set-${SHARED}`]), [BENS]], [0, new Set(['of-older']), []]])
  })
})
