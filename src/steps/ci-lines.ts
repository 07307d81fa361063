import { plainLine } from '../report/plain-line.ts'
import { firstProof, type Against, type Proof, type Weighed } from './rule.ts'
import { failedJobs, runPlace, type StoryRun } from './runs.ts'
import { short, type Story } from './story.ts'

/** What starts the runs of a branch or a pull request; a schedule or a release says nothing of either. */
const OF_WORK: ReadonlySet<string> = new Set(['push', 'pull_request', 'pull_request_target', 'workflow_dispatch', 'merge_group'])
const PULL = /^refs\/pull\/(\d+)\/head$/

/** A branch in words: a pull request's own line has its number. */
export function lineNamed(branch: string): string {
  const number = PULL.exec(branch)?.[1]
  return number === undefined ? branch : `pull request #${number}`
}

/** The runs that ended on branches and pull requests of people: those of bots and of the default branch are left out. */
export function workRuns({ runs, happened, commits, defaultBranch }: Story): readonly StoryRun[] {
  const brought = [...happened.pushes.map(({ after, byBot }) => ({ sha: after, byBot })), ...happened.pulls.map(({ head, byBot }) => ({ sha: head, byBot }))]
  const people = new Set(brought.flatMap(({ sha, byBot }) => byBot ? [] : [sha]))
  const bots = new Set([...brought.map(({ sha }) => sha), ...commits.filter(({ isBots }) => isBots).map(({ sha }) => sha)].filter((sha) => !people.has(sha)))
  return runs.filter(({ event, branch, fork, head }) => OF_WORK.has(event) && !bots.has(head) && (fork !== null || (branch !== null && branch !== defaultBranch)))
}

/** What is known of one branch when a run of it has ended: the newest end of each workflow. */
type Moment = { readonly line: string; readonly run: StoryRun; readonly failing: readonly StoryRun[]; readonly mended: { readonly failed: StoryRun; readonly passed: StoryRun } | null }

/** Whether failures of CI were mended: a moment at which no workflow of a branch fails shows it; one that fails on the branch that ran last speaks against it. */
export function weighFailures(story: Story): Weighed {
  const moments = momentsOf(workRuns(story))
  const proofs = moments.filter(({ failing }) => failing.length === 0).map((moment) => proofOf(moment, story))
  const gone = new Map(story.happened.deleted.map(({ branch, at }) => [branch, at]))
  const last = moments.findLast(({ run }) => run.fork !== null || run.branch === null || run.at > (gone.get(run.branch) ?? -1))
  // The first repair says more than the first time that nothing failed.
  const mended = moments.find((moment) => moment.failing.length === 0 && moment.mended !== null)
  const proof = firstProof(proofs)
  return {
    proof: proof === null || mended === undefined ? proof : { ...proof, found: proofOf(mended, story).found }, against: last === undefined ? null : againstOf(last, story), unseen: null,
    open: { found: 'No run of a workflow came to its end on a branch or pull request yet, so nothing failed and nothing was mended.', next: 'Push to the branch, and follow the run of CI on the page Actions of the repository (step 3.2).' },
  }
}

function momentsOf(runs: readonly StoryRun[]): readonly Moment[] {
  const lines = new Map<string, { readonly newest: Map<string, StoryRun>; readonly failures: Map<string, StoryRun>; mended: Moment['mended'] }>()
  return runs.map((run) => {
    const line = `${run.fork ?? ''} ${run.branch ?? run.head}`
    const state = lines.get(line) ?? { newest: new Map<string, StoryRun>(), failures: new Map<string, StoryRun>(), mended: null }
    lines.set(line, state)
    const failed = state.failures.get(run.workflow)
    if (run.passed && failed !== undefined) state.mended = { failed, passed: run }
    if (!run.passed) state.failures.set(run.workflow, run)
    else state.failures.delete(run.workflow)
    state.newest.set(run.workflow, run)
    return { line, run, failing: [...state.newest.values()].filter(({ passed }) => !passed), mended: state.mended }
  })
}

function proofOf({ run, mended }: Moment, { url }: Story): Proof {
  const found = mended === null
    ? `CI passed at ${short(run.head)}, and nothing of it failed on ${where(run)} before.`
    : `CI failed at ${short(mended.failed.head)}${jobsOf(mended.failed)}, passed at ${short(mended.passed.head)}.`
  return { at: run.at, commit: run.head, basis: 'observed', evidence: [runPlace(run, url) ?? { kind: 'commit', sha: run.head, branch: run.branch ?? '', says: found }], found }
}

function againstOf({ failing }: Moment, { url }: Story): Against | null {
  const run = failing.toSorted((one, other) => other.at - one.at || other.id - one.id)[0]
  if (run === undefined) return null
  const place = runPlace(run, url)
  return {
    evidence: place === null ? [] : [place], found: `${run.traced === null ? 'A workflow' : plainLine(run.traced.name, 80)} fails at ${short(run.head)} on ${where(run)}${jobsOf(run)}.`,
    next: 'Open the log of that job, read the first error, run the same command on your machine, mend the cause and push again.',
  }
}

function where({ branch, fork }: StoryRun): string {
  return branch === null ? 'its branch' : `${fork !== null ? 'the fork’s ' : ''}${plainLine(branch, 80)}`
}

function jobsOf(run: StoryRun): string {
  const jobs = failedJobs(run).slice(0, 3).map((job) => plainLine(job, 60))
  return jobs.length === 0 ? '' : ` (${jobs.join(', ')})`
}
