import { keepingAttempts, keepingDeployments } from '../../evidence/seen-before.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { CommitHead, Deployment, WorkflowRun, WorkflowStart } from '../../model/run.ts'
import { keepingArtifacts } from './run-artifacts.ts'
import { keepingLogs } from './run-logs.ts'
import { ciRest, TO_APPEAR, type CiRest } from './ci-rest.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { ActivityStore, CommitActivity } from '../ports/store-ports.ts'
import { LEFT_OPEN } from './left-open.ts'
import { WENT_BACK } from './ways-back-of.ts'

export type CiWatch = {
  readonly port: InstallationPort
  readonly repository: HostedRepository
  readonly commit: string
  readonly head: CommitHead
  /** When the commit was first judged, in milliseconds since 1970. */
  readonly since: number
  readonly reasons: readonly string[]
  /** A person asks: everything is looked at anew. */
  readonly again: boolean
  readonly lookAgain: number
  /** Told of the runs as they were known and as they are, before they are kept: what follows from them is not lost with a crash between. */
  readonly onRuns: (before: readonly WorkflowRun[], runs: readonly WorkflowRun[]) => Promise<void>
  /** The same of deployments. */
  readonly onDeployments: (deployments: readonly Deployment[]) => Promise<void>
}

/** Just after these nothing has run yet, or it is told of by itself: a run of another commit says nothing of this one's. So it is not asked for. */
const FRESH = new Set(['push', 'pull_request', 'alike', 'steps'])
const RUNS = new Set(['workflow_run', LEFT_OPEN])
const DEPLOYMENTS = new Set(['deployment', 'deployment_status', WENT_BACK])
/** These come where events may have been missed. */
const MAKING_UP = new Set(['sweep', 'enrolled', 'installation', 'installation_repositories', 'repository'])

/** Whether work for this reason comes where events may have been missed. */
export function mayHaveMissed(reason: string): boolean {
  return MAKING_UP.has(reason)
}

/** Whether work for this reason comes without a run having ended anywhere that is not known yet. */
export function tellsOfNoRun(reason: string): boolean {
  return FRESH.has(reason)
}

/** Keeps what a commit's workflows say of when they start: before its assessment is, since what is assessed is not read again. */
export async function keepStarts(repositoryId: number, commit: string, starts: readonly WorkflowStart[], activities: Pick<ActivityStore, 'of' | 'save'>): Promise<void> {
  await activities.save({ ...await activities.of(repositoryId, commit) ?? unwatched(repositoryId, commit), starts })
}

function unwatched(repositoryId: number, commit: string): CommitActivity {
  return { repositoryId, commit, starts: [], heads: [], runs: [], deployments: [], runsAt: null, deploymentsAt: null }
}

/** Looks at what ran on a commit and where it was deployed, as far as the reasons of the work ask for it, keeps it and gives it back, and says whether CI has come to rest. */
export async function watchCi(watch: CiWatch, activities: Pick<ActivityStore, 'of' | 'save'>, now: number): Promise<FromGitHub<CiRest & { readonly activity: CommitActivity }>> {
  const { port, repository, commit, since, lookAgain } = watch
  const stored = await activities.of(repository.id, commit)
  let activity = withHead(stored ?? unwatched(repository.id, commit), watch.head)
  const restOf = (seen: CommitActivity): CiRest => ciRest({ ...seen, since, now, lookAgain })
  if (asksForRuns(watch, activity, now) || (activity.runsAt !== null && restOf(activity).until !== null)) {
    const runs = await port.runs(repository, commit, activity.runs)
    if (!runs.ok) return runs
    await watch.onRuns(activity.runs, runs.value)
    activity = { ...activity, runs: keepingAttempts(keepingLogs(keepingArtifacts(runs.value, activity.runs), activity.runs), activity.runs), runsAt: now }
  }
  if (asksForDeployments(watch, activity)) {
    const deployments = await port.deployments(repository, commit)
    if (!deployments.ok) return deployments
    await watch.onDeployments(deployments.value)
    activity = { ...activity, deployments: keepingDeployments(deployments.value, activity.deployments), deploymentsAt: now }
  }
  if (activity !== stored) await activities.save(activity)
  return { ok: true, value: { ...restOf(activity), activity } }
}

/** The same activity where it is known already what the commit is the head of. */
function withHead(activity: CommitActivity, head: CommitHead): CommitActivity {
  const isKnown = (head.branch === null && head.base === null) || activity.heads.some(({ branch, base }) => branch === head.branch && base === head.base)
  return isKnown ? activity : { ...activity, heads: [...activity.heads, head] }
}

function isFresh({ reasons, again, since }: CiWatch, now: number): boolean {
  return !again && now < since + TO_APPEAR && reasons.every(tellsOfNoRun)
}

function asksForRuns(watch: CiWatch, { runsAt, starts }: CommitActivity, now: number): boolean {
  if (watch.again || watch.reasons.some((reason) => RUNS.has(reason))) return true
  // Without workflows there is nothing to ask for; what GitHub runs by itself does not count.
  return runsAt === null && starts.length > 0 && !isFresh(watch, now)
}

function asksForDeployments(watch: CiWatch, { deploymentsAt }: CommitActivity): boolean {
  if (watch.again || watch.reasons.some((reason) => DEPLOYMENTS.has(reason))) return true
  return deploymentsAt === null && watch.reasons.some(mayHaveMissed)
}
