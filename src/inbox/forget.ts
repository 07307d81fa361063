import type { ForgottenKind, Log, Meters } from '../flow/ports/operation-ports.ts'
import type { PrivacyStore } from '../flow/ports/privacy-port.ts'
import type { ProbeStore } from '../flow/ports/probe-ports.ts'
import type { DeliveryStore, FactArchive } from '../flow/ports/store-ports.ts'

export type ForgetParts = {
  readonly deliveries: Pick<DeliveryStore, 'forgetBodies' | 'forgetSettled'>
  readonly facts: Pick<FactArchive, 'forgetUnused' | 'forgetOutdated'>
  readonly probes: Pick<ProbeStore, 'forget'>
  readonly privacy: Pick<PrivacyStore, 'emptyTexts'>
  /** For how long settled deliveries are kept, in days. */
  readonly keepDays: number
  /** For how long texts of people are kept once their course is over, in days; 0 for ever. */
  readonly keepTextDays: number
  /** What reads files now, as `extractorName` writes it. */
  readonly extractors: readonly string[]
  readonly now: () => number
  readonly meters: Pick<Meters, 'forgotten'>
  readonly log: Log
}

const DAY = 86_400_000
/** So long a body is kept: an operator may have to look at it. */
const BODIES_KEPT = 7 * DAY
/** A pause between two terms, and some. */
const UNUSED_FACTS_KEPT = 120 * DAY
/** As long as a term: what an assessment rests on is in its own record. */
const PROBES_KEPT = 120 * DAY
/** While an older version runs beside this one, or is gone back to, it finds what it uses. */
const OUTDATED_FACTS_KEPT = 2 * DAY
/** One batch locks the store for some milliseconds; what a round leaves is for the next one. */
const A_BATCH = 200
const MOST_BATCHES = 500

/** Makes the round that forgets what nobody needs any more, in batches, so that others get their turn between them. What was judged, what happened and what people decided is never forgotten; where the operator says so, the texts of it are emptied some time after their course is over. */
export function createForget({ deliveries, facts, probes, privacy, keepDays, keepTextDays, extractors, now, meters, log }: ForgetParts): (isStopping: () => boolean) => Promise<void> {
  return async (isStopping) => {
    const at = now()
    const batches: readonly (readonly [ForgottenKind, () => Promise<number>])[] = [
      ['bodies', () => deliveries.forgetBodies(at - Math.min(BODIES_KEPT, keepDays * DAY), A_BATCH)],
      ['deliveries', () => deliveries.forgetSettled(at - keepDays * DAY, A_BATCH)],
      ['outdated-facts', () => facts.forgetOutdated(extractors, at - OUTDATED_FACTS_KEPT, A_BATCH)],
      ['probes', () => probes.forget(at - PROBES_KEPT, A_BATCH)],
      ['unused-facts', () => facts.forgetUnused(at - UNUSED_FACTS_KEPT, A_BATCH)],
      ...keepTextDays === 0 ? [] : [['texts', () => privacy.emptyTexts(at - keepTextDays * DAY, A_BATCH)]] as const,
    ]
    for (const [kind, batch] of batches) {
      let count = 0
      for (let times = 0, last = A_BATCH; times < MOST_BATCHES && last >= A_BATCH && !isStopping(); times += 1) {
        last = await batch()
        count += last
        meters.forgotten(kind, last)
      }
      if (count > 0) log.info('what is no longer needed was forgotten', { kind, count })
    }
  }
}
