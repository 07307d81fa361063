import { outOfStep } from '../facts/capstone/differences.ts'
import type { DataChange } from '../model/model-change.ts'
import { counted, listed } from '../report/gradebook/counted.ts'
import { plainLine } from '../report/text/plain-line.ts'
import { counts } from './carried.ts'
import { holdsModel } from './pairs.ts'
import { codeWords, parameterWords } from './part-1.ts'
import { firstProof, type Against, type Earlier, type Proof, type StepRule, type Weighed } from './rule.ts'
import { weighSuite } from './suite.ts'
import { commitPlace, short, unseenAt, type Story } from './story.ts'

const MOST_NAMED = 3
const CODE = /\.(?:py|toml|ya?ml)$/i
const DATA = /(?:^|\/)dvc\.(?:lock|yaml)$|\.dvc$/i

/** Part 2, update and test: its three steps. */
export const PART_2: readonly StepRule[] = [
  {
    id: 'step-2.1', lesson: '4-4-capstone#21-update-the-training-code',
    lookedFor: 'Training code, or a parameter that it reads, that differs between two commits, at or after the change of step 1.1.',
    weigh: weighTraining,
  },
  {
    id: 'step-2.2', lesson: '4-4-capstone#22-run-the-test-suite',
    lookedFor: 'A run of CI, or the report of a test runner, in which the whole test suite passes at a commit that has the change of step 1.1.',
    weigh: weighSuite,
  },
  {
    id: 'step-2.3', lesson: '4-4-capstone#23-commit-with-dvc-tracking',
    lookedFor: 'dvc.lock or a .dvc file that changes between two commits, at or after the change of step 1.1, and in the newest one a dvc.lock with the values of the parameters file.',
    weigh: weighTracked,
  },
]

function weighTraining(story: Story, earlier: Earlier): Weighed {
  const since = earlier('step-1.1')
  const changed = story.pairs.filter(holdsModel).flatMap((pair): readonly Proof[] => {
    const changes = [...pair.changes.training.map(codeWords), ...pair.changes.parameters.map(parameterWords)]
    if (changes.length === 0) return []
    const says = listed(changes, MOST_NAMED)
    return [{ at: pair.at, commit: pair.after.sha, basis: 'observed', evidence: [commitPlace(pair.after, says, pair.branch)], found: `${says}, at ${short(pair.after.sha)}.` }]
  })
  const [early] = changed
  return {
    proof: since === null ? null : firstProof(changed.filter(({ at }) => at >= since)), against: null, unseen: unseenAt(story, CODE),
    open: since === null && early !== undefined
      ? { found: `Training code changed at ${short(early.commit ?? '')}; the change of the model that it is for (step 1.1) was not seen.`, next: 'Change the parameter or the preprocessing function that the new training code is for, and push it.' }
      : { found: 'No training code, and no parameter that it reads, differs since the change of the model.', next: 'Put the chosen value where the training reads it (the parameters file or the training script), commit it and push.' },
  }
}

function weighTracked(story: Story, earlier: Earlier): Weighed {
  const since = earlier('step-1.1')
  const changed = story.pairs.flatMap((pair): readonly Proof[] => {
    const { tracked } = pair.changes
    if (tracked.length === 0) return []
    const says = listed(tracked.map(dataWords), MOST_NAMED)
    return [{ at: pair.at, commit: pair.after.sha, basis: 'observed', evidence: [commitPlace(pair.after, says, pair.branch)], found: `${says}, at ${short(pair.after.sha)}.` }]
  })
  const proofs = changed.filter(({ at, commit }) => counts(since, at, commit, story))
  const [early] = changed
  const model = story.newest?.trace.model
  const hasDvc = model !== undefined && model.tracked.length + model.locked.length > 0
  return {
    proof: firstProof(proofs), against: outOfStepAt(story), unseen: unseenAt(story, DATA),
    open: early !== undefined
      ? { found: `${early.found.slice(0, -1)}; a change of the model (step 1.1) was not seen there by then.`, next: 'Change the model (step 1.1), run `dvc repro`, then commit dvc.lock together with the change.' }
      : hasDvc
      ? { found: `${counted(model.tracked.length, 'file')} by which DVC tracks data ${model.tracked.length === 1 ? 'is' : 'are'} there, and none of them changed between two commits.`, next: 'Run `dvc repro`, then `dvc push`, then commit dvc.lock together with the parameters.' }
      : { found: 'No dvc.lock and no .dvc file was found: DVC tracks nothing here yet.', next: 'Set DVC up: `dvc init`, `dvc add` for the data, stages with their parameters in dvc.yaml, then `dvc repro`, and commit dvc.yaml and dvc.lock.' },
  }
}

function outOfStepAt({ newest }: Story): Against | null {
  const [first, ...others] = newest === null ? [] : outOfStep(newest.trace.model)
  if (newest === null || first === undefined) return null
  const { locked, parameter } = first
  const says = `${locked.path} says ${plainLine(locked.name, 60)} ${plainLine(locked.value, 40)}, ${parameter.path} says ${plainLine(parameter.value, 40)}`
  return {
    evidence: [commitPlace(newest, says)], found: `${says}${others.length === 0 ? '' : `, and ${counted(others.length, 'other value')} differ${others.length === 1 ? 's' : ''} too`} (${short(newest.sha)}).`,
    next: 'Run `dvc repro`, then commit dvc.lock.',
  }
}

/** `dvc.lock changed`; a file by which DVC tracks data. */
function dataWords({ change, path }: DataChange): string {
  return `${path} ${change === 'added' ? 'is new' : change === 'removed' ? 'is gone' : 'changed'}`
}
