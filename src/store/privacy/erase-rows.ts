import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { ErasedRows } from '../../model/kept-student.ts'
import type { Tables } from '../schema.ts'
import { scopeText } from '../releases.ts'
import { fromJson, inParts } from '../text.ts'

/**
 * What becomes of each table when a repository is erased, or somebody who works on one with others. `of-repository`: its rows go with the repository; elsewhere names are taken out. `own`: see `eraseStudent`.
 * `none`: nothing of a person is in it.
 */
const WAYS: { readonly [Name in keyof Tables]: 'of-repository' | 'own' | 'none' } = {
  assessments: 'of-repository', gists: 'of-repository', readings: 'of-repository', run_inputs: 'of-repository', activities: 'of-repository', deployments: 'of-repository', probes: 'of-repository', traces: 'of-repository',
  publications: 'of-repository', events: 'of-repository', decisions: 'of-repository', statements: 'of-repository', participants: 'of-repository', enrolments: 'of-repository', counted: 'of-repository', contributions: 'of-repository', standings: 'of-repository', watch_notes: 'of-repository', wrong_verdicts: 'of-repository',
  roster: 'own', releases: 'own', work: 'own', work_marks: 'own', deliveries: 'own', facts: 'own', installations: 'own', repositories: 'own', audit: 'own', course_staff: 'own', operators: 'own', rejudgings: 'own',
  delivery_counts: 'none', turns: 'none', spending: 'none', slowings: 'none', courses: 'none', checklists: 'none', tokens: 'none', rejudging_turns: 'own',
}

type OfRepository = 'assessments' | 'gists' | 'readings' | 'run_inputs' | 'activities' | 'deployments' | 'probes' | 'traces' | 'publications' | 'events' | 'decisions' | 'statements' | 'participants' | 'enrolments' | 'counted' | 'contributions' | 'standings' | 'watch_notes' | 'wrong_verdicts'

/** The tables whose rows go with their repository. */
export const OF_REPOSITORY = (Object.keys(WAYS) as (keyof Tables)[]).filter((name): name is OfRepository => WAYS[name] === 'of-repository')

/** Counts by table what an erasing deletes and changes. */
export type Tally = { readonly deleted: (table: keyof Tables, count: number | bigint) => void; readonly changed: (table: keyof Tables, count?: number | bigint) => void; readonly rows: () => readonly ErasedRows[]; readonly mark: () => Counts; readonly backTo: (counts: Counts) => void }

type Counts = ReadonlyMap<keyof Tables, { readonly deleted: number; readonly changed: number }>

/** An empty tally; tables appear in it in the order of their names. */
export function createTally(): Tally {
  let counts = new Map<keyof Tables, { readonly deleted: number; readonly changed: number }>()
  const add = (table: keyof Tables, what: 'deleted' | 'changed', count: number | bigint): void => {
    const known = counts.get(table) ?? { deleted: 0, changed: 0 }
    counts.set(table, { ...known, [what]: known[what] + Number(count) })
  }
  return {
    deleted: (table, count) => { add(table, 'deleted', count) },
    changed: (table, count = 1) => { add(table, 'changed', count) },
    rows: () => [...counts].filter(([, { deleted, changed }]) => deleted + changed > 0).map(([table, count]) => ({ table, ...count })).sort((one, other) => one.table < other.table ? -1 : 1),
    mark: () => new Map(counts),
    backTo: (before) => { counts = new Map(before) },
  }
}

/** The ids among some repositories whose work somebody holds just now. */
export async function heldAmong(database: Kysely<Tables>, ids: readonly number[], now: number): Promise<readonly number[]> {
  const held: number[] = []
  for (const part of inParts(ids)) held.push(...(await database.selectFrom('work').select('repository_id').where('repository_id', 'in', part).where('token', 'is not', null).where('due_at', '>', now).execute()).map((row) => row.repository_id))
  return [...new Set(held)]
}

