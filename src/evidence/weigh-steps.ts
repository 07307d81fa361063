import type { RunEvidence } from '../model/evidence.ts'
import type { ProvingStep } from '../model/proof-plan.ts'
import type { Why } from '../model/proof-seen.ts'
import { decidingSteps, isAllowed, isFailure } from './deciding-steps.ts'
import type { SeenStep } from './seen-steps.ts'

/** What the runs say of one thing that steps would show: it was shown, it failed, or neither; `commit` is where that was seen. */
export type Weighed = {
  readonly verdict: 'shown' | 'failing' | 'open'
  readonly why: Why
  readonly commit: string | null
  readonly evidence: readonly RunEvidence[]
  readonly against: readonly RunEvidence[]
}

const SHOWN = 3

/**
 * Weighs the steps that would show one thing. A failure anywhere in the newest runs of the commit fails it, unless its run lets it pass; else a step shows it that passed in every job that
 * it became (a matrix) and whose success counts. Only where this commit's runs decide nothing, those of a commit with the same inputs do.
 */
export function weighSteps(seen: readonly SeenStep<ProvingStep>[], earlier: readonly SeenStep<ProvingStep>[], commit: string | null): Weighed {
  const standing = decidingSteps(seen)
  const own = decided(standing, commit)
  if (own !== null) return own
  const before = decided(decidingSteps(earlier), commit)
  return before ?? undecided(standing)
}

function decided(seen: readonly SeenStep<ProvingStep>[], commit: string | null): Weighed | null {
  const failed = seen.filter((one) => !one.planned.shared && isFailure(one) && !isAllowed(one))
  const [first] = failed
  if (first !== undefined) {
    const from = elsewhere(first, commit)
    const { step, job } = first.place
    const why: Why = first.result.kind === 'stopped' ? { kind: 'stopped', step, job, by: first.result.by, from } : { kind: 'failed', step, job, from }
    return { verdict: 'failing', why, commit: first.place.headSha, evidence: [], against: placesOf(failed) }
  }
  const groups = new Map<string, SeenStep<ProvingStep>[]>()
  for (const one of seen) {
    if (isAllowed(one)) continue
    const key = `${one.run.id}\n${one.planned.job}\n${one.planned.step}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [one])
    else known.push(one)
  }
  const whole = [...groups.values()].filter((group) => group.every(({ result, planned }) => result.kind === 'passed' && planned.doubt === null)).flat()
  const [shown] = whole
  return shown === undefined ? null : { verdict: 'shown', why: { kind: 'passed', step: shown.place.step, job: shown.place.job, from: elsewhere(shown, commit) }, commit: shown.place.headSha, evidence: placesOf(whole), against: [] }
}

/** What says most of why nothing is decided: that it is awaited, that it passed and does not count, that it was left out. */
function undecided(seen: readonly SeenStep<ProvingStep>[]): Weighed {
  const open = (why: Why, places: readonly SeenStep<ProvingStep>[]): Weighed => ({ verdict: 'open', why, commit: null, evidence: [], against: placesOf(places) })
  for (const kind of ['awaited', 'failed', 'stopped', 'passed', 'left', 'unclear'] as const) {
    const found = seen.filter(({ result, planned }) => result.kind === kind && (kind !== 'passed' || planned.doubt !== null))
    const [first] = found
    if (first === undefined) continue
    const { place: { step, job }, result, planned } = first
    if (result.kind === 'awaited') return open({ kind: 'awaited', step, word: result.word }, [])
    if (result.kind === 'failed' || result.kind === 'stopped') return open(isAllowed(first) ? { kind: 'allowed-failure', step, job, everywhere: seen.every(isAllowed) } : { kind: 'shared-failure', step, job }, found)
    if (result.kind === 'passed') return open({ kind: 'doubted', step, doubt: planned.doubt ?? '' }, found)
    if (result.kind === 'left') return open({ kind: 'left', step, job, word: result.word }, found)
    return open({ kind: 'unclear', step }, found)
  }
  return open({ kind: 'unseen' }, [])
}

function elsewhere({ place }: SeenStep<ProvingStep>, commit: string | null): string | null {
  return place.headSha === commit ? null : place.headSha
}

function placesOf(seen: readonly SeenStep<ProvingStep>[]): readonly RunEvidence[] {
  return seen.filter((one, at) => seen.findIndex(({ place }) => place.url === one.place.url) === at).slice(0, SHOWN).map(({ place }) => place)
}
