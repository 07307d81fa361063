import type { Cost, PaceReason } from '../../model/pace.ts'
import { rankOf, type Purpose } from '../../model/purpose.ts'
import { hourFreeAt, type HourHeard } from './hour-rest.ts'
import type { PaceStore, Room, SlowedDown } from '../ports/pace-port.ts'
import { createPocket } from './pocket.ts'
import { spend } from './spend.ts'
import type { Rates } from './rates.ts'

/** What a request does, as far as limits tell it apart: `content` is created for others to read, `check-run` perhaps is. */
export type Act = 'read' | 'query' | 'write' | 'content' | 'check-run'

export type Wish = { readonly act: Act; readonly purpose: Purpose }

/** The request may be sent now, and `end` is called when it was answered or failed; or it may not, and why. */
export type Entered = { readonly ok: true; readonly end: () => void } | { readonly ok: false; readonly until: number; readonly reason: PaceReason }

/** Says when the requests of one installation may be sent. */
export type Pacer = {
  /** Resolves when a request may be sent: at once or after some seconds; or with why not, where it would take longer. Those for a purpose that goes first go first. */
  readonly enter: (wish: Wish) => Promise<Entered>
  /** Whether work for a purpose may begin. */
  readonly room: (purpose: Purpose) => Promise<Room>
  /** Takes what an answer told of the hour's requests. */
  readonly heard: (of: 'rest' | 'graphql', hour: HourHeard) => void
}

export type PacerParts = {
  readonly installationId: number
  readonly rates: Rates
  readonly checkRunsAreContent: boolean
  readonly store: Pick<PaceStore, 'spend' | 'levels'>
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<unknown>
  readonly onSlow: (slowed: SlowedDown) => void
}

/** The longest wait within the process, in milliseconds: whoever waits keeps a worker. */
const MOST_WAIT = 10_000
/** A wait that is told. */
const TOLD_WAIT = 1000
/** Of this process; five processes together stay below GitHub's hundred. */
const MOST_AT_ONCE = 20

/** Ends of an hour that lie so near together are one. */
const SAME_HOUR = 60_000

/** How much of what may be spent at once each purpose leaves to those before it; and how much more where work only begins, so that what has begun comes to its end. */
const LEAVES: Readonly<Record<Purpose, number>> = { answer: 0, verdict: 0.15, 'first-word': 0.4, upkeep: 0.5 }
const MORE_TO_BEGIN = 0.1
/** Eyes, a thumb up and a comment: an answer that began and lacks the last of them would take the first again with each try. */
const AN_ANSWER: Cost = { measure: 'content-hour', least: 3, most: 3 }

type Waiting = Wish & { readonly since: number; readonly enter: (entered: Entered) => void }

