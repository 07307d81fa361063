import type { Evidence } from '../../model/evidence.ts'
import type { CriterionRecord } from '../../model/record.ts'

/** Where one piece of evidence stands, short enough for a line: `path:line` for a file. Text of the repository, not yet escaped. */
export function placeOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'file': return evidence.line > 0 ? `${evidence.path}:${evidence.line}` : evidence.path
    case 'run': return `${evidence.workflow.split('/').at(-1) ?? evidence.workflow} › ${evidence.job === '' ? evidence.step : `${evidence.job} › ${evidence.step}`}`
    case 'artifact': return `${evidence.name}/${evidence.path}`
    case 'deployment': return `deployment to ${evidence.environment}`
    case 'probe': return evidence.url
    case 'student': return `comment ${evidence.comment} by ${evidence.login}`
    case 'decision': return `decided by ${evidence.login}`
    case 'commit': return `${evidence.sha.slice(0, 7)} on ${evidence.branch}`
    case 'pull': return `#${evidence.number}`
  }
}

/** What one piece of evidence says, in words. Text of the repository, not yet escaped. */
export function wordsOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'file': return evidence.says
    case 'run': return `${evidence.conclusion} at ${evidence.headSha.slice(0, 7)}`
    case 'artifact': return evidence.says
    case 'deployment': return `${evidence.environment}: ${evidence.state}`
    case 'probe': return evidence.status === null ? 'gave no answer' : `answered ${evidence.status}`
    case 'student': return evidence.text
    case 'decision': return evidence.reason
    case 'commit': case 'pull': return evidence.says
  }
}

/** The one place that proves what is said of a criterion: what ran or was deployed, or the report that claims it, where that decided, else the first place in the files. Null where there is none. */
export function proofOf({ outcome, basis, evidence, against }: Pick<CriterionRecord, 'outcome' | 'basis' | 'evidence' | 'against'>): Evidence | null {
  const ran = outcome === 'failing' ? against.find(isSeen) : outcome === 'verified' ? evidence.find(isSeen) : undefined
  // A claim of a committed report stands behind what the files say.
  const claimed = outcome === 'verified' && basis === 'claimed' ? evidence.at(-1) : undefined
  return ran ?? claimed ?? evidence[0] ?? against[0] ?? null
}

/** The places that decide a criterion: the one that shows it, and the first that speaks against it; null where there is none. What is there in part has both. */
export type DecidingPlaces = { readonly proof: Evidence | null; readonly against: Evidence | null }

/** The deciding places of a criterion; a failing one is decided by what ran against it. */
export function decidingPlaces(criterion: Pick<CriterionRecord, 'outcome' | 'basis' | 'evidence' | 'against'>): DecidingPlaces {
  const proof = proofOf(criterion)
  return proof !== null && criterion.against.includes(proof) ? { proof: null, against: proof } : { proof, against: criterion.against[0] ?? null }
}

function isSeen({ kind }: Evidence): boolean {
  return kind === 'run' || kind === 'deployment' || kind === 'probe' || kind === 'artifact'
}
