import { setTimeout as wait } from 'node:timers/promises'

/** The time and how to wait, in milliseconds. */
export type Clock = { readonly now: () => number; readonly sleep: (milliseconds: number) => Promise<void> }

/** The time of this machine. */
export const SYSTEM_CLOCK: Clock = { now: () => Date.now(), sleep: async (milliseconds) => { await wait(milliseconds) } }

/** How long one wait may be, and all of them together: whoever asked sits in front of it. */
const LONGEST_WAIT = 65_000
const LONGEST_TOGETHER = 180_000

export type Patience = {
  /** Resolves when nothing is to be waited for. */
  readonly ready: () => Promise<void>
  /** Puts every request off until a time, if that is near enough; false where it is too long to wait for. */
  readonly putOff: (until: number) => boolean
}

/** Waits for a whole connection: where one request meets a limit, the others would meet it too. `onWait` is told how many seconds. */
export function createPatience(clock: Clock, onWait: (seconds: number) => void): Patience {
  let resumeAt = 0
  let together = 0
  return {
    async ready() {
      for (let rest = resumeAt - clock.now(); rest > 0; rest = resumeAt - clock.now()) await clock.sleep(rest)
    },
    putOff(until) {
      const now = clock.now()
      const more = until - Math.max(now, resumeAt)
      if (until - now > LONGEST_WAIT || together + Math.max(more, 0) > LONGEST_TOGETHER) return false
      if (more <= 0) return true
      together += more
      resumeAt = until
      onWait(Math.ceil((until - now) / 1000))
      return true
    },
  }
}
