import { sql, type RawBuilder } from 'kysely'

/** What is slowed down for longer, in milliseconds, was so before the clock went back, and is not believed. */
export const LONGEST_SLOWING = 2 * 60 * 60_000

/** Until when work of a row's purpose is slowed down for its installation; null where it is not. */
export function slowedUntil(now: number): RawBuilder<number | null> {
  return sql`(select max(slowings.until) from slowings where slowings.installation_id = work.installation_id and slowings.rank <= work.rank and slowings.until < ${now + LONGEST_SLOWING})`
}
