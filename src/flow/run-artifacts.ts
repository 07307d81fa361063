import { chosenArtifacts } from '../evidence/chosen-artifacts.ts'
import { keptReports } from '../evidence/kept-reports.ts'
import { hasShown, newestRuns } from '../evidence/newest-runs.ts'
import type { HostedRepository } from '../model/hosting.ts'
import type { ProofPlan } from '../model/proof-plan.ts'
import type { WorkflowRun } from '../model/run.ts'
import type { ListedArtifact, RunArtifact } from '../model/run-artifact.ts'
import type { ArtifactPort } from './artifact-port.ts'
import type { FromGitHub, GitHubTrouble, InstallationPort } from './github-ports.ts'

export type ReadArtifact = ArtifactPort['read']

type UploadsQuestion<Repository> = {
  readonly port: {
    readonly artifacts: (repository: Repository, runId: number) => ReturnType<InstallationPort['artifacts']>
    readonly artifactZip: (repository: Repository, artifactId: number) => ReturnType<InstallationPort['artifactZip']>
  }
  readonly repository: Repository
  readonly runs: readonly WorkflowRun[]
  readonly plan: Pick<ProofPlan, 'uploads'>
  /** A person asks: what could not be fetched is asked for once more. */
  readonly again: boolean
}

/** Of how many runs of a commit the artifacts are read. */
const MOST_RUNS = 10
/** A gap is a sentence; a thousand artifacts are one gap's worth. */
const MOST_LEFT = 20

/**
 * The same runs with what they uploaded: of each newest run that has ended and whose workflow uploads something, once an attempt. One request for the list and
 * one for each artifact, of which at most five are fetched. The same list where there was nothing to ask for.
 */
export async function withArtifacts<Repository = HostedRepository>({ port, repository, runs, plan, again }: UploadsQuestion<Repository>, read: ReadArtifact): Promise<FromGitHub<readonly WorkflowRun[]>> {
  const uploading = new Set(plan.uploads)
  const asked = newestRuns(runs).filter((run) => uploading.has(run.path) && hasShown(run) && (run.artifacts === undefined || (again && run.artifacts.some(({ isOpen }) => isOpen)))).slice(-MOST_RUNS)
  const uploads = new Map<WorkflowRun, readonly RunArtifact[]>()
  for (const run of asked) {
    const known = (run.artifacts ?? []).filter(({ isOpen }) => !isOpen)
    const listed = await port.artifacts(repository, run.id)
    if (!listed.ok && isForAll(listed.trouble)) return listed
    const { chosen, left } = chosenArtifacts(listed.ok ? listed.value : [], run)
    const artifacts: RunArtifact[] = listed.ok || listed.trouble.kind === 'gone' ? [] : [withoutReports({ id: 0, name: 'artifacts' }, 'GitHub does not list them', true)]
    artifacts.push(...left.slice(0, MOST_LEFT).map(({ artifact, reason }) => withoutReports(artifact, reason, false)))
    for (const artifact of chosen) {
      const before = known.find(({ id }) => id === artifact.id)
      const one = before === undefined ? await fetched(port, repository, artifact, read) : { ok: true as const, value: before }
      if (!one.ok) return one
      artifacts.push(one.value)
    }
    uploads.set(run, artifacts)
  }
  return { ok: true, value: asked.length === 0 ? runs : runs.map((run) => ({ ...run, ...artifactsIn(uploads.get(run) ?? run.artifacts) })) }
}

/** Runs as they were asked for anew, each with what is known of its attempt's artifacts. */
export function keepingArtifacts(runs: readonly WorkflowRun[], known: readonly WorkflowRun[]): readonly WorkflowRun[] {
  return runs.map((run) => ({ ...run, ...artifactsIn(known.find(({ id, attempt }) => id === run.id && attempt === run.attempt)?.artifacts ?? run.artifacts) }))
}

function artifactsIn(artifacts: WorkflowRun['artifacts']): Pick<WorkflowRun, 'artifacts'> {
  return artifacts === undefined ? {} : { artifacts }
}

async function fetched<Repository>(port: UploadsQuestion<Repository>['port'], repository: Repository, artifact: ListedArtifact, read: ReadArtifact): Promise<FromGitHub<RunArtifact>> {
  const zip = await port.artifactZip(repository, artifact.id)
  if (!zip.ok) return isForAll(zip.trouble) ? zip : { ok: true, value: withoutReports(artifact, zip.trouble.kind === 'gone' ? 'it is no longer there' : 'GitHub does not give it', zip.trouble.kind === 'forbidden') }
  if ('says' in zip.value) return { ok: true, value: withoutReports(artifact, zip.value.says, zip.value.isPassing) }
  const reading = await read(zip.value.bytes)
  const { reports, gaps } = keptReports(reading.reports)
  return { ok: true, value: { id: artifact.id, name: artifact.name, reports, gaps: [...reading.gaps, ...gaps].slice(0, MOST_LEFT), isOpen: false } }
}

/** Trouble that holds for whatever is asked next, or ends by itself: the work is done again then. */
function isForAll({ kind }: GitHubTrouble): boolean {
  return kind === 'limited' || kind === 'suspended' || kind === 'passing'
}

function withoutReports({ id, name }: Pick<ListedArtifact, 'id' | 'name'>, reason: string, isOpen: boolean): RunArtifact {
  return { id, name, reports: [], gaps: [{ what: 'artifact', path: '', reason }], isOpen }
}
