import { expect, it } from 'vitest'
import type { AppendOnly, StoreSettings } from '../../src/store/backend.ts'
import { APPEND_ONLY, FIRST_SCHEMA } from '../../src/store/migrations/0001-first.ts'
import { DEFAULT_COURSE_SETTINGS } from '../../src/model/course.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aCourse } from '../support/hosting.ts'
import { delivery, NOON } from './samples.ts'

const SAID = { facts: null, problems: [] }

/** What bringing an earlier schema up to date keeps to: `fresh` names an empty database, on which `run` runs statements past the store. */
export function migrationsContract(fresh: () => Promise<StoreSettings>, run: (settings: StoreSettings, ...statements: readonly string[]) => Promise<void>, appendOnly: AppendOnly): void {
  const firstVersion = async (): Promise<StoreSettings> => {
    const settings = await fresh()
    await run(
      settings, ...FIRST_SCHEMA, ...APPEND_ONLY.flatMap(appendOnly),
      'create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null)',
      `insert into kysely_migration values ('0001-first', '2026-01-01T00:00:00.000Z')`,
      `insert into deliveries (id, name, received_at, body, result) values ('a', 'push', ${NOON}, '{}', 'waiting')`,
      `insert into courses (id, title, account_id, account_login, repositories, staff, settings, saved_at) values
        ('account-1', 'Capstone', 1, 'octo-org', '{"patterns":["*"],"topics":[],"names":[]}', '{"logins":[],"teams":[]}', '{"stuckDays":9}', ${NOON})`,
      `insert into facts (key, facts) values ('sha shell 1', '${JSON.stringify(SAID)}')`,
    )
    return settings
  }

  it('keeps what an earlier version stored, also where several start at once', async () => {
    const settings = await firstVersion()
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(settings, undefined, () => NOON)))
    for (const { deliveries, facts, courses } of stores) {
      // What a version did not know yet is as by default.
      expect(await courses.courses()).toEqual([aCourse({ id: 'account-1', title: 'Capstone', settings: { ...DEFAULT_COURSE_SETTINGS, stuckDays: 9 } })])
      expect((await deliveries.waiting(9)).map(({ id }) => id)).toEqual(['a'])
      expect([...(await facts.get(['sha shell 1'])).keys()]).toEqual(['sha shell 1'])
    }
    // Nobody knows when these were used: they count as used just now.
    expect([await stores[0]?.facts.forgetUnused(NOON, 9), await stores[0]?.facts.forgetOutdated([], NOON + 1, 9), await stores[0]?.facts.forgetUnused(NOON + 1, 9)]).toEqual([0, 0, 1])
    for (const store of stores) await store.close()
  })

  it('reads no standing that an earlier version counted, and has it counted anew', async () => {
    const settings = await fresh()
    const store = await openStore(settings)
    await store.courses.saveCourse(aCourse(), NOON)
    await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'name', since: NOON })
    // As it was written before there were forms.
    await run(settings, `insert into standings (course_id, repository_id, at, standing) values ('mlops', 42, ${NOON}, '{}')`)
    expect([await store.standings.of('mlops'), await store.standings.workers('mlops'), await store.standings.outdated('mlops', '')]).toEqual([[], [], [42]])
    await store.close()
  })

  it('refuses what a later version left, and says what it was', async () => {
    const settings = await firstVersion()
    await (await openStore(settings)).close()
    await run(settings, `insert into kysely_migration values ('9999-later', '2999-01-01')`)
    await expect(openStore(settings)).rejects.toThrow('The database was brought up to date by a later version of the App (9999-later)')
  })

  it('changes nothing where it cannot be done whole', async () => {
    const settings = await firstVersion()
    // In the way of the last statement of a migration.
    await run(settings, 'create index facts_by_extractor on deliveries (id)')
    await expect(openStore(settings)).rejects.toThrow(/could not be brought up to date: .*facts_by_extractor/)
    await run(settings, 'drop index facts_by_extractor')
    const store = await openStore(settings)
    expect((await store.deliveries.waiting(9)).map(({ id }) => id)).toEqual(['a'])
    await store.close()
  })

  it('lets an earlier version that still runs go on writing what it writes', async () => {
    const settings = await firstVersion()
    const store = await openStore(settings)
    await run(settings, `insert into facts (key, facts) values ('sha shell 2', '${JSON.stringify(SAID)}')`, `insert into deliveries (id, name, received_at, body, result) values ('b', 'push', ${NOON + 1}, '{}', 'waiting')`)
    expect((await store.facts.get(['sha shell 2'])).get('sha shell 2')).toEqual(SAID)
    expect(await store.deliveries.waiting(9)).toEqual([
      delivery('a', { installationId: null, repositoryId: null, body: '{}' }), delivery('b', { installationId: null, repositoryId: null, body: '{}', receivedAt: NOON + 1 }),
    ])
    await store.close()
  })
}
