/** Webhooks that wait to be answered, and whether they are a crowd for which other work gives way. */
export type Crowd = {
  /** Counts one as waiting until it is answered. */
  readonly waits: <Answer>(answer: Promise<Answer>) => Promise<Answer>
  /** Whether many waited at once, and for long, within the last second. */
  readonly isThere: () => boolean
  /** Whether a piece of other work may begin now: always without a crowd, else once a second. Who is told so begins one. */
  readonly mayBegin: () => boolean
}

/** A class at its deadline sends some ten a second; each of them is answered within milliseconds, or alone where the disk is slow. */
const MANY = 16
/** In milliseconds, as everything here. */
const LONG = 40
const LASTS = 1000
/** Verdicts go on being told, however long a crowd stays. */
const BETWEEN_WORK = 1000
/** A round of other work rests for so many times what the one before it took, and within these bounds: most of the time is the crowd's, and it goes on all the same. */
const REST = { times: 3, least: 50, most: 1000 }

/** Watches how webhooks are answered, by a clock that is never set back: GitHub takes none for delivered that waits for more than 10 s, while a verdict may come later. */
export function createCrowd(now: () => number): Crowd {
  const waiting = new Set<{ readonly since: number }>()
  let [seenAt, begunAt] = [-Infinity, -Infinity]
  const look = (): void => {
    const [first] = waiting
    if (waiting.size >= MANY && first !== undefined && now() - first.since > LONG) seenAt = now()
  }
  const isThere = (): boolean => {
    look()
    return now() < seenAt + LASTS
  }
  return {
    async waits(answer) {
      const one = { since: now() }
      waiting.add(one)
      try {
        return await answer
      } finally {
        look()
        waiting.delete(one)
      }
    },
    isThere,
    mayBegin: () => {
      if (isThere() && now() < begunAt + BETWEEN_WORK) return false
      begunAt = now()
      return true
    },
  }
}

/** Awaited before each round of other work: without a crowd it is over at once; beside one the work rests first. Times are in milliseconds. */
export function givingWayTo({ isThere }: Pick<Crowd, 'isThere'>, now: () => number, sleep: (milliseconds: number) => Promise<unknown>): () => Promise<void> {
  let begunAt = now()
  return async () => {
    if (isThere()) await sleep(Math.min(REST.most, Math.max(REST.least, REST.times * (now() - begunAt))))
    begunAt = now()
  }
}
