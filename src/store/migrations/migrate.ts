import { Migrator, sql } from 'kysely'
import type { Kysely, Migration } from 'kysely'
import type { AppendOnly } from '../backend.ts'
import type { Tables } from '../schema.ts'
import { saysOf } from '../text.ts'
import { APPEND_ONLY, FIRST_SCHEMA } from './0001-first.ts'
import { usesOfFacts } from './0002-uses-of-facts.ts'
import { COURSES_AND_STAFF } from './0003-courses.ts'
import { PROBES } from './0004-probes.ts'
import { READINGS } from './0005-readings.ts'
import { DECISIONS } from './0006-decisions.ts'
import { DEPLOYMENTS } from './0007-deployments.ts'
import { ROSTER } from './0008-roster.ts'
import { CHECKLISTS } from './0009-checklists.ts'
import { ASSISTANTS } from './0010-assistants.ts'
import { TOKENS } from './0011-tokens.ts'
import { COUNTED, COUNTED_APPEND_ONLY } from './0012-counted.ts'
import { RELEASES } from './0013-releases.ts'
import { GISTS } from './0014-gists.ts'
import { CONTRIBUTIONS } from './0015-contributions.ts'
import { TEMPLATES } from './0016-templates.ts'
import { STANDINGS } from './0017-standings.ts'
import { WATCH_NOTES } from './0018-watch-notes.ts'
import { SET_ASIDE } from './0019-set-aside.ts'
import { WRONG_VERDICTS } from './0020-wrong-verdicts.ts'
import { GRADE_STATES } from './0021-grade-states.ts'
import { OPERATORS } from './0022-operators.ts'
import { HELD } from './0023-held.ts'
import { STANDING_FORMS } from './0024-standing-forms.ts'
import { PACE } from './0025-pace.ts'

/**
 * Brings the schema up to date, in one transaction; where it is, nothing is changed. Several processes may do so at once: one of them does it, the others wait.
 * Throws where it fails, or where the database was made by a newer version. `last` ends with an earlier migration, as the version did that had it last.
 */
export async function migrate(database: Kysely<Tables>, appendOnly: AppendOnly, now: number, last: string | null = null): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(migrationsOf(appendOnly, now)) } })
  const { error } = last === null ? await migrator.migrateToLatest() : await migrator.migrateTo(last)
  if (error === undefined) return
  const unknown = await unknownMigrations(database)
  if (unknown.length > 0) throw new Error(`The database was brought up to date by a later version of the App (${unknown.join(', ')}): start that one, or go back to a backup from before the update`, { cause: error })
  throw new Error(`The schema of the database could not be brought up to date: ${saysOf(error)}`, { cause: error })
}

/** The migrations of a database that this version does not have; none where that cannot be told. */
async function unknownMigrations(database: Kysely<Tables>): Promise<readonly string[]> {
  const known = migrationNames()
  const executed = await sql<{ readonly name: string }>`select name from kysely_migration order by name`.execute(database).catch(() => ({ rows: [] }))
  return executed.rows.map(({ name }) => name).filter((name) => !known.includes(name))
}

/** The names of all migrations: a database whose schema is this version's has all of them and no other. */
export function migrationNames(): readonly string[] {
  return Object.keys(migrationsOf(() => [], 0))
}

/** Every migration by its name, in the order of the names. One that was released is never changed: a change is a further one. */
function migrationsOf(appendOnly: AppendOnly, now: number): Readonly<Record<string, Migration>> {
  return {
    '0001-first': statements([...FIRST_SCHEMA, ...APPEND_ONLY.flatMap(appendOnly)]),
    '0002-uses-of-facts': statements(usesOfFacts(now)),
    '0003-courses': statements(COURSES_AND_STAFF),
    '0004-probes': statements(PROBES),
    '0005-readings': statements(READINGS),
    '0006-decisions': statements([...DECISIONS, ...appendOnly('statements')]),
    '0007-deployments': statements(DEPLOYMENTS),
    '0008-roster': statements(ROSTER),
    '0009-checklists': statements([...CHECKLISTS, ...appendOnly('checklists')]),
    '0010-assistants': statements(ASSISTANTS),
    '0011-tokens': statements(TOKENS),
    '0012-counted': statements([...COUNTED, ...COUNTED_APPEND_ONLY.flatMap(appendOnly)]),
    '0013-releases': statements([...RELEASES, ...appendOnly('releases')]),
    '0014-gists': statements([...GISTS, ...appendOnly('gists')]),
    '0015-contributions': statements(CONTRIBUTIONS),
    '0016-templates': statements(TEMPLATES),
    '0017-standings': statements(STANDINGS),
    '0018-watch-notes': statements([...WATCH_NOTES, ...appendOnly('watch_notes')]),
    '0019-set-aside': statements(SET_ASIDE),
    '0020-wrong-verdicts': statements([...WRONG_VERDICTS, ...appendOnly('wrong_verdicts')]),
    '0021-grade-states': statements(GRADE_STATES),
    '0022-operators': statements(OPERATORS),
    '0023-held': statements(HELD),
    '0024-standing-forms': statements(STANDING_FORMS),
    '0025-pace': statements(PACE),
  }
}

function statements(texts: readonly string[]): Migration {
  return { up: async (database) => { for (const text of texts) await sql.raw(text).execute(database) } }
}
