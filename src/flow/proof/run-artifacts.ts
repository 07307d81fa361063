import { chosenArtifacts, leftOver, MOST_READ, readInstead } from '../../evidence/chosen-artifacts.ts'
import { keptReports } from '../../evidence/kept-reports.ts'
import { hasShown, newestRuns } from '../../evidence/newest-runs.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { ProofPlan } from '../../model/proof-plan.ts'
import type { WorkflowRun } from '../../model/run.ts'
import type { ListedArtifact, RunArtifact } from '../../model/run-artifact.ts'
import type { ArtifactPort } from '../ports/artifact-port.ts'
import type { FromGitHub, GitHubTrouble, InstallationPort } from '../ports/github-ports.ts'

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
  /** Keeps runs of which one more artifact was read. */
  readonly keep: (runs: readonly WorkflowRun[]) => Promise<void>
}

/** Of how many runs of a commit the artifacts are read. */
const MOST_RUNS = 10
/** A gap is a sentence; a thousand artifacts are one gap's worth. */
const MOST_LEFT = 20

/**
 * The same runs with what they uploaded: of each newest run that has ended and whose workflow uploads something, once an attempt. That is one request for the list
 * of its artifacts, and one for each that is fetched, at most three: first the bundle `capstone-evidence` (of a matrix, each of them), then what may hold a kind of report
 * that no bundle does. One that was read is never fetched again, whichever attempt of the run it is of; what is left out is a gap. The same list where there was nothing to ask for.
 */
export async function withArtifacts<Repository = HostedRepository>({ port, repository, runs, plan, again, keep }: UploadsQuestion<Repository>, read: ReadArtifact): Promise<FromGitHub<readonly WorkflowRun[]>> {
  const uploading = new Set(plan.uploads)
  const asked = newestRuns(runs).filter((run) => uploading.has(run.path) && hasShown(run) && (run.artifacts === undefined || (again && run.artifacts.some(({ isOpen }) => isOpen)))).slice(-MOST_RUNS)
  let known = runs
  for (const run of asked) {
    const listed = await port.artifacts(repository, run.id)
    if (!listed.ok && isForAll(listed.trouble)) return listed
    const before = [...run.artifactsRead ?? [], ...(run.artifacts ?? []).filter(wasRead)]
    const { inOrder, left } = chosenArtifacts(listed.ok ? listed.value : [], run)
    const got: RunArtifact[] = []
    const passedOver: typeof left[number][] = []
    for (const artifact of inOrder) {
      const reason = readInstead(artifact, got) ?? (got.length === MOST_READ ? leftOver(inOrder.length) : null)
      if (reason !== null) {
        passedOver.push({ artifact, reason })
        continue
      }
      const one = before.find(({ id }) => id === artifact.id) ?? await fetched(port, repository, artifact, read)
      if ('trouble' in one) return { ok: false, trouble: one.trouble }
      got.push(one)
      // What was read outlives a fault at the next one.
      if (wasRead(one) && !before.includes(one)) await keep(known.map((other) => (other === run ? { ...run, artifactsRead: [...before, ...got.filter(wasRead)] } : other)))
    }
    const unread = [...left, ...passedOver].map(({ artifact, reason }) => withoutReports(artifact, readInstead(artifact, got) ?? reason, false))
    const unlisted = listed.ok || listed.trouble.kind === 'gone' ? [] : [withoutReports({ id: 0, name: 'artifacts' }, 'GitHub does not list them', true)]
    const { artifactsRead: _, ...others } = run
    known = known.map((other) => (other === run ? { ...others, artifacts: [...unlisted, ...unread.slice(0, MOST_LEFT), ...got] } : other))
  }
  return { ok: true, value: known }
}

/** Runs as they were asked for anew, each with what is known of its attempt's artifacts, and what was read of an earlier one's. */
export function keepingArtifacts(runs: readonly WorkflowRun[], known: readonly WorkflowRun[]): readonly WorkflowRun[] {
  return runs.map((run) => {
    const before = known.find(({ id }) => id === run.id)
    if (before === undefined) return run
    if (before.attempt === run.attempt) return { ...run, ...before.artifacts === undefined ? {} : { artifacts: before.artifacts }, ...before.artifactsRead === undefined ? {} : { artifactsRead: before.artifactsRead } }
    const read = [...before.artifactsRead ?? [], ...(before.artifacts ?? []).filter(wasRead)]
    return read.length === 0 ? run : { ...run, artifactsRead: read }
  })
}

/** Whether an artifact was fetched: of one that was not a single gap says why. */
function wasRead({ isOpen, reports, gaps }: RunArtifact): boolean {
  return !isOpen && (reports.length > 0 || !gaps.some(({ what, path }) => what === 'artifact' && path === ''))
}

async function fetched<Repository>(port: UploadsQuestion<Repository>['port'], repository: Repository, artifact: ListedArtifact, read: ReadArtifact): Promise<RunArtifact | { readonly trouble: GitHubTrouble }> {
  const zip = await port.artifactZip(repository, artifact.id)
  if (!zip.ok) return isForAll(zip.trouble) ? { trouble: zip.trouble } : withoutReports(artifact, zip.trouble.kind === 'gone' ? 'it is no longer there' : 'GitHub does not give it', zip.trouble.kind === 'forbidden')
  if ('says' in zip.value) return withoutReports(artifact, zip.value.says, zip.value.isPassing)
  const reading = await read(zip.value.bytes)
  // Whoever stops the App learns nothing of the artifact by that.
  if (reading.brokenOff === 'stopped') return { trouble: { kind: 'passing', says: 'reading an artifact was stopped' } }
  const { reports, gaps } = keptReports(reading.reports)
  return { id: artifact.id, name: artifact.name, reports, gaps: [...reading.gaps, ...gaps].slice(0, MOST_LEFT), isOpen: reading.brokenOff === 'ended' }
}

/** Trouble that holds for whatever is asked next, or ends by itself: the work is done again then. */
function isForAll({ kind }: GitHubTrouble): boolean {
  return kind === 'limited' || kind === 'suspended' || kind === 'passing'
}

function withoutReports({ id, name }: Pick<ListedArtifact, 'id' | 'name'>, reason: string, isOpen: boolean): RunArtifact {
  return { id, name, reports: [], gaps: [{ what: 'artifact', path: '', reason }], isOpen }
}
