import type { DeploymentEvidence, Evidence, FileEvidence, ProbeEvidence } from '../model/evidence.ts'
import type { BaseShown, ShownOnBase } from '../model/proof-seen.ts'
import type { AssessmentRecord, CriterionRecord } from '../model/record.ts'
import type { Proven } from './prove.ts'

/**
 * What deployments and probes showed on a branch, from the newest records of its commits (newest first): for each criterion, what the newest record tells that
 * says anything of it by one of these. Where that speaks against it, nothing is shown, whatever an earlier commit did.
 */
export function baseShownBy(branch: string, records: readonly AssessmentRecord[]): BaseShown {
  const shown = new Map<string, ShownOnBase | null>()
  for (const { repository: { commit }, criteria } of records) {
    for (const criterion of criteria) {
      if (commit === null || shown.has(criterion.id) || !isDecided(criterion)) continue
      shown.set(criterion.id, criterion.outcome === 'verified' && criterion.proofFrom === commit ? shownBy(criterion, commit) : null)
    }
  }
  return { branch, shown: [...shown.values()].filter((one) => one !== null) }
}

/** What deployments and probes decide in a record, as one text: where it changes, what is shown on pull requests may, too. Empty where they decide nothing. */
export function decidedByService({ repository: { commit }, criteria }: AssessmentRecord): string {
  return criteria.filter(isDecided).map(({ id, outcome, proofFrom, evidence, against }) =>
    JSON.stringify([id, outcome === 'verified' && proofFrom === commit, [...evidence, ...against].filter(isOfService)])).join('\n')
}

/**
 * A criterion that nothing of its own commit proves, by what was seen on the branch it is to be merged into: verified where the files that declare it are the same
 * there, else as it is, with that told. A pipeline needs its own checks besides.
 */
export function withBase({ id, standing, evidence }: CriterionRecord, own: Proven, base: BaseShown | null): Proven {
  const shown = base?.shown.find(({ criterion }) => criterion === id)
  if (base === null || shown === undefined || standing !== 'present' || own.outcome !== 'present' || [...own.evidence, ...own.against].some(isOfService)) return own
  if (id === 'cicd' && !(own.why?.kind === 'half' && own.why.shown === 'checks')) return own
  const same = keyOf(shown.files) === keyOf(evidence.filter(isFile))
  const why = { kind: 'shown-on-base', branch: base.branch, commit: shown.commit, by: shown.evidence.some(({ kind }) => kind === 'probe') ? 'probe' : 'deployment', same } as const
  return same ? { ...own, outcome: 'verified', proofFrom: shown.commit, why, evidence: [...shown.evidence, ...own.evidence], against: [] } : { ...own, why }
}

function isDecided({ proof, evidence, against }: CriterionRecord): boolean {
  return (proof === 'deployment' || proof === 'probe') && [...evidence, ...against].some(isOfService)
}

function shownBy({ id, evidence }: CriterionRecord, commit: string): ShownOnBase {
  return { criterion: id, commit, evidence: evidence.filter(isOfService), files: evidence.filter(isFile).map(({ path, blob }) => ({ path, blob })) }
}

function isOfService(one: Evidence): one is DeploymentEvidence | ProbeEvidence {
  return one.kind === 'deployment' || one.kind === 'probe'
}

function isFile(one: Evidence): one is FileEvidence {
  return one.kind === 'file'
}

function keyOf(files: ShownOnBase['files']): string {
  return [...new Set(files.map(({ path, blob }) => `${path}\n${blob}`))].toSorted().join('\n')
}
