import { plainLine } from '../report/text/plain-line.ts'
import { momentsOf, type Moment } from './ci-moments.ts'
import { pullsOf } from './own-pulls.ts'
import { firstProof, type Against, type Proof, type Weighed } from './rule.ts'
import { linesOf } from './run-lines.ts'
import { failedJobs, failuresOf, runPlace, type StoryRun } from './runs.ts'
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
export function workRuns(story: Story): readonly StoryRun[] {
  return peopleRuns(story).filter(({ branch, fork }) => fork !== null || (branch !== null && branch !== story.defaultBranch))
}

/** The runs of people's work that ended, those of the default branch too. */
export function peopleRuns({ runs, happened, commits }: Story): readonly StoryRun[] {
  const brought = [...happened.pushes.map(({ after, byBot }) => ({ sha: after, byBot })), ...happened.pulls.map(({ head, byBot }) => ({ sha: head, byBot }))]
  const people = new Set(brought.flatMap(({ sha, byBot }) => byBot ? [] : [sha]))
  const bots = new Set([...brought.map(({ sha }) => sha), ...commits.filter(({ isBots }) => isBots).map(({ sha }) => sha)].filter((sha) => !people.has(sha)))
  return runs.filter(({ event, head }) => OF_WORK.has(event) && !bots.has(head))
}

/** Whether failures of CI were mended: a moment at which no workflow of a branch fails shows it; one that fails on the branch that ran last speaks against it. */
export function weighFailures(story: Story): Weighed {
  const moments = momentsOf(workRuns(story), story.commits, linesOf(story.happened))
  const isPassed = ({ failing, isPartial }: Moment): boolean => failing.length === 0 && !isPartial
  const proofs = moments.filter(isPassed).map((moment) => proofOf(moment, story))
  // What passed stays the newest word when its branch is over: what was out of date by then does not come back.
  const last = moments.findLast((moment) => isPassed(moment) || !isOver(moment, story))
  return {
    proof: firstProof(proofs), against: last === undefined ? null : againstOf(last, story), unseen: null,
    open: last?.isPartial === true && last.failing.length === 0
      ? { found: `Not every run of CI at ${short(last.run.head)} on ${where(last.run)} has come to its end yet.`, next: 'Follow the runs on the page Actions of the repository to their end; the step is done when none of them fails.' }
      : moments.length > 0 && last === undefined
      ? { found: 'What failed was on branches and pull requests that were deleted or closed before a run of CI passed there.', next: 'Push the change to a branch of its own and follow the run of CI there until it passes.' }
      : { found: 'No run of a workflow came to its end on a branch or pull request yet, so nothing failed and nothing was mended.', next: 'Push to the branch, and follow the run of CI on the page Actions of the repository (step 3.2).' },
  }
}

/** Whether nobody works on the line of a run any more: its branch was deleted since, or its last pull request was closed, merged or not, and nothing was pushed since. */
export function isOver({ run: { at, head, branch, fork }, line }: Pick<Moment, 'run' | 'line'>, { happened }: Story): boolean {
  if (branch === null) return false
  if (line.isDeleted) return true
  const states = [...new Map(pullsOf({ branch, fork }, happened).map((pull) => [pull.number, pull])).values()]
  return states.length > 0 && states.every(({ isOpen }) => !isOpen) && states.some((closed) => closed.at >= at || closed.head === head)
}

function proofOf({ run, mended, gone }: Moment, { url }: Story): Proof {
  const found = mended !== null
    ? `CI failed at ${short(mended.failed.head)}${jobsOf(mended.failed)}, passed at ${short(mended.passed.head)}.`
    : gone !== null
      ? `CI failed at ${short(gone.head)}${jobsOf(gone)}; at ${short(run.head)} that workflow is replaced, and CI passed.`
      : `CI passed at ${short(run.head)}, and nothing of it failed on ${where(run)} before.`
  return { at: run.at, commit: run.head, basis: 'observed', evidence: [runPlace(run, url) ?? { kind: 'commit', sha: run.head, branch: run.branch ?? '', says: found }], found }
}

function againstOf({ failing }: Moment, { url }: Story): Against | null {
  const run = failing.toSorted((one, other) => other.at - one.at || other.id - one.id)[0]
  if (run === undefined) return null
  const place = runPlace(run, url)
  const reason = failuresOf(run).find(({ found }) => found !== '')
  return {
    evidence: place === null ? [] : [place], found: `${run.traced === null ? 'A workflow' : plainLine(run.traced.name, 80)} fails at ${short(run.head)} on ${where(run)}${jobsOf(run)}.${reason === undefined ? '' : ` ${reason.found}`}`,
    next: reason?.next ?? 'Open the log of that job, read the first error, run the same command on your machine, mend the cause and push again.',
  }
}

function where({ branch, fork }: StoryRun): string {
  return branch === null ? 'its branch' : `${fork !== null ? 'the fork’s ' : ''}${plainLine(branch, 80)}`
}

function jobsOf(run: StoryRun): string {
  const jobs = failedJobs(run).slice(0, 3).map((job) => plainLine(job, 60))
  return jobs.length === 0 ? '' : ` (${jobs.join(', ')})`
}
