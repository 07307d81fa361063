import type { Outcome, Proof, Standing } from '../model/criterion.ts'
import type { Evidence } from '../model/evidence.ts'
import type { ProvingStep, Shows } from '../model/proof-plan.ts'
import type { Why } from '../model/proof-seen.ts'
import { delivering } from './delivered.ts'
import type { WeighedProbe } from './probes.ts'
import type { SeenStep } from './seen-steps.ts'
import type { Deployed } from './weigh-deployments.ts'
import { weighSteps, type Weighed } from './weigh-steps.ts'

/** What was seen of one criterion: its steps in the runs of this commit and of those with the same inputs, the commit's deployments, and what the service answered (null where the criterion is none of a service). */
export type SeenOfCriterion = { readonly own: readonly SeenStep<ProvingStep>[]; readonly earlier: readonly SeenStep<ProvingStep>[]; readonly deployed: Deployed; readonly probed: WeighedProbe | null }

/** `proofFrom` is the commit at which the proof was seen; `why` says in data what the words say. */
export type Proven = { readonly outcome: Outcome; readonly proofFrom: string | null; readonly why: Why | null; readonly evidence: readonly Evidence[]; readonly against: readonly Evidence[] }

/**
 * From standing to outcome by what ran and was deployed (rubric, "From standing to outcome"): verified needs the standing `present` and its proof; what failed
 * is failing where anything stands; what is missing, unknown or proven by reading stays as the files say. Nothing green is assumed from silence.
 */
export function prove(standing: Standing, proof: Proof, commit: string | null, seen: SeenOfCriterion): Proven | null {
  if ((standing !== 'present' && standing !== 'partial') || proof === 'reading' || proof === 'decision') return null
  const weigh = (shows: Shows): Weighed => weighSteps(only(seen.own, shows), only(seen.earlier, shows), commit)
  const judged = proof === 'run' ? ofChecks(weigh('does')) : proof === 'probe' ? ofService(seen.probed, weigh('asks'), seen.deployed, commit) : ofPipeline(weigh('checks'), weighSteps(delivering(only(seen.own, 'delivers')), delivering(only(seen.earlier, 'delivers')), commit), seen.deployed)
  // What is there in part stays so, whatever passed.
  return standing === 'partial' && judged.outcome === 'verified' ? { ...judged, outcome: 'partial', proofFrom: null } : { ...judged, outcome: judged.outcome === 'present' ? standing : judged.outcome }
}

function only(steps: readonly SeenStep<ProvingStep>[], shows: Shows): readonly SeenStep<ProvingStep>[] {
  return steps.filter(({ planned }) => planned.shows === shows)
}

function ofSteps({ verdict, why, commit, evidence, against }: Weighed): Proven {
  if (verdict === 'failing') return { outcome: 'failing', proofFrom: commit, why, evidence, against }
  return { outcome: verdict === 'shown' ? 'verified' : 'present', proofFrom: commit, why, evidence, against }
}

/** Steps that hold a change back where they fail: where all of them failed and none of that holds anything back, what is there is there in part. */
function ofChecks(weighed: Weighed): Proven {
  return { ...ofSteps(weighed), ...isIdle(weighed.why) ? { outcome: 'partial' } : {} }
}

function isIdle(why: Why): boolean {
  return why.kind === 'allowed-failure' && why.everywhere
}

/** What the service answers, then a run that asks it, then the deployment of this commit: a service that does not answer is not deployed with success. */
function ofService(probed: WeighedProbe | null, asks: Weighed, { done }: Deployed, commit: string | null): Proven {
  if (probed !== null && (probed.verdict === 'shown' || probed.verdict === 'failing')) {
    return { outcome: probed.verdict === 'shown' ? 'verified' : 'failing', proofFrom: commit, why: probed.why, evidence: [...probed.evidence, ...asks.evidence], against: [...probed.against, ...asks.against] }
  }
  if (probed?.verdict === 'told' && asks.verdict !== 'failing') return { outcome: 'present', proofFrom: null, why: probed.why, evidence: asks.evidence, against: [...probed.against, ...asks.against] }
  const [first] = done
  if (asks.verdict === 'open' && first !== undefined) return { outcome: 'verified', proofFrom: first.sha, why: { kind: 'deployed', environment: first.environment, state: first.state }, evidence: done, against: [...probed?.against ?? [], ...asks.against] }
  const judged = ofSteps(asks)
  return asks.why.kind === 'unseen' && probed !== null && probed.why !== null ? { ...judged, why: probed.why, against: probed.against } : judged
}

/** Both halves of a pipeline must be shown: that it checks, and that it delivers. */
function ofPipeline(checks: Weighed, delivers: Weighed, { done, failed, going }: Deployed): Proven {
  if (checks.verdict === 'failing') return ofSteps(checks)
  const [deployment] = done
  const [broken] = failed
  if (broken !== undefined) return { outcome: 'failing', proofFrom: broken.sha, why: { kind: 'deployment-failed', environment: broken.environment, state: broken.state }, evidence: [], against: failed }
  if (delivers.verdict === 'failing') return ofSteps(delivers)
  const isDelivered = deployment !== undefined || delivers.verdict === 'shown'
  const evidence: readonly Evidence[] = [...done, ...delivers.evidence, ...checks.evidence]
  if (checks.verdict === 'shown' && isDelivered) {
    const why: Why = deployment === undefined ? delivers.why : { kind: 'deployed', environment: deployment.environment, state: deployment.state }
    return { outcome: 'verified', proofFrom: deployment?.sha ?? delivers.commit, why, evidence, against: [] }
  }
  const waiting = going[0]
  const rest: Why = waiting === undefined ? delivers.why : { kind: 'deploying', environment: waiting.environment }
  const why: Why = isDelivered ? { kind: 'half', shown: 'delivers', rest: checks.why } : checks.verdict === 'shown' ? { kind: 'half', shown: 'checks', rest } : checks.why
  return { outcome: isIdle(checks.why) ? 'partial' : 'present', proofFrom: null, why, evidence, against: [...checks.against, ...delivers.against] }
}
