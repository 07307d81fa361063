import type { Caller } from '../state/world.ts'

/**
 * What is enforced on each installation and each person: `requestsAnHour` of REST and as many of GraphQL, whose headers tell of it; and GitHub's secondary limits, which tell nothing
 * before they are met (null for no such limit): points within any minute (a request that reads takes 1, one that writes 5), requests that are under way at once, and content that is
 * created for others to read within any minute and any hour. Whether a check run is such content GitHub says nowhere.
 */
export type Limits = {
  readonly requestsAnHour: number
  readonly restPointsAMinute: number | null
  readonly graphqlPointsAMinute: number | null
  readonly atOnce: number | null
  readonly contentAMinute: number | null
  readonly contentAnHour: number | null
  readonly checkRunsAreContent: boolean
}

/** Limits that nothing is refused by but 5,000 requests an hour. */
export const USUAL_LIMITS: Limits = { requestsAnHour: 5000, restPointsAMinute: null, graphqlPointsAMinute: null, atOnce: null, contentAMinute: null, contentAnHour: null, checkRunsAreContent: true }

/** GitHub's limits as it documents them, for an account of up to 20 repositories and people. */
export const DOCUMENTED_LIMITS: Limits = { requestsAnHour: 5000, restPointsAMinute: 900, graphqlPointsAMinute: 2000, atOnce: 100, contentAMinute: 80, contentAnHour: 500, checkRunsAreContent: true }

const HOUR = 3_600_000
const MINUTE = 60_000
const POINTS = { reads: 1, writes: 5 }

/** What a request is to the limits. */
export type Metered = { readonly caller: Caller | null; readonly method: string; readonly operation: string | null }

/** Counts what each caller does. */
export type Meter = {
  /** The headers for one more request of a caller; `over` where the hour's number is used up. */
  readonly count: (metered: Metered, now: number) => { readonly headers: Readonly<Record<string, string>>; readonly over: boolean; readonly resetAt: number }
  /** The secondary limit that one more request breaks, which is not carried out then; null where it counts and is under way until `end`. */
  readonly begin: (metered: Metered, now: number) => keyof Limits | null
  readonly end: (metered: Metered) => void
  /** What was refused, in order. */
  readonly refusals: () => readonly Refusal[]
}

/** A request that a limit refused: which limit, which operation of GitHub's. */
export type Refusal = { readonly limit: keyof Limits; readonly operation: string | null; readonly at: number }

/** A meter with nothing counted. */
export function createMeter(limits: Limits): Meter {
  const used = new Map<string, number>()
  const underWay = new Map<string, number>()
  const refusals: Refusal[] = []
  const windows = new Map<string, { readonly at: number; readonly amount: number }[]>()
  /** What was counted by a name within a time, older entries left out. */
  const within = (name: string, milliseconds: number, now: number): { readonly at: number; readonly amount: number }[] => {
    const entries = windows.get(name) ?? []
    const first = entries.findIndex(({ at }) => at > now - milliseconds)
    entries.splice(0, first < 0 ? entries.length : first)
    windows.set(name, entries)
    return entries
  }
  return {
    count: ({ caller, operation }, now) => {
      const resource = operation === QUERY ? 'graphql' : 'core'
      const hour = Math.floor(now / HOUR)
      const key = `${nameOf(caller)} ${resource} ${hour}`
      const count = (used.get(key) ?? 0) + 1
      used.set(key, count)
      const resetAt = ((hour + 1) * HOUR) / 1000
      const remaining = Math.max(limits.requestsAnHour - count, 0)
      if (count > limits.requestsAnHour) refusals.push({ limit: 'requestsAnHour', operation, at: now })
      const headers = { 'x-ratelimit-limit': limits.requestsAnHour, 'x-ratelimit-remaining': remaining, 'x-ratelimit-used': Math.min(count, limits.requestsAnHour), 'x-ratelimit-reset': resetAt, 'x-ratelimit-resource': resource }
      return { headers: Object.fromEntries(Object.entries(headers).map(([field, value]) => [field, String(value)])), over: count > limits.requestsAnHour, resetAt }
    },
    begin: (metered, now) => {
      const name = nameOf(metered.caller)
      const counted = countsOf(metered, limits).map((one) => ({ ...one, entries: within(`${name} ${one.limit}`, one.within, now) }))
      const together = underWay.get(name) ?? 0
      const broken = limits.atOnce !== null && together >= limits.atOnce ? 'atOnce' : counted.find(({ most, amount, entries }) => amount + entries.reduce((sum, entry) => sum + entry.amount, 0) > most)?.limit
      if (broken !== undefined) {
        refusals.push({ limit: broken, operation: metered.operation, at: now })
        return broken
      }
      for (const { amount, entries } of counted) entries.push({ at: now, amount })
      underWay.set(name, together + 1)
      return null
    },
    refusals: () => refusals,
    end: ({ caller }) => {
      const name = nameOf(caller)
      underWay.set(name, Math.max(0, (underWay.get(name) ?? 0) - 1))
    },
  }
}

const QUERY = 'POST /graphql'

type Counted = { readonly limit: keyof Limits; readonly most: number; readonly amount: number; readonly within: number }

/** What a request takes of each secondary limit that is set. */
function countsOf({ caller, method, operation }: Metered, { restPointsAMinute, graphqlPointsAMinute, contentAMinute, contentAnHour, checkRunsAreContent }: Limits): readonly Counted[] {
  if (caller === null || caller.kind === 'app') return []
  const isQuery = operation === QUERY
  const content = operation !== null && isContent(operation, checkRunsAreContent) ? 1 : 0
  const points = isQuery || method === 'GET' ? POINTS.reads : POINTS.writes
  const all: readonly (Omit<Counted, 'most'> & { readonly most: number | null })[] = [
    isQuery ? { limit: 'graphqlPointsAMinute', most: graphqlPointsAMinute, amount: points, within: MINUTE } : { limit: 'restPointsAMinute', most: restPointsAMinute, amount: points, within: MINUTE },
    { limit: 'contentAMinute', most: contentAMinute, amount: content, within: MINUTE }, { limit: 'contentAnHour', most: contentAnHour, amount: content, within: HOUR },
  ]
  return all.flatMap(({ most, ...one }) => most === null || one.amount === 0 ? [] : [{ ...one, most }])
}

function nameOf(caller: Caller | null): string {
  if (caller === null) return 'nobody'
  if (caller.kind === 'installation') return `i${caller.installation.id}`
  return caller.kind === 'person' ? `p${caller.account?.id ?? 0}` : caller.kind
}

function isContent(operation: string, checkRuns: boolean): boolean {
  return operation.startsWith('POST /repos/') && (/\/(?:comments|issues|reactions)$/.test(operation) || (checkRuns && operation.endsWith('/check-runs')))
}
