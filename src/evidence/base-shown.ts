import type { DeploymentEvidence, Evidence, FileEvidence, ProbeEvidence } from '../model/evidence.ts'
import type { BaseShown, ShownOnBase } from '../model/proof-seen.ts'
import type { CriterionRecord } from '../model/record.ts'
import type { Proven } from './prove.ts'

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

function isOfService(one: Evidence): one is DeploymentEvidence | ProbeEvidence {
  return one.kind === 'deployment' || one.kind === 'probe'
}

function isFile(one: Evidence): one is FileEvidence {
  return one.kind === 'file'
}

function keyOf(files: ShownOnBase['files']): string {
  return [...new Set(files.map(({ path, blob }) => `${path}\n${blob}`))].toSorted().join('\n')
}