/** Deletes everything of whole repositories. Webhooks of theirs lose their text, those that wait too; what the audit says of them stays without saying of which. */
export async function eraseRepositories(transaction: Transaction<Tables>, ids: readonly number[], tally: Tally, now: number): Promise<void> {
  for (const part of inParts(ids)) {
    tally.deleted('work', (await transaction.deleteFrom('work').where('repository_id', 'in', part).executeTakeFirst()).numDeletedRows)
    for (const table of OF_REPOSITORY) tally.deleted(table, (await transaction.deleteFrom(table).where('repository_id', 'in', part).executeTakeFirst()).numDeletedRows)
    tally.deleted('repositories', (await transaction.deleteFrom('repositories').where('id', 'in', part).executeTakeFirst()).numDeletedRows)
    const deliveries = await transaction.selectFrom('deliveries').select('id').where('repository_id', 'in', part).execute()
    await emptyDeliveries(transaction, deliveries.map(({ id }) => id), tally, now)
    tally.changed('rejudgings', await leaveOutOfRejudgings(transaction, new Set(part)))
    const subjects = part.map((id) => `repository ${id}`)
    const entries = await transaction.selectFrom('audit').select('id').where('subject', 'in', subjects).execute()
    // The id of an entry may lead to a comment.
    for (const { id } of entries) await transaction.updateTable('audit').set({ id: `erased-${randomUUID()}`, subject: 'an erased repository', says: '' }).where('id', '=', id).execute()
    tally.changed('audit', entries.length)
  }
}

/** Deletes what was said about showing grades in a course, to one student where a key is given; the entries of the audit, which have the same ids, say no more whose they were. */
export async function eraseReleases(transaction: Transaction<Tables>, courseId: string, key: string | null, tally: Tally): Promise<void> {
  const all = transaction.selectFrom('releases').select('id').where('course_id', '=', courseId)
  const ids = (await (key === null ? all : all.where('scope', '=', scopeText({ kind: 'student', key }))).execute()).map(({ id }) => id)
  for (const part of inParts(ids)) {
    tally.deleted('releases', (await transaction.deleteFrom('releases').where('id', 'in', part).executeTakeFirst()).numDeletedRows)
    tally.changed('audit', (await transaction.updateTable('audit').set({ says: '' }).where('id', 'in', part).where('says', '!=', '').executeTakeFirst()).numUpdatedRows)
  }
}

/** Takes repositories out of what was judged again; gives how many re-judgings had some. */
async function leaveOutOfRejudgings(transaction: Transaction<Tables>, ids: ReadonlySet<number>): Promise<number> {
  let changed = 0
  for (const { id, repositories } of await transaction.selectFrom('rejudgings').select(['id', 'repositories']).execute()) {
    const all: readonly number[] = fromJson(repositories)
    const rest = all.filter((one) => !ids.has(one))
    if (rest.length === all.length) continue
    await transaction.updateTable('rejudgings').set({ repositories: JSON.stringify(rest) }).where('id', '=', id).execute()
    changed += 1
  }
  return changed
}

/** Empties some deliveries; those that wait to be understood, or are held, count as ignored. */
export async function emptyDeliveries(transaction: Transaction<Tables>, ids: readonly string[], tally: Tally, now: number): Promise<void> {
  for (const part of inParts(ids)) {
    const waiting = await transaction.selectFrom('deliveries').select(['name', (build) => build.fn.countAll<number>().as('count')]).where('id', 'in', part).where('result', 'in', ['waiting', 'held']).groupBy('name').execute()
    await transaction.updateTable('deliveries').set({ result: 'ignored', settled_at: now }).where('id', 'in', part).where('result', 'in', ['waiting', 'held']).execute()
    for (const { name, count } of waiting) {
      await transaction.insertInto('delivery_counts').values({ name, result: 'ignored', count: Number(count) })
        .onConflict((conflict) => conflict.columns(['name', 'result']).doUpdateSet((build) => ({ count: build('delivery_counts.count', '+', Number(count)) }))).execute()
    }
    tally.changed('deliveries', (await transaction.updateTable('deliveries').set({ body: null, says: null, repository_id: null }).where('id', 'in', part).executeTakeFirst()).numUpdatedRows)
  }
}
