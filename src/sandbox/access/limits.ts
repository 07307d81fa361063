import type { Caller } from '../state/world.ts'

/** `requestsAnHour` for each installation and person; `contentAMinute`: how much may be written for others to read, null for any amount. */
export type Limits = { readonly requestsAnHour: number; readonly contentAMinute: number | null; readonly checkRunsAreContent: boolean }

const HOUR = 3_600_000
const MINUTE = 60_000

/** Counts what each caller does, by the hour and by the minute. */
export type Meter = {
  /** The headers for one more request of a caller; `over` where the hour's number is used up. */
  readonly count: (caller: Caller | null, resource: 'core' | 'graphql', now: number) => { readonly headers: Readonly<Record<string, string>>; readonly over: boolean; readonly resetAt: number }
  /** Whether an operation that writes is one too many in this minute. */
  readonly tooMuchContent: (caller: Caller | null, operation: string, now: number) => boolean
}

/** A meter with nothing counted. */
export function createMeter(limits: Limits): Meter {
  const used = new Map<string, number>()
  const written = new Map<string, readonly number[]>()
  const name = (caller: Caller | null): string => (caller?.kind === 'installation' ? `i${caller.installation.id}` : caller?.kind === 'person' ? `p${caller.account?.id ?? 0}` : caller?.kind ?? 'nobody')
  return {
    count: (caller, resource, now) => {
      const hour = Math.floor(now / HOUR)
      const key = `${name(caller)} ${resource} ${hour}`
      const count = (used.get(key) ?? 0) + 1
      used.set(key, count)
      const resetAt = ((hour + 1) * HOUR) / 1000
      const remaining = Math.max(limits.requestsAnHour - count, 0)
      const headers = { 'x-ratelimit-limit': limits.requestsAnHour, 'x-ratelimit-remaining': remaining, 'x-ratelimit-used': Math.min(count, limits.requestsAnHour), 'x-ratelimit-reset': resetAt, 'x-ratelimit-resource': resource }
      return { headers: Object.fromEntries(Object.entries(headers).map(([field, value]) => [field, String(value)])), over: count > limits.requestsAnHour, resetAt }
    },
    tooMuchContent: (caller, operation, now) => {
      if (limits.contentAMinute === null || !isContent(operation, limits.checkRunsAreContent)) return false
      const key = name(caller)
      const recent = (written.get(key) ?? []).filter((at) => at > now - MINUTE)
      if (recent.length >= limits.contentAMinute) return true
      written.set(key, [...recent, now])
      return false
    },
  }
}

function isContent(operation: string, checkRuns: boolean): boolean {
  return operation.startsWith('POST /repos/') && (/\/(?:comments|issues|reactions)$/.test(operation) || (checkRuns && operation.endsWith('/check-runs')))
}
