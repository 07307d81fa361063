import type { Failure } from './failure.ts'
import { createPatience, type Clock } from './patience.ts'

export type Resource = 'rest' | 'graphql'

/** How one request bears failures. */
export type Bearing = {
  /** Resolves when it may be sent; a failure says that it may not. */
  readonly ready: () => Promise<Failure | null>
  /** Whether it is to be sent again after a failure, once what is to be waited for was waited for. */
  readonly again: (failure: Failure) => Promise<boolean>
}

/** What a connection does about failures, for all its requests. */
export type Manners = {
  readonly begin: (resource: Resource) => Bearing
  readonly answered: () => void
  /** Why nothing more is sent, or null: the token is refused, GitHub is gone, or its limit ends too late to wait for. */
  readonly halted: () => Failure | null
}

/** A pause before each repetition, in milliseconds. */
const PAUSES = [1000, 4000]
const MOST_LIMITS = 4

/** For a person who waits in front of it: what passes is tried again, a short limit is waited for, and what would fail every request ends them all. */
export function patientManners(clock: Clock, onWait: (seconds: number) => void): Manners {
  const patience = createPatience(clock, onWait)
  const halts: Record<Resource, Failure | null> = { rest: null, graphql: null }
  let answered = false
  return {
    answered: () => { answered = true },
    halted: () => halts.rest,
    begin(resource) {
      const pauses = [...PAUSES]
      let limits = 0
      return {
        async ready() {
          const halt = halts[resource]
          if (halt === null) await patience.ready()
          return halt
        },
        async again(failure) {
          if (failure.kind === 'rate-limit' && limits < MOST_LIMITS && patience.putOff(failure.until)) {
            limits += 1
            return true
          }
          const pause = isPassing(failure, resource) && (answered || !isNowhere(failure)) ? pauses.shift() : undefined
          if (pause === undefined) {
            if (isFinal(failure)) halts[resource] = failure
            if (isFinal(failure) && !(failure.kind === 'rate-limit' && !failure.secondary)) Object.assign(halts, { rest: failure, graphql: failure })
            return false
          }
          await clock.sleep(pause)
          return true
        },
      }
    },
  }
}

/**
 * For a queue behind it: nothing is waited for or repeated. Until a limit ends, requests fail with it unsent. A token that is refused is renewed before the
 * next request (`renew` sees to it), once for each.
 */
export function promptManners(now: () => number, renew: () => void): Manners {
  const limits: Record<Resource, Failure & { readonly kind: 'rate-limit' } | null> = { rest: null, graphql: null }
  return {
    answered: () => {},
    halted: () => null,
    begin(resource) {
      let renewed = false
      return {
        ready() {
          const limit = limits[resource]
          return Promise.resolve(limit !== null && limit.until > now() ? limit : null)
        },
        again(failure) {
          if (failure.kind === 'rate-limit') Object.assign(limits, failure.secondary ? { rest: failure, graphql: failure } : { [resource]: failure })
          const isToRenew = failure.kind === 'unauthorized' && !renewed
          if (isToRenew) renew()
          renewed ||= isToRenew
          return Promise.resolve(isToRenew)
        },
      }
    },
  }
}

/** Whether the same request may succeed a moment later. A query that took too long would do so again. */
function isPassing({ kind }: Failure, resource: Resource): boolean {
  return kind === 'unreachable' || (resource === 'rest' && (kind === 'unavailable' || kind === 'timeout'))
}

/** Whether a first request failed for a wrong address, a refused certificate or no network at all: waiting would not help. */
function isNowhere(failure: Failure): boolean {
  return failure.kind === 'unreachable' && /^(?:ENOTFOUND|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH)$|CERT/.test(failure.code)
}

/** Whether every other request would fail alike. A limit of requests that starts anew is counted for REST and GraphQL apart. */
function isFinal({ kind }: Failure): boolean {
  return kind === 'unauthorized' || kind === 'rate-limit' || kind === 'unreachable' || kind === 'closed'
}
