import type { Log, Meters } from '../ports/operation-ports.ts'
import type { PaceStore, SlowedDown } from '../ports/pace-port.ts'
import { paceWords } from '../../report/words/pace-words.ts'

/** Tells that the App slows itself down: each time in numbers, once an episode in the log, and now and then in the store, for the page of operations. */
export type PaceTeller = {
  readonly slowed: (slowed: SlowedDown) => void
  /** Tells which episodes are over; called now and then. */
  readonly look: () => void
}

export type PaceTelling = { readonly meters: Pick<Meters, 'slowed' | 'isSlow'>; readonly log: Log; readonly pace: Pick<PaceStore, 'slow'>; readonly now: () => number }

type Episode = { readonly since: number; until: number; keptAt: number }

/** An episode is over when nothing was slowed down for so long, in milliseconds. */
const OVER = 120_000
/** Between two notes in the store. */
const KEEP_EVERY = 10_000

/** A teller with nothing to tell. */
export function createPaceTeller({ meters, log, pace, now }: PaceTelling): PaceTeller {
  const episodes = new Map<number, Episode>()
  return {
    slowed(slowed) {
      const { installationId, purpose, reason, until, how } = slowed
      const at = now()
      meters.slowed(slowed)
      const episode = episodes.get(installationId) ?? { since: at, until, keptAt: 0 }
      if (!episodes.has(installationId)) {
        meters.isSlow(installationId, true)
        log.info(`slowing down for an account before GitHub does: ${paceWords(reason)}`, { installation: installationId, purpose, until: new Date(until).toISOString() })
      }
      episodes.set(installationId, episode)
      episode.until = Math.max(episode.until, until)
      // Work that was put off is noted by whoever puts it off; what waits within the process holds nothing back.
      if (how === 'put-off' || at - episode.keptAt < KEEP_EVERY) return
      episode.keptAt = at
      pace.slow({ installationId, purpose: how === 'left-out' ? 'first-word' : purpose, until: Math.min(until, at), reason }, at).catch((error: unknown) => { log.error('that the App slows down could not be noted', { installation: installationId }, error) })
    },
    look() {
      const at = now()
      for (const [installationId, { since, until }] of episodes) {
        if (at - until < OVER) continue
        episodes.delete(installationId)
        meters.isSlow(installationId, false)
        log.info('no longer slowed down for an account', { installation: installationId, seconds: Math.round((until - since) / 1000) })
      }
    },
  }
}
