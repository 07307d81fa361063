import type { DeploymentEvidence, Evidence, NonEmpty } from '../model/evidence.ts'
import type { StageJob } from '../model/pipeline.ts'
import type { Deployment } from '../model/run.ts'
import { plainLine } from '../report/text/plain-line.ts'
import type { StoryCommit } from './commits.ts'
import { defaultCommits, judgedOnDefault, mergesOf } from './merges.ts'
import { firstProof, type Against, type Earlier, type Proof, type Weighed } from './rule.ts'
import { endOfRun, runOfPage } from './runs.ts'
import { short, type Story } from './story.ts'

/** One end of a deployment or a deploy job of the service, of a commit of the default branch. */
export type Delivered = { readonly at: number; readonly sha: string; readonly succeeded: boolean; readonly evidence: NonEmpty<Evidence>; readonly says: string }

const FAILED: ReadonlySet<string> = new Set(['failure', 'error'])

/** Whether what was merged is deployed: the first success at or after the merge shows it, the newest end that failed speaks against it. */
export function weighDeployment(story: Story, earlier: Earlier): Weighed {
  const came = defaultCommits(story)
  const main = plainLine(story.defaultBranch, 80)
  const since = earlier('step-4.1')
  const first = mergesOf(story).find(({ at }) => since !== null && at >= since)
  const delivered = deliveriesOf(story)
  const ofMerge = since === null ? [] : delivered.filter(({ sha }) => sha === first?.sha || (came.get(sha) ?? Number.NEGATIVE_INFINITY) >= since)
  const proofs = ofMerge.filter(({ succeeded }) => succeeded).map(({ at, sha, evidence, says }): Proof => ({ at, commit: sha, basis: 'observed', evidence, found: `${says} succeeded at ${short(sha)}.` }))
  const last = ofMerge.at(-1)
  const early = delivered.findLast(({ succeeded }) => succeeded)
  return {
    proof: firstProof(proofs), against: last === undefined || last.succeeded ? null : againstOf(last), unseen: null,
    open: since === null
      ? { found: early === undefined ? `No merge of the change into ${main} and no deployment that succeeded was seen yet.` : `${early.says} succeeded at ${short(early.sha)}; no merge of the change into ${main} was seen before it.`, next: 'Merge first (step 4.1); the deployment of that commit then counts.' }
      : { found: `No deployment of ${first === undefined ? main : short(first.sha)} or of a later commit of ${main} has succeeded yet.`, next: deliveriesSince(story) !== null ? `Follow the deploy job of the run on ${main} to its end.` : 'Add a job with an environment that puts the service into operation; where it is deployed outside of GitHub, say with `/done 4.2` where it runs and by what you see that it is the merged commit.' },
  }
}

function againstOf({ sha, evidence, says }: Delivered): Against {
  return { evidence, found: `${says} failed at ${short(sha)}.`, next: 'Open the log of that deployment, mend its cause and deploy again, or go back to the version that served before.' }
}

/** Since when GitHub knows of a deployment or a deploy job of the default branch, however it ended, in milliseconds since 1970; null where it knows of none, as of a service that is deployed elsewhere. */
export function deliveriesSince(story: Story): number | null {
  const known = judgedOnDefault(story).flatMap(({ trace: { deployments, stages }, lastAt }) => [
    ...deployments.map(({ createdAt }) => createdAt), ...stages.flatMap(({ id, jobs }) => id === 'deploy' ? jobs.map(({ url }) => runOfPage(url, story.runs)?.traced?.createdAt ?? lastAt) : []),
  ])
  return known.length === 0 ? null : Math.min(...known)
}

/** The ends of deployments and deploy jobs on the default branch, by their time. A deployment that still runs has none, and of one that was replaced only an event can tell how it had ended. */
export function deliveriesOf(story: Story): readonly Delivered[] {
  return judgedOnDefault(story).flatMap((commit) => {
    const deployments = commit.trace.deployments.flatMap((deployment) => endsOf(deployment, story))
    return deployments.length > 0 ? deployments : jobsOf(commit, story)
  }).toSorted((one, other) => one.at - other.at || (one.says < other.says ? -1 : 1))
}

function endsOf(deployment: Deployment, { happened }: Story): readonly Delivered[] {
  const { id, sha, environment, state, createdAt, statedAt, url, logUrl } = deployment
  const states = new Map(happened.stated.filter(({ deploymentId }) => deploymentId === id).map((one) => [`${one.state} ${one.at}`, one.at]))
  if (state !== null && ![...states.keys()].some((key) => key.startsWith(`${state} `))) states.set(`${state} ${statedAt ?? createdAt}`, statedAt ?? createdAt)
  return [...states].flatMap(([key, at]): readonly Delivered[] => {
    const [word = ''] = key.split(' ')
    if (word !== 'success' && !FAILED.has(word)) return []
    const place: DeploymentEvidence = { kind: 'deployment', id, environment, sha, state: word, url: logUrl ?? url ?? '' }
    return [{ at, sha, succeeded: word === 'success', evidence: [place], says: `The deployment to ${plainLine(environment, 80)}` }]
  })
}

/** The deploy jobs of a commit that a pull request did not start, where GitHub keeps no deployment of it. */
function jobsOf({ sha, trace, lastAt }: StoryCommit, { runs }: Story): readonly Delivered[] {
  const jobs = trace.stages.find(({ id }) => id === 'deploy')?.jobs ?? []
  return jobs.flatMap((job: StageJob): readonly Delivered[] => {
    const isDelivering = trace.runs.some(({ path, event, url }) => path === job.workflow && !event.startsWith('pull_request') && (job.url === url || job.url.startsWith(`${url}/`)))
    if (!isDelivering || (job.result !== 'success' && job.result !== 'failure')) return []
    const place: Evidence = { kind: 'run', workflow: job.workflow, workflowBlob: '', controlledBy: 'student', job: job.job, step: job.step, headSha: sha, conclusion: job.result, url: job.url }
    return [{ at: endOfRun(job.url, runs) ?? lastAt, sha, succeeded: job.result === 'success', evidence: [place], says: `The deploy job ${plainLine(job.job, 80)}` }]
  })
}
