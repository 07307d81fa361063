import type { ProbeEvidence } from '../model/evidence.ts'
import type { Why, SeenFamilies } from '../model/proof-seen.ts'
import type { Probe, ProbeKind, ProbeResult, SeenMetrics } from '../model/probe.ts'

/**
 * What probes say of a service. `shown`: it answers as its code declares. `failing`: it was asked as often as is fair and does not. `told`: what it said is no
 * proof, and no other one goes beyond it. `open`: nothing is known by probes, so the next proof counts; `why` is null where nothing was asked.
 */
export type WeighedProbe = { readonly verdict: 'shown' | 'failing' | 'told' | 'open'; readonly why: Why | null; readonly evidence: readonly ProbeEvidence[]; readonly against: readonly ProbeEvidence[] }

/** A service that does not answer is asked once more; it may still be starting. */
export const MOST_TRIES = 2
const MOST_NAMED = 5
const NOTHING: WeighedProbe = { verdict: 'open', why: null, evidence: [], against: [] }
/** Nothing stands at the path, though the code declares it. */
const NOT_THERE: readonly number[] = [404, 410]

/**
 * What the newest probe of a kind shows of a commit's service; `since` is when it was last deployed, for a failure before that says nothing of what runs now.
 * What a rule of the App refused is held against nobody.
 */
export function weighProbes(what: ProbeKind, probes: readonly Probe[], since: number | null): WeighedProbe {
  const [newest] = newestFirst(what, probes)
  if (newest === undefined) return NOTHING
  const { path, result } = newest
  const place = evidenceOf(newest)
  if (result.kind === 'refused') return { ...NOTHING, why: { kind: 'not-asked', path, rule: result.why } }
  if (speaksAgainst(result)) {
    const tries = triesAgainst(newest, probes, since)
    if (tries === 0) return NOTHING
    const why: Why = { kind: 'not-answered', what, path, status: result.status, silence: result.kind === 'no-answer' ? result.why : null, tries, isLast: tries >= MOST_TRIES }
    return { verdict: tries >= MOST_TRIES ? 'failing' : 'told', why, evidence: [], against: [place] }
  }
  if (result.kind === 'no-answer') return { ...NOTHING, why: { kind: 'not-asked', path, rule: result.why === 'name-server' ? 'name-server' : 'too-large' } }
  if (result.status < 200 || result.status > 299) return { ...NOTHING, why: { kind: 'answered-otherwise', path, status: result.status }, against: [place] }
  if (result.metrics?.kind === 'unreadable') return { verdict: 'told', why: { kind: 'no-metrics', path, line: result.metrics.line, says: result.metrics.says }, evidence: [], against: [place] }
  return { verdict: 'shown', why: { kind: 'answered', what, path, status: result.status, families: result.metrics === null ? null : familiesOf(result.metrics) }, evidence: [place], against: [] }
}

/** How often in a row, up to a probe and not before `since`, the same address gave no answer or one that speaks against it; 0 where it did. */
export function triesAgainst(newest: Pick<Probe, 'what' | 'url' | 'path'>, probes: readonly Probe[], since: number | null): number {
  const same = newestFirst(newest.what, probes).filter(({ url, path, at }) => url === newest.url && path === newest.path && (since === null || at >= since))
  const end = same.findIndex(({ result }) => !speaksAgainst(result))
  return end < 0 ? same.length : end
}

function newestFirst(what: ProbeKind, probes: readonly Probe[]): readonly Probe[] {
  return probes.filter((probe) => probe.what === what).toSorted((one, other) => other.at - one.at)
}

/** DNS that does not answer and an answer that is larger than is read may be of our own making; an answer that asks who is there, or says to come later, is neither. */
function speaksAgainst(result: ProbeResult): boolean {
  switch (result.kind) {
    case 'refused': return false
    case 'no-answer': return result.why !== 'name-server' && result.why !== 'too-large'
    case 'answered': return result.status >= 500 || NOT_THERE.includes(result.status)
  }
}

function evidenceOf({ url, path, asked, at, result }: Probe): ProbeEvidence {
  return { kind: 'probe', url: asked ?? url, path, status: result.kind === 'refused' ? null : result.status, time: new Date(at).toISOString() }
}

function familiesOf(metrics: Extract<SeenMetrics, { kind: 'families' }>): SeenFamilies {
  const count = (group: keyof SeenFamilies['groups']): number => metrics.families.filter((family) => family.group === group).length
  return {
    count: metrics.count, model: metrics.families.filter(({ group }) => group === 'model').slice(0, MOST_NAMED).map(({ name }) => name),
    groups: { model: count('model'), http: count('http'), other: count('other'), process: count('process') },
  }
}
