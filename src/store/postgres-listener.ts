import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Report } from './backend.ts'

/** What work is announced on. */
export const CHANNEL = 'capstone_coach_work'

/** How long to wait before connecting again, in milliseconds: doubled each time. */
const FIRST_WAIT = 500
const LONGEST_WAIT = 30_000

export type Listener = { readonly onWork: (wake: () => void) => () => void; readonly close: () => Promise<void> }

/**
 * Listens for work on a connection of its own, from when somebody first waits for it. A connection that is lost is made again, and everybody is woken then,
 * since something may have been missed.
 */
export function listen(createClient: () => Client, report: Report): Listener {
  const waiting = new Set<() => void>()
  const closing = new AbortController()
  let client: Client | null = null
  const wakeAll = (): void => { for (const wake of waiting) wake() }

  const keepListening = async (): Promise<void> => {
    for (let wait = FIRST_WAIT; !closing.signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      const next = createClient()
      client = next
      next.on('notification', wakeAll)
      const lost = new Promise<unknown>((resolve) => { next.on('error', resolve).on('end', () => { resolve(null) }) })
      try {
        await next.connect()
        await next.query(`listen ${CHANNEL}`)
        wait = FIRST_WAIT
        wakeAll()
        const cause = await lost
        if (!closing.signal.aborted) report('The connection to PostgreSQL that listens for work was lost', cause)
      } catch (error) {
        if (!closing.signal.aborted) report('PostgreSQL could not be listened to', error)
      }
      // Not awaited: a connection that broke may never say that it ended.
      void next.end().catch(() => {})
      await pause(wait, undefined, { ref: false, signal: closing.signal }).catch(() => {})
    }
  }
  return {
    onWork: (wake) => {
      const entry = (): void => { wake() }
      waiting.add(entry)
      if (client === null) void keepListening()
      return () => { waiting.delete(entry) }
    },
    close: async () => {
      closing.abort()
      await client?.end().catch(() => {})
    },
  }
}
