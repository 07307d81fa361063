import type { AppPort, ListedDelivery } from '../flow/ports/github-ports.ts'
import type { Log } from '../flow/ports/operation-ports.ts'
import type { DeliveryStore } from '../flow/ports/store-ports.ts'

export type AskingAgain = { readonly app: Pick<AppPort, 'deliveries' | 'redeliver'>; readonly deliveries: Pick<DeliveryStore, 'known' | 'newest'>; readonly now: () => number; readonly log: Log }

const MINUTE = 60_000
/** GitHub keeps deliveries for so long. */
const KEPT = 3 * 24 * 60 * MINUTE
/** Before the newest stored delivery: a look that failed may have missed something, a state that is read anew by the sweep may not. */
const OVERLAP_AT_START = 60 * MINUTE
const OVERLAP = 10 * MINUTE
const MOST_AT_ONCE = 200
/** One that fails each time fails for a reason of its own. */
const MOST_TIMES = 5

/**
 * Makes the look for deliveries that did not arrive: asks GitHub to send those again which never succeeded and are not stored, oldest first. Attempts are
 * grouped by the id of their delivery. What could not be looked at or asked for is looked at again the next time.
 */
export function createAskAgain({ app, deliveries, now, log }: AskingAgain): () => Promise<void> {
  const asked = new Map<string, number>()
  let lookedUntil: number | null = null
  return async () => {
    const started = now()
    const listed = await app.deliveries(Math.max(started - KEPT, lookedUntil === null ? (await deliveries.newest() ?? 0) - OVERLAP_AT_START : lookedUntil - OVERLAP))
    if (!listed.ok) return log.warn(`deliveries could not be listed: ${listed.trouble.says}`)
    const failed = failedOf(listed.value)
    const known = await deliveries.known(failed.map(({ guid }) => guid))
    const missing = failed.filter(({ guid }) => !known.has(guid) && (asked.get(guid) ?? 0) < MOST_TIMES)
    let sent = 0
    for (const { guid, attemptId } of missing.slice(0, MOST_AT_ONCE)) {
      const answer = await app.redeliver(attemptId)
      if (!answer.ok && answer.trouble.kind !== 'gone' && answer.trouble.kind !== 'refused') {
        log.warn(`a delivery could not be asked for again: ${answer.trouble.says}`, { delivery: guid })
        break
      }
      asked.set(guid, (asked.get(guid) ?? 0) + 1)
      sent += 1
    }
    const left = missing[sent]
    lookedUntil = left === undefined ? started : Math.min(started, left.deliveredAt)
    if (missing.length > 0) log.info('deliveries that had not arrived were asked for again', { missing: missing.length, sent })
    for (const guid of [...asked.keys()].slice(0, Math.max(0, asked.size - 10_000))) asked.delete(guid)
  }
}

/** The newest attempt of each delivery of which no attempt succeeded, in the order of their first. */
function failedOf(attempts: readonly ListedDelivery[]): readonly ListedDelivery[] {
  const byGuid = new Map<string, ListedDelivery[]>()
  for (const attempt of attempts.toSorted((one, other) => one.deliveredAt - other.deliveredAt)) {
    const others = byGuid.get(attempt.guid)
    if (others === undefined) byGuid.set(attempt.guid, [attempt])
    else others.push(attempt)
  }
  return [...byGuid.values()].flatMap((all) => all.some(({ succeeded }) => succeeded) ? [] : all.slice(-1))
}
