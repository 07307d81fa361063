import { STAGE_IDS } from '../model/pipeline.ts'
import { listed } from '../report/gradebook/counted.ts'
import { plainLine } from '../report/text/plain-line.ts'
import { lineNamed, weighFailures, workRuns } from './ci-lines.ts'
import { isOfBot, readAt, type StoryCommit } from './commits.ts'
import { firstProof, type Proof, type StepRule, type Weighed } from './rule.ts'
import { runPlace, type StoryRun } from './runs.ts'
import { short, type Story } from './story.ts'

/** Part 3, CI/CD validation: its three steps. */
export const PART_3: readonly StepRule[] = [
  {
    id: 'step-3.1', lesson: '4-4-capstone#31-push-to-a-feature-branch',
    lookedFor: 'A push to another branch than the default one, or a pull request from one; a fork counts too.',
    weigh: weighBranch,
  },
  {
    id: 'step-3.2', lesson: '4-4-capstone#32-watch-the-ci-pipeline-run',
    lookedFor: 'A run of a GitHub Actions workflow on such a branch or pull request that came to its end, whether it failed or passed.',
    weigh: weighPipeline,
  },
  {
    id: 'step-3.3', lesson: '4-4-capstone#33-address-any-failures',
    lookedFor: 'A branch or pull request on which every workflow that failed passed later, or on which none failed.',
    weigh: weighFailures,
  },
]

function weighBranch({ happened, defaultBranch, commits }: Story): Weighed {
  const pushed = happened.pushes.filter(({ branch, byBot }) => branch !== defaultBranch && !byBot).map((push): Proof => ({
    at: push.at, commit: push.after, basis: 'observed', evidence: [{ kind: 'commit', sha: push.after, branch: push.branch, says: `pushed to ${plainLine(push.branch, 80)}` }], found: `${short(push.after)} was pushed to ${plainLine(push.branch, 80)}.`,
  }))
  const proposed = happened.pulls.filter(({ isForked, headBranch, byBot }) => !byBot && (isForked || headBranch !== defaultBranch)).map(({ at, number, head, headBranch, isForked }): Proof => {
    const from = `${isForked ? 'a fork’s branch ' : ''}${plainLine(headBranch, 80)}`
    return { at, commit: head, basis: 'observed', evidence: [{ kind: 'pull', number, sha: head, says: `from ${from}` }], found: `Pull request #${number} comes from ${from}.` }
  })
  const judged = judgedOnBranches(commits).map(({ sha, at, branch }): Proof => ({
    at, commit: sha, basis: 'observed', evidence: [{ kind: 'commit', sha, branch, says: `judged on ${plainLine(lineNamed(branch), 80)}` }], found: `${short(sha)} is on ${plainLine(lineNamed(branch), 80)}.`,
  }))
  return {
    proof: firstProof([...pushed, ...proposed, ...judged]), against: null, unseen: null,
    open: {
      found: `No push to another branch than ${plainLine(defaultBranch, 80)}, and no pull request, was seen.`,
      next: 'Put the change on a branch of its own (`git switch -c feature/tune-model`), push it (`git push -u origin feature/tune-model`) and open a pull request.',
    },
  }
}

/**
 * Of what was pushed before the App came, the commits tell that were judged on another branch than the default one before any event told of them, also where they came
 * to the default branch later; not where it held them itself before anything else of it was read.
 */
function judgedOnBranches(commits: readonly StoryCommit[]): readonly { readonly sha: string; readonly at: number; readonly branch: string }[] {
  const began = Math.min(...commits.filter(({ trace: { isDefaultBranch, firstBranch } }) => isDefaultBranch && firstBranch === undefined).map(({ trace }) => trace.since))
  return commits.flatMap(({ sha, at, trace, isBots, isTold }) => {
    const { isDefaultBranch, firstBranch, since } = trace
    const branch = isDefaultBranch ? (since >= began ? firstBranch : undefined) : trace.branch
    return branch === undefined || branch === null || isBots || isOfBot(branch) || (isTold && since >= at) ? [] : [{ sha, at: readAt(trace), branch }]
  })
}

function weighPipeline(story: Story): Weighed {
  const ended = workRuns(story)
  const proofs = ended.flatMap((run): readonly Proof[] => {
    const found = `${nameOf(run)} ${run.passed ? 'passed' : 'failed'} at ${short(run.head)}${stagesAt(run, story)}.`
    return [{ at: run.at, commit: run.head, basis: 'observed', evidence: [runPlace(run, story.url) ?? { kind: 'commit', sha: run.head, branch: run.branch ?? '', says: found }], found }]
  })
  const isOnBranch = story.happened.pushes.some(({ branch, byBot }) => branch !== story.defaultBranch && !byBot) || story.happened.pulls.some(({ byBot }) => !byBot)
  return {
    proof: firstProof(proofs), against: null, unseen: null,
    open: {
      found: isOnBranch ? 'No run of a workflow came to its end on a branch or pull request yet.' : 'Nothing was pushed to a branch of its own, so no run of CI was looked for there.',
      next: isOnBranch ? 'Let a workflow run on pull_request, push to the branch, and follow the run on the page Actions of the repository.' : 'Push the change to a branch of its own (step 3.1), then follow the run on the page Actions of the repository.',
    },
  }
}

function nameOf({ traced }: StoryRun): string {
  return traced === null ? 'A workflow' : plainLine(traced.name, 80)
}

/** The stages that ran at the commit of a run, as the end of a sentence. */
function stagesAt({ head, workflow }: StoryRun, { commits }: Story): string {
  const stages = commits.find(({ sha }) => sha === head)?.trace.stages ?? []
  const ran = STAGE_IDS.filter((id) => stages.some((stage) => stage.id === id && stage.jobs.some((job) => job.workflow === workflow && (job.result === 'success' || job.result === 'failure'))))
  return ran.length === 0 ? '' : `, with the ${ran.length === 1 ? 'stage' : 'stages'} ${listed(ran, STAGE_IDS.length)}`
}
