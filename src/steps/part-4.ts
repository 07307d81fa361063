import { plainLine } from '../report/plain-line.ts'
import { weighDeployment } from './deployed.ts'
import { weighDrift } from './drifted.ts'
import { mergesOf, mergesOfChange } from './merges.ts'
import { weighObservation } from './observed.ts'
import { firstProof, type Earlier, type Proof, type StepRule, type Weighed } from './rule.ts'
import { short, type Story } from './story.ts'

/** Part 4, deploy and monitor: its four steps. */
export const PART_4: readonly StepRule[] = [
  {
    id: 'step-4.1', lesson: '4-4-capstone#41-merge-to-main',
    lookedFor: 'A pull request with the change of step 1.1 that was merged into the default branch; one that was closed without it does not count.',
    weigh: weighMerge,
  },
  {
    id: 'step-4.2', lesson: '4-4-capstone#42-verify-deployment-succeeded',
    lookedFor: 'A deployment that succeeded, or a deploy job that passed, of the merge’s commit or a later one of the default branch.',
    weigh: weighDeployment,
  },
  {
    id: 'step-4.3', lesson: '4-4-capstone#43-check-logs-and-metrics',
    lookedFor: 'An answer of the deployed service to a probe or a smoke test that asks for its health or metrics, metrics that a run saved, or `/done 4.3` with what was seen.',
    weigh: weighObservation,
  },
  {
    id: 'step-4.4', lesson: '4-4-capstone#44-run-a-drift-check',
    lookedFor: 'A drift report that the repository did not come with, a run of the drift check that passed and was started by hand, by a schedule or by a change, or `/done 4.4` with what it said.',
    weigh: weighDrift,
  },
]

function weighMerge(story: Story, earlier: Earlier): Weighed {
  const main = plainLine(story.defaultBranch, 80)
  const proofs = mergesOfChange(story, earlier('step-1.1')).map(({ at, number, sha }): Proof => ({
    at, commit: sha, basis: 'observed', evidence: [{ kind: 'pull', number, sha, says: `merged into ${main}` }], found: `Pull request #${number} was merged into ${main} (${short(sha)}).`,
  }))
  const pulls = new Map(story.happened.pulls.filter(({ baseBranch, byBot }) => baseBranch === story.defaultBranch && !byBot).map((pull) => [pull.number, pull]))
  const open = [...pulls.values()].findLast(({ isOpen }) => isOpen)
  const other = mergesOf(story).at(-1)
  const branch = story.changes.all.findLast((one) => one.branch !== story.defaultBranch)?.branch
  const merged = new Set(mergesOf(story).map(({ number }) => number))
  const closed = [...pulls.values()].findLast(({ number, isOpen }) => !isOpen && !merged.has(number))
  return {
    proof: firstProof(proofs), against: null, unseen: null,
    open: open !== undefined
      ? { found: `Pull request #${open.number} into ${main} is open.`, next: `Merge pull request #${open.number} once its checks are green and you know how you would go back.` }
      : other !== undefined
        ? { found: `Pull request #${other.number} was merged into ${main} (${short(other.sha)}); no change of the model (step 1.1) was seen in it.`, next: `${branch === undefined ? 'Change the model on a branch of its own (step 1.1), then open a pull request from it' : `Open a pull request from ${plainLine(branch, 80)}, which has the change,`} into ${main}, and merge it once its checks are green.` }
      : closed !== undefined
        ? { found: `Pull request #${closed.number} was closed without being merged into ${main}.`, next: `Open pull request #${closed.number} again, or a new one into ${main}, and merge it once its checks are green.` }
        : { found: `No pull request into ${main} was seen.`, next: `Open a pull request into ${main} and merge it once its checks are green.` },
  }
}
