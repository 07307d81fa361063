import type { CriterionId } from '../model/criterion.ts'
import type { Evidence, RunEvidence } from '../model/evidence.ts'
import type { StageId } from '../model/pipeline.ts'
import { plainLine } from '../report/text/plain-line.ts'
import { beginningOf, isNewSince } from './beginning.ts'
import type { StoryCommit } from './commits.ts'
import { deliveriesOf } from './deployed.ts'
import { judgedOnDefault } from './merges.ts'
import { firstProof, type Against, type Earlier, type Proof, type Weighed } from './rule.ts'
import { endOfRun } from './runs.ts'
import { criterionAt, placedAt, short, type Story } from './story.ts'

const OF_SERVICE: readonly CriterionId[] = ['metrics', 'health', 'logging']

/** Whether somebody or something looked at the service since it was deployed (step 4.2): what it answered, what a smoke test saw, what a run saved of its metrics. */
export function weighObservation(story: Story, earlier: Earlier): Weighed {
  const since = earlier('step-4.2')
  const onDefault = judgedOnDefault(story)
  const deployed = new Set(deliveriesOf(story).filter(({ succeeded }) => succeeded).map(({ sha }) => sha))
  const proofs = onDefault.flatMap((commit) => [...OF_SERVICE.flatMap((id) => answersAt(commit, id, deployed, story)), ...claimsAt(commit, 'metric-families', story)])
  return {
    proof: since === null ? null : firstProof(proofs.filter(({ at }) => at >= since)), against: silenceOf(onDefault), unseen: null,
    open: {
      found: since === null ? 'The merged change was not seen deployed yet, so nobody could look at its logs and metrics.' : 'No answer of the deployed service to a probe, to a smoke test or to Prometheus was seen.',
      next: since === null
        ? 'Deploy first (step 4.2), then look at the logs of the new revision and at its metrics.'
        : 'Send some requests to the service, find them in its logs and metrics, and say what you saw: `/done 4.3` with the number of requests, the failures among them and the slowest answer.',
    },
  }
}

function answersAt(commit: StoryCommit, id: CriterionId, deployed: ReadonlySet<string>, { runs }: Story): readonly Proof[] {
  const criterion = criterionAt(commit, id)
  return (criterion?.evidence ?? []).flatMap((one): readonly Proof[] => {
    if (one.kind === 'probe' && one.status !== null && one.status < 400) {
      return [{ at: Date.parse(one.time), commit: commit.sha, basis: 'observed', evidence: [one], found: `The deployed service answered ${one.status} at ${plainLine(one.path, 80)} (${short(commit.sha)}).` }]
    }
    // Tests of a pull request, or before the delivery, ask no service that users reach.
    if (one.kind !== 'run' || one.conclusion !== 'success' || criterion?.outcome !== 'verified' || !deployed.has(commit.sha) || isBeforeDelivery(one, commit)) return []
    return [{ at: endOfRun(one.url, runs) ?? commit.lastAt, commit: commit.sha, basis: criterion.basis, evidence: [one], found: `${plainLine(one.step, 80)} asked the service for its ${id} at ${short(commit.sha)} and passed.` }]
  })
}

/** Whether a step is in a job that lints, tests or builds, and does not deploy as well. */
function isBeforeDelivery({ workflow, job }: RunEvidence, { trace: { stages } }: StoryCommit): boolean {
  const of = (id: StageId): boolean => stages.some((stage) => stage.id === id && stage.jobs.some((one) => one.workflow === workflow && one.job === job))
  return !of('deploy') && (of('lint') || of('test') || of('build'))
}

/** What reports of a commit claim, but for files that are the same as from the beginning: a template has some. */
export function claimsAt(commit: StoryCommit, kind: 'metric-families' | 'drift-report', { runs, commits }: Story): readonly Proof[] {
  const isNew = isNewSince(beginningOf(commits))
  return commit.trace.claims.filter((placed) => placed.claim.kind === kind && isNew(placed)).map(({ place, basis }) => ({
    at: place.kind === 'artifact' ? endOfRun(place.run, runs) ?? commit.lastAt : commit.at, commit: commit.sha, basis, evidence: [placedAt(commit, place)],
    found: `${plainLine(place.path, 100)} says: ${plainLine(place.says, 160)} (${short(commit.sha)}).`,
  }))
}

/** What the newest commit of the default branch that tells says against the service. */
function silenceOf(onDefault: readonly StoryCommit[]): Against | null {
  const telling = onDefault.flatMap((commit) => {
    const probed = OF_SERVICE.flatMap((id) => criterionAt(commit, id) ?? []).filter(({ evidence, against }) => [...evidence, ...against].some(({ kind }) => kind === 'probe'))
    return probed.length === 0 ? [] : [{ commit, failing: probed.find(({ outcome }) => outcome === 'failing') }]
  }).at(-1)
  const place = telling?.failing?.against.find((one: Evidence) => one.kind === 'probe')
  if (telling === undefined || place?.kind !== 'probe') return null
  return {
    evidence: [place], found: `The deployed service ${place.status === null ? 'gave no answer' : `answered ${place.status}`} at ${plainLine(place.path, 80)} (${short(telling.commit.sha)}).`,
    next: 'Open the logs of the service, mend what they show and deploy again.',
  }
}
