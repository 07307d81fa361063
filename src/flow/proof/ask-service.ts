import { MOST_TRIES, triesAgainst } from '../../evidence/probes.ts'
import { serviceAddressOf } from '../../evidence/service-address.ts'
import type { CourseSettings } from '../../model/course.ts'
import type { Probe, ProbeKind, ProbePaths } from '../../model/probe.ts'
import type { Deployment } from '../../model/run.ts'
import { PROBE_BUDGET, probeTurn } from './probe-budget.ts'
import { probeHostsOf } from './probe-hosts.ts'
import type { Prober, ProbeStore } from '../ports/probe-ports.ts'

export type AskParts = { readonly prober: Prober; readonly probes: Pick<ProbeStore, 'add' | 'since' | 'of'>; readonly newId: () => string; readonly now: () => number }

/** A commit, its deployments, what its course allows and the paths that its code declares (`probePathsOf`). */
export type ServiceToAsk = {
  readonly repositoryId: number
  readonly commit: string
  readonly settings: Pick<CourseSettings, 'probesEnabled' | 'probeHosts'>
  readonly deployments: readonly Deployment[]
  readonly paths: ProbePaths
  /** When a person asked for all to be looked at anew, in milliseconds since 1970; null where nobody did. */
  readonly askedAt: number | null
  /** Turns false when the lease of the work is lost: then nothing more is asked. */
  readonly isHeld: () => boolean
}

/** All that probes saw of a commit until now; `until` is when to come back for the next asking, null where none is to come. */
export type ServiceSeen = { readonly probes: readonly Probe[]; readonly until: number | null }

const KINDS: readonly ProbeKind[] = ['health', 'metrics']

/**
 * Asks the service that a commit was deployed as for its health and its metrics, once after each deployment: a second time where it gave no answer, since it may
 * have been starting, and again where a person asks; never beyond the budget. What was seen is stored. Nothing is asked where the course does not turn probes
 * on, no deployment of the commit succeeded, none names an address, or the code declares no path.
 */
export async function askService({ prober, probes, newId, now }: AskParts, asked: ServiceToAsk): Promise<ServiceSeen> {
  const { repositoryId, commit, settings, deployments, paths, isHeld } = asked
  const address = serviceAddressOf(deployments, commit, settings.probeHosts)
  const seen = (await probes.of(repositoryId, commit)).map(({ probe }) => probe)
  if (!settings.probesEnabled || address === null) return { probes: seen, until: null }
  const ofDay = (await probes.since(repositoryId, now() - PROBE_BUDGET.day)).map(({ probe }) => probe)
  const hosts = probeHostsOf(settings, deployments.filter(({ sha }) => sha === commit))
  let until: number | null = null
  for (const what of KINDS) {
    const path = paths[what]
    if (path === null) continue
    const request = { what, url: address.url, path }
    if (isDue(request, seen, address.since, asked.askedAt) && probeTurn(ofDay, request, now()).may) {
      if (!isHeld()) return { probes: seen, until }
      const probe = await prober.ask({ ...request, hosts })
      await probes.add({ id: newId(), repositoryId, commit, probe })
      seen.unshift(probe)
      ofDay.unshift(probe)
    }
    const turn = isDue(request, seen, address.since, null) ? probeTurn(ofDay, request, now()) : null
    if (turn !== null && !turn.may && turn.why === 'pause') until = Math.min(until ?? turn.until, turn.until)
  }
  return { probes: seen, until }
}

/** Whether one more asking would tell something: it was not asked since it was deployed, or since a person asked; or it did not answer, and was not asked often enough. */
function isDue(request: Pick<Probe, 'what' | 'url' | 'path'>, seen: readonly Probe[], since: number, askedAt: number | null): boolean {
  const times = seen.filter(({ what, url, path }) => what === request.what && url === request.url && path === request.path).map(({ at }) => at)
  const last = Math.max(...times)
  if (times.length === 0 || last < since || (askedAt !== null && last < askedAt)) return true
  const tries = triesAgainst(request, seen, since)
  return tries > 0 && tries < MOST_TRIES
}
