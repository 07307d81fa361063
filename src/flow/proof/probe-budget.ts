import type { Probe } from '../../model/probe.ts'

/** The budget of one repository: at most so many probes within a day, and a pause before the same is asked of the same host again, in milliseconds. */
export const PROBE_BUDGET = { aDay: 12, day: 86_400_000, pause: 600_000 } as const

export type ProbeTurn = { readonly may: true } | { readonly may: false; readonly why: 'day' | 'pause'; readonly until: number }

/**
 * Whether one more probe of a repository is due, from its probes of the last day in any order. One that was refused counts like one that was answered, and one of the future
 * (a clock was set back) as one of now. `until` is when to look again.
 */
export function probeTurn(past: readonly Probe[], asked: Pick<Probe, 'url' | 'path'>, now: number): ProbeTurn {
  const { aDay, day, pause } = PROBE_BUDGET
  const times = past.map(({ at }) => Math.min(at, now)).filter((at) => at > now - day).sort((one, other) => other - one)
  const last = Math.max(...past.filter((one) => addressOf(one) === addressOf(asked)).map(({ at }) => Math.min(at, now)))
  if (last > now - pause) return { may: false, why: 'pause', until: last + pause }
  // When the oldest of the newest twelve is a day ago, there is room for one more.
  const oldest = times[aDay - 1]
  return oldest === undefined ? { may: true } : { may: false, why: 'day', until: oldest + day }
}

/** Host and path: however an address is spelled, it is one. */
function addressOf({ url, path }: Pick<Probe, 'url' | 'path'>): string {
  return `${URL.canParse(url) ? new URL(url).hostname : url} ${path}`
}
