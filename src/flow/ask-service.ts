import type { CourseSettings } from '../model/course.ts'
import type { ProbeKind } from '../model/probe.ts'
import type { Deployment } from '../model/run.ts'
import { PROBE_BUDGET, probeTurn } from './probe-budget.ts'
import { probeHostsOf } from './probe-hosts.ts'
import type { Prober, ProbeStore, StoredProbe } from './probe-ports.ts'

export type AskParts = { readonly prober: Prober; readonly probes: Pick<ProbeStore, 'add' | 'since'>; readonly newId: () => string; readonly now: () => number }

/** A commit, its deployments, what its course allows and the paths that its code declares (`probePathsOf`). */
export type ServiceToAsk = {
  readonly repositoryId: number
  readonly commit: string
  readonly settings: Pick<CourseSettings, 'probesEnabled' | 'probeHosts'>
  readonly deployments: readonly Deployment[]
  readonly paths: Readonly<Record<ProbeKind, string | null>>
}

const KINDS: readonly ProbeKind[] = ['health', 'metrics']

/**
 * Asks the service that the newest successful deployment of a commit names, for its health and its metrics, as far as the course and the budget allow, and stores what was seen.
 * Gives what was asked now: nothing where probes are off, no deployment names an address, the code declares no path, or the budget says later.
 */
export async function askService({ prober, probes, newId, now }: AskParts, { repositoryId, commit, settings, deployments, paths }: ServiceToAsk): Promise<readonly StoredProbe[]> {
  const of = deployments.filter(({ sha, state, url }) => sha === commit && state === 'success' && url !== null)
  const [newest] = of.toSorted((one, other) => (other.statedAt ?? other.createdAt) - (one.statedAt ?? one.createdAt) || other.id - one.id)
  const hosts = probeHostsOf(settings, of)
  if (!settings.probesEnabled || newest === undefined || newest.url === null) return []
  const past = (await probes.since(repositoryId, now() - PROBE_BUDGET.day)).map(({ probe }) => probe)
  const asked: StoredProbe[] = []
  for (const what of KINDS) {
    const path = paths[what]
    if (path === null || !probeTurn([...past, ...asked.map(({ probe }) => probe)], { url: newest.url, path }, now()).may) continue
    const stored = { id: newId(), repositoryId, commit, probe: await prober.ask({ what, url: newest.url, path, hosts }) }
    await probes.add(stored)
    asked.push(stored)
  }
  return asked
}
