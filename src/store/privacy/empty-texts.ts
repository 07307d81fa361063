import { sql } from 'kysely'
import type { CourseSettings } from '../../model/course.ts'
import type { Backend } from '../backend.ts'
import { fromJson, inParts } from '../text.ts'
import { inTransaction } from '../transaction.ts'

const NO_TEXT = '"text":""'
const NO_REASON = '""'
/** Tables with a reason, which is JSON. */
const REASONED = ['decisions', 'rejudgings', 'rejudging_turns', 'releases', 'watch_notes', 'wrong_verdicts'] as const

/** Empties some texts of people in courses that ended or closed before a time: see `PrivacyStore.emptyTexts`. */
export async function emptyTexts(backend: Backend, before: number, most: number): Promise<number> {
  const { database } = backend
  const over = (await database.selectFrom('courses').select(['id', 'settings', 'ended_at']).execute()).filter(({ settings, ended_at }) => {
    const { closesAt } = fromJson<Partial<CourseSettings>>(settings)
    return [ended_at, closesAt ?? null].some((at) => at !== null && at < before)
  }).map(({ id }) => id)
  for (const part of inParts(over)) {
    const statements = await database.selectFrom('statements').select(['id', 'value']).where('course_id', 'in', part).where('at', '<', before).where(sql<boolean>`value not like ${`%${NO_TEXT}%`}`).orderBy('at').limit(most).execute()
    let left = most - statements.length
    const reasoned = new Map<(typeof REASONED)[number], readonly string[]>()
    for (const table of REASONED) {
      const ofCourse = table === 'rejudging_turns' ? sql<boolean>`rejudging_id in (select id from rejudgings where course_id in (${sql.join(part)}))` : sql<boolean>`course_id in (${sql.join(part)})`
      const rows = await database.selectFrom(table).select('id').where(ofCourse).where('at', '<', before).where('reason', '!=', NO_REASON).orderBy('at').limit(left).execute()
      reasoned.set(table, rows.map(({ id }) => id))
      left -= rows.length
    }
    if (left === most) continue
    await inTransaction(backend, (transaction) => backend.openForErasing(transaction, ['statements', ...REASONED], async () => {
      for (const { id, value } of statements) await transaction.updateTable('statements').set({ value: withoutText(value) }).where('id', '=', id).execute()
      for (const [table, all] of reasoned) for (const ids of inParts(all)) await transaction.updateTable(table).set({ reason: NO_REASON }).where('id', 'in', ids).execute()
    }))
    return most - left
  }
  return 0
}

/** What an answer was read as stays, without the words that it was read from. */
function withoutText(value: string): string {
  const without = (part: unknown, key: string): unknown => {
    if (typeof part === 'string') return key === 'text' || key === 'words' ? '' : part
    if (Array.isArray(part)) return part.map((one: unknown) => without(one, key))
    return typeof part === 'object' && part !== null ? Object.fromEntries(Object.entries(part).map(([name, one]) => [name, without(one, name)])) : part
  }
  const fields: object = fromJson(value)
  return JSON.stringify({ ...without(fields, '') as object, text: '' })
}
