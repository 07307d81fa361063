import { keepingAttempts } from '../../evidence/seen-before.ts'
import { hasShown, newestRuns } from '../../evidence/newest-runs.ts'
import { runsUntil } from '../../evidence/seen-until.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { ProofPlan } from '../../model/proof-plan.ts'
import type { WorkflowRun } from '../../model/run.ts'
import type { DomainEvent } from '../../model/work.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import { keepUploads } from './keep-uploads.ts'
import { keepingArtifacts, type ReadArtifact } from './run-artifacts.ts'
import type { ActivityStore, CommitActivity, JournalStore, ReadingStore } from '../ports/store-ports.ts'

export type EarlierParts = { readonly readings: Pick<ReadingStore, 'withInputs'>; readonly activities: Pick<ActivityStore, 'of' | 'save'>; readonly journal: Pick<JournalStore, 'newestEventsOf'>; readonly readArtifact: ReadArtifact }

export type EarlierQuestion = {
  readonly port: Pick<InstallationPort, 'runs' | 'artifacts' | 'artifactZip'>
  readonly repository: HostedRepository
  readonly commit: string
  readonly plan: ProofPlan
  /** The runs of the commit itself: what they show needs nothing earlier. */
  readonly runs: readonly WorkflowRun[]
  /** Whether one earlier commit is asked for its runs: never; where one may have ended there that was not looked at; or whatever is known of it. */
  readonly asks: 'never' | 'for-new' | 'anew'
  /** By when it is to have been shown, in milliseconds since 1970: what ran later on any commit says nothing; null for all that ran. */
  readonly until: number | null
}

/** Commits with the same inputs that are looked at; a class's README is changed a few times in a row. */
const MOST = 20
/** Of how many ended runs that GitHub told of is looked for one that is not known. */
const MOST_TOLD = 500

/**
 * The runs of earlier commits whose inputs were the same, of the workflows that have not run to an end on this one: a commit that changes the README alone, or
 * that a path filter leaves out, keeps what was shown before.
 */
export async function earlierRuns({ port, repository, commit, plan, runs, asks, until }: EarlierQuestion, { readings, activities, journal, readArtifact }: EarlierParts, now: number): Promise<FromGitHub<readonly WorkflowRun[]>> {
  const open = Object.entries(plan.inputs.workflows).filter(([path]) => [...plan.steps, ...plan.calls].some((step) => step.workflow === path) && !runs.some((run) => run.path === path && hasShown(run)))
  const paths = new Map(open.map(([path, digest]) => [digest, path]))
  const found: WorkflowRun[] = []
  const looked = new Map<string, CommitActivity | null>()
  let mayAsk = asks !== 'never'
  let told: Promise<readonly DomainEvent[]> | null = null
  const toldOf = (): Promise<readonly DomainEvent[]> => (told ??= journal.newestEventsOf(repository.id, MOST_TOLD, ['workflow_run.completed']))
  for (const { commit: earlier, digest } of await readings.withInputs(repository.id, [...paths.keys()], commit, MOST)) {
    const path = paths.get(digest)
    if (path === undefined || found.some((run) => run.path === path)) continue
    if (!looked.has(earlier)) looked.set(earlier, await activities.of(repository.id, earlier))
    const known = looked.get(earlier) ?? null
    let ended = endedOf(known, path, until)
    if (ended.length === 0 && mayAsk && known !== null && (asks === 'anew' || hasNotEnded(known) || isToldOfMore(known, await toldOf()))) {
      mayAsk = false
      const asked = await port.runs(repository, earlier, known.runs)
      if (!asked.ok) return asked
      const activity = { ...known, runs: keepingAttempts(keepingArtifacts(asked.value, known.runs), known.runs), runsAt: now }
      await activities.save(activity)
      looked.set(earlier, activity)
      ended = endedOf(activity, path, until)
    }
    const activity = looked.get(earlier) ?? null
    if (activity !== null && ended.length > 0) {
      const uploaded = await keepUploads({ port, repository, activity, plan, again: false }, { activities, readArtifact })
      if (!uploaded.ok) return uploaded
      looked.set(earlier, uploaded.value)
      ended = endedOf(uploaded.value, path, until)
    }
    found.push(...ended)
  }
  return { ok: true, value: found }
}

/** Whether a commit's runs were not asked for, or one of them had not ended then. */
function hasNotEnded({ runs, runsAt }: CommitActivity): boolean {
  return runsAt === null || runs.some(({ status, conclusion }) => status !== 'completed' || conclusion === 'action_required')
}

/** Whether GitHub told of the end of a run of a commit that is not among those that are known. */
function isToldOfMore({ commit, runs }: CommitActivity, told: readonly DomainEvent[]): boolean {
  return told.some(({ facts }) => facts['headSha'] === commit && !runs.some(({ id, attempt }) => id === facts['runId'] && attempt >= Number(facts['attempt'])))
}

function endedOf(activity: CommitActivity | null, path: string, until: number | null): readonly WorkflowRun[] {
  const runs = activity?.runs ?? []
  return newestRuns(until === null ? runs : runsUntil(runs, until)).filter((run) => run.path === path && hasShown(run))
}
