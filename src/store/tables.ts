import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** A table, what its rows are told apart by, and how many of them are read at a time: fewer where a row may hold megabytes. */
export type Table = { readonly name: keyof Tables; readonly key: readonly string[]; readonly batch: number }

const SMALL = 500
const LARGE = 20

const KEYS: { readonly [Name in keyof Tables]: { readonly key: readonly (keyof Tables[Name])[]; readonly batch: number } } = {
  deliveries: { key: ['id'], batch: LARGE },
  delivery_counts: { key: ['name', 'result'], batch: SMALL },
  work: { key: ['id'], batch: SMALL },
  work_marks: { key: ['work_id', 'seq'], batch: SMALL },
  turns: { key: ['installation_id'], batch: SMALL },
  spending: { key: ['installation_id', 'measure'], batch: SMALL },
  slowings: { key: ['installation_id', 'purpose'], batch: SMALL },
  installations: { key: ['id'], batch: SMALL },
  repositories: { key: ['id'], batch: SMALL },
  publications: { key: ['repository_id', 'kind', 'place', 'round'], batch: SMALL },
  courses: { key: ['id'], batch: LARGE },
  enrolments: { key: ['course_id', 'repository_id'], batch: SMALL },
  operators: { key: ['word', 'person_id'], batch: SMALL },
  course_staff: { key: ['course_id', 'person_id', 'by', 'word'], batch: SMALL },
  participants: { key: ['course_id', 'repository_id', 'person_id'], batch: SMALL },
  checklists: { key: ['scope', 'id', 'revision'], batch: LARGE },
  roster: { key: ['course_id', 'key'], batch: SMALL },
  tokens: { key: ['id'], batch: SMALL },
  releases: { key: ['id'], batch: SMALL },
  contributions: { key: ['repository_id'], batch: LARGE },
  wrong_verdicts: { key: ['id'], batch: SMALL },
  standings: { key: ['course_id', 'repository_id'], batch: SMALL },
  facts: { key: ['key'], batch: LARGE },
  assessments: { key: ['id'], batch: LARGE },
  gists: { key: ['id'], batch: SMALL },
  readings: { key: ['repository_id', 'commit_sha'], batch: LARGE },
  run_inputs: { key: ['repository_id', 'digest', 'commit_sha'], batch: SMALL },
  activities: { key: ['repository_id', 'commit_sha'], batch: LARGE },
  deployments: { key: ['repository_id', 'environment', 'id'], batch: SMALL },
  probes: { key: ['id'], batch: SMALL },
  events: { key: ['id'], batch: SMALL },
  decisions: { key: ['id'], batch: SMALL },
  statements: { key: ['id'], batch: SMALL },
  watch_notes: { key: ['id'], batch: SMALL },
  counted: { key: ['id'], batch: LARGE },
  rejudgings: { key: ['id'], batch: SMALL },
  rejudging_turns: { key: ['id'], batch: SMALL },
  traces: { key: ['repository_id', 'commit_sha'], batch: LARGE },
  audit: { key: ['id'], batch: SMALL },
}

/** Every table of the store with its primary key, in an order in which rows may be added: what a row refers to comes first. */
export const TABLES: readonly Table[] = Object.entries(KEYS).map(([name, { key, batch }]) => ({ name: name as keyof Tables, key, batch }))

/** The tables of a database that hold a row, by name, ours or not; those that note its version are left out. */
export async function tablesWithRows(database: Kysely<Tables>, kind: 'sqlite' | 'postgres'): Promise<readonly string[]> {
  const holding: string[] = []
  for (const name of await tableNames(database, kind)) {
    if (name.startsWith('kysely_')) continue
    const { rows } = await sql`select 1 as there from ${sql.table(name)} limit 1`.execute(database)
    if (rows.length > 0) holding.push(name)
  }
  return holding
}

/** The names of all tables of a database, sorted. */
export async function tableNames(database: Kysely<Tables>, kind: 'sqlite' | 'postgres'): Promise<readonly string[]> {
  const listed = kind === 'sqlite'
    ? sql<{ readonly name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!'`
    : sql<{ readonly name: string }>`select tablename as name from pg_tables where schemaname = current_schema()`
  return (await listed.execute(database)).rows.map(({ name }) => name).sort()
}
