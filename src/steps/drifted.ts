import { plainLine } from '../report/text/plain-line.ts'
import type { RunEvidence } from '../model/evidence.ts'
import { beginningOf } from './beginning.ts'
import type { StoryCommit } from './commits.ts'
import { claimsAt } from './observed.ts'
import { firstProof, type Against, type Proof, type Weighed } from './rule.ts'
import { endOfRun, runOfPage } from './runs.ts'
import { criterionAt, short, unknownAt, type Story } from './story.ts'

/** One end of a step that looks for drift, as the criterion of a judged commit tells of it. */
type Ran = { readonly at: number; readonly commit: StoryCommit; readonly place: RunEvidence }

/** Who starts a run of these wants it, or a schedule does: neither is there before the repository is. */
const STARTED: ReadonlySet<string> = new Set(['workflow_dispatch', 'repository_dispatch', 'schedule'])

/** Whether a drift check ran: a report of one, or a step of a workflow that runs it and passed. One that failed is told, since it may have found drift. */
export function weighDrift(story: Story): Weighed {
  const { commits } = story
  const beginning = beginningOf(commits)
  const old = beginning?.trace.claims.find(({ claim, place }) => claim.kind === 'drift-report' && place.kind === 'file')
  const ran = commits.flatMap((commit) => ranAt(commit, story))
  const passed = ran.filter(({ place }) => place.conclusion === 'success')
  const own = passed.filter((one) => isOwn(one, beginning, story))
  const proof = firstProof([...own.map(proofOf), ...commits.flatMap((commit) => claimsAt(commit, 'drift-report', story))])
  const [first] = passed.toSorted(byTime)
  return {
    proof, against: proof === null ? failureOf(ran) : null, unseen: unknownAt(story, 'drift', 'drift is looked for'),
    open: {
      found: first !== undefined ? `${plainLine(first.place.step, 80)} passed at ${short(first.place.headSha)} as the repository came; no run of it of your own was seen: by hand, by a schedule, or after a change of the model, the data or the check.`
        : old === undefined ? 'No drift report and no run of a drift check was seen.' : `${plainLine(old.place.path, 100)} lay in the repository from the beginning; no drift report since then and no run of a drift check was seen.`,
      next: 'Start the drift check once by hand (the page Actions has a button for a workflow with workflow_dispatch), or run it on your machine and commit its report in capstone-evidence/; otherwise say what it showed with `/done 4.4`.',
    },
  }
}

function ranAt(commit: StoryCommit, { runs }: Story): readonly Ran[] {
  const criterion = criterionAt(commit, 'drift')
  return [...criterion?.evidence ?? [], ...criterion?.against ?? []].flatMap((place) => place.kind === 'run' ? [{ at: endOfRun(place.url, runs) ?? commit.lastAt, commit, place }] : [])
}

function proofOf({ at, place }: Ran): Proof {
  return { at, commit: place.headSha, basis: 'observed', evidence: [place], found: `${plainLine(place.step, 80)} looked for drift at ${short(place.headSha)} and passed.` }
}

/**
 * Whether a run shows more than what the repository came with: a person or a schedule started it, or what it ran on (the model, its data, the check, the workflow) is
 * not as it was at the beginning. Where the beginning is not known, nobody can tell of a push.
 */
function isOwn({ place, commit }: Ran, beginning: StoryCommit | null, { runs, commits }: Story): boolean {
  if (STARTED.has(runOfPage(place.url, runs)?.event ?? '')) return true
  const at = commits.find(({ sha }) => sha === place.headSha) ?? commit
  if (beginning === null || at.sha === beginning.sha) return false
  return inputsOf(at) !== inputsOf(beginning) || isOther(place, at, beginning)
}

/** The model and its data at a commit. */
function inputsOf(commit: StoryCommit): string {
  const { parameters, preprocessing, training, locked, tracked } = commit.trace.model
  return JSON.stringify([
    parameters.map(({ name, value }) => [name, value]), [...preprocessing, ...training].map(({ name, path, digest }) => [path, name, digest]), locked.map(({ stage, name, value }) => [stage, name, value]), tracked.map(({ path, digest }) => [path, digest]),
  ])
}

/** Whether the check or its workflow is another one than at the beginning, as far as both are known. */
function isOther({ workflow, workflowBlob }: RunEvidence, at: StoryCommit, beginning: StoryCommit): boolean {
  if (beginning.trace.workflows?.includes(workflow) === false) return true
  const blobs = blobsOf(beginning)
  const workflowBefore = blobs.get(workflow)
  return (workflowBefore !== undefined && workflowBefore !== workflowBlob) || [...blobsOf(at)].some(([path, blob]) => blobs.has(path) && blobs.get(path) !== blob)
}

/** The files in which the check was found at a commit, and the workflows that ran it, each with its blob. */
function blobsOf(commit: StoryCommit): ReadonlyMap<string, string> {
  const { evidence = [], against = [] } = criterionAt(commit, 'drift') ?? {}
  return new Map([...evidence, ...against].flatMap((one) => one.kind === 'file' ? [[one.path, one.blob] as const] : one.kind === 'run' ? [[one.workflow, one.workflowBlob] as const] : []))
}

/** The newest run of a check that failed: that it ran is seen, and only its log tells what it saw. The word of a student answers it whenever it was given. */
function failureOf(ran: readonly Ran[]): Against | null {
  const last = ran.filter(({ place }) => place.conclusion === 'failure').toSorted(byTime).at(-1)
  if (last === undefined) return null
  const { place } = last
  return {
    evidence: [place], answeredFrom: Number.NEGATIVE_INFINITY,
    found: `${plainLine(place.step, 80)} ran at ${short(place.headSha)} and failed: it found drift, or it broke; its log tells which.`,
    next: 'Open the log of that run. Where the check found drift, commit its report in capstone-evidence/ or say what it showed with `/done 4.4`; where it broke, mend it and start it again.',
  }
}

function byTime(one: Ran, other: Ran): number {
  return one.at - other.at || (one.place.url < other.place.url ? -1 : 1)
}
