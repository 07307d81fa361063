import { sql } from 'kysely'
import type { CourseSettings } from '../../model/course.ts'
import type { Backend } from '../backend.ts'
import { fromJson, inParts } from '../text.ts'
import { inTransaction } from '../transaction.ts'

const NO_TEXT = '"text":""'
const NO_REASON = '""'

/** Empties some texts of people in courses that ended or closed before a time: see `PrivacyStore.emptyTexts`. */
export async function emptyTexts(backend: Backend, before: number, most: number): Promise<number> {
  const { database } = backend
  const over = (await database.selectFrom('courses').select(['id', 'settings', 'ended_at']).execute()).filter(({ settings, ended_at }) => {
    const { closesAt } = fromJson<Partial<CourseSettings>>(settings)
    return [ended_at, closesAt ?? null].some((at) => at !== null && at < before)
  }).map(({ id }) => id)
  for (const part of inParts(over)) {
    const statements = await database.selectFrom('statements').select(['id', 'value']).where('course_id', 'in', part).where('at', '<', before).where(sql<boolean>`value not like ${`%${NO_TEXT}%`}`).orderBy('at').limit(most).execute()
    const decisions = await database.selectFrom('decisions').select('id').where('course_id', 'in', part).where('at', '<', before).where('reason', '!=', NO_REASON).orderBy('at').limit(most - statements.length).execute()
    if (statements.length + decisions.length === 0) continue
    await inTransaction(backend, (transaction) => backend.openForErasing(transaction, ['statements', 'decisions'], async () => {
      for (const { id, value } of statements) await transaction.updateTable('statements').set({ value: withoutText(value) }).where('id', '=', id).execute()
      for (const ids of inParts(decisions.map(({ id }) => id))) await transaction.updateTable('decisions').set({ reason: NO_REASON }).where('id', 'in', ids).execute()
    }))
    return statements.length + decisions.length
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