/** A pacer with nothing heard. */
export function createPacer(parts: PacerParts): Pacer {
  const { installationId, rates, checkRunsAreContent, store, now, sleep, onSlow } = parts
  const pocket = createPocket(parts)
  const heard: { rest: HourHeard | null; graphql: HourHeard | null } = { rest: null, graphql: null }
  const underWay = { rest: 0, graphql: 0 }
  const heldFor = new WeakMap<Waiting, PaceReason>()
  let waiting: readonly Waiting[] = []
  let wake = (): void => {}
  let isPumping = false

  const settle = (one: Waiting, entered: Entered): void => {
    waiting = waiting.filter((other) => other !== one)
    one.enter(entered)
  }
  /** Lets one in, or gives when to try again and why. */
  const attempt = async (one: Waiting): Promise<{ readonly at: number; readonly reason: PaceReason } | null> => {
    const of = one.act === 'query' ? 'graphql' : 'rest'
    if (underWay.rest + underWay.graphql >= MOST_AT_ONCE) return { at: Infinity, reason: 'at-once' }
    const at = hourFreeAt(heard[of], underWay[of], { purpose: one.purpose, begins: false }, now())
    if (at > now()) return { at, reason: 'requests-hour' }
    // A store that fails tells whoever works for the installation soon enough.
    const paid = await pocket.pay(costsOf(one.act, checkRunsAreContent), one.purpose, LEAVES[one.purpose]).catch(() => null)
    if (paid !== null && !paid.ok) return { at: paid.at, reason: paid.measure }
    underWay[of] += 1
    const waited = now() - one.since
    if (waited >= TOLD_WAIT) onSlow({ installationId, purpose: one.purpose, reason: heldFor.get(one) ?? 'at-once', how: 'waited', until: now(), seconds: waited / 1000 })
    settle(one, { ok: true, end: () => { underWay[of] -= 1; wake() } })
    return null
  }
  const pump = async (): Promise<void> => {
    isPumping = true
    while (waiting.length > 0) {
      const woken = new Promise<void>((resolve) => { wake = resolve })
      let earliest = Infinity
      let wasLetIn = false
      const held = new Set<string>()
      for (const one of waiting.toSorted((left, right) => rankOf(left.purpose) - rankOf(right.purpose) || left.since - right.since)) {
        // Whoever came first of those that are alike goes first.
        if (held.has(`${one.purpose} ${one.act}`)) continue
        const kept = await attempt(one)
        if (kept === null) wasLetIn = true
        else if (kept.at - one.since > MOST_WAIT && kept.at !== Infinity) settle(one, { ok: false, until: kept.at, reason: kept.reason })
        else {
          held.add(`${one.purpose} ${one.act}`)
          heldFor.set(one, kept.reason)
          earliest = Math.min(earliest, kept.at)
        }
      }
      if (waiting.length > 0 && !wasLetIn) await Promise.race([woken, ...earliest === Infinity ? [] : [sleep(Math.max(1, earliest - now()))]])
    }
    isPumping = false
  }
  const fullUp = (purpose: Purpose, room: NonNullable<Room>): Room => {
    if (purpose === 'first-word') onSlow({ installationId, purpose, ...room, how: 'left-out', seconds: 0 })
    return room
  }
  return {
    enter: (wish) => new Promise((enter) => {
      waiting = [...waiting, { ...wish, since: now(), enter }]
      if (isPumping) wake()
      else void pump()
    }),
    async room(purpose) {
      const at = now()
      const free = Math.max(...(['rest', 'graphql'] as const).map((of) => hourFreeAt(heard[of], underWay[of], { purpose, begins: true }, at)))
      if (free > at) return fullUp(purpose, { until: free, reason: 'requests-hour' })
      // Where little may be spent at once, what begins with less than an answer takes would keep answers waiting for ever.
      const costs = purpose === 'answer' ? [AN_ANSWER] : costsOf('check-run', checkRunsAreContent).map((cost) => cost.measure === AN_ANSWER.measure ? AN_ANSWER : cost)
      // What comes back within seconds is waited for in the process, where somebody waits.
      const asked = purpose === 'first-word' || purpose === 'upkeep' ? costs : costs.filter(({ measure }) => measure === 'content-hour')
      if (asked.length === 0) return null
      const { spent } = spend(await store.levels(installationId), asked, LEAVES[purpose] + (purpose === 'answer' ? 0 : MORE_TO_BEGIN), rates, at)
      if (spent.ok) return null
      return fullUp(purpose, { until: spent.at, reason: spent.measure })
    },
    heard: (of, hour) => {
      const before = heard[of]
      // Answers overtake each other: within one hour there is never more left than was told.
      const isSameHour = before !== null && Math.abs(before.resetAt - hour.resetAt) < SAME_HOUR && before.limit === hour.limit
      heard[of] = isSameHour ? { ...hour, remaining: Math.min(before.remaining, hour.remaining) } : hour
    },
  }
}

/** What a request takes of each measure. */
function costsOf(act: Act, checkRunsAreContent: boolean): readonly Cost[] {
  const one = { least: 1, most: 1 }
  if (act === 'query') return [{ measure: 'graphql-points', ...one }]
  if (act === 'read') return [{ measure: 'rest-points', ...one }]
  const points: Cost = { measure: 'rest-points', least: 5, most: 5 }
  const isContent = act === 'content' || (act === 'check-run' && checkRunsAreContent)
  return isContent ? [points, { measure: 'content-minute', ...one }, { measure: 'content-hour', ...one }] : [points]
}
