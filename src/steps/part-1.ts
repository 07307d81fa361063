import { plainLine } from '../report/text/plain-line.ts'
import { listed } from '../report/gradebook/counted.ts'
import type { CodeChange, ParameterChange } from '../model/model-change.ts'
import { firstProof, type Proof, type StepRule, type Weighed } from './rule.ts'
import { commitPlace, short, unseenAt, type Story } from './story.ts'
import { weighBestModel } from './best-model.ts'
import { weighExperiments } from './experiments.ts'

const MOST_NAMED = 3
const SETTINGS = /\.(?:py|toml|ya?ml)$/i

/** Part 1, make a model change: its three steps. */
export const PART_1: readonly StepRule[] = [
  {
    id: 'step-1.1', lesson: '4-4-capstone#11-modify-preprocessing-or-hyperparameters',
    lookedFor: 'A parameter of the training or a preprocessing function, in a script or a parameters file, that differs between two commits that were pushed one after the other, or between a pull request and its base.',
    weigh: weighChange,
  },
  {
    id: 'step-1.2', lesson: '4-4-capstone#12-run-experiments-with-mlflow',
    lookedFor: 'Two or more runs of MLflow that finished, and not only those that the repository came with: in mlruns/, mlflow.db or capstone-evidence/ of a commit, in what a workflow uploads, or two trainings in CI that passed with different parameters.',
    weigh: weighExperiments,
  },
  {
    id: 'step-1.3', lesson: '4-4-capstone#13-choose-the-best-model',
    lookedFor: 'Committed parameters that are those of the best run of an MLflow experiment, by what differs among its runs, or a registered version of that run; not only as the repository came.',
    weigh: weighBestModel,
  },
]

function weighChange(story: Story): Weighed {
  const proofs = story.changes.all.map((pair): Proof => {
    const says = listed([...pair.changes.parameters.map(parameterWords), ...pair.changes.preprocessing.map(codeWords)], MOST_NAMED)
    return { at: pair.at, commit: pair.after.sha, basis: 'observed', evidence: [commitPlace(pair.after, says, pair.branch)], found: `${says}, at ${short(pair.after.sha)}.` }
  })
  const { newest } = story
  return {
    proof: firstProof(proofs), against: null, unseen: unseenAt(story, SETTINGS),
    open: notebookOnly(newest) ?? {
      found: newest === null ? 'No commit was read yet.' : story.pairs.length === 0 ? `${short(newest.sha)} was read, and no commit before it to compare it with.` : 'No parameter and no preprocessing function differs between the commits that were read.',
      next: 'Change one parameter of the training or one preprocessing function on a branch of its own, commit it and push the branch.',
    },
  }
}

/** What to say where the model is trained in notebooks alone, whose cells are not compared. */
function notebookOnly(newest: Story['newest']): Weighed['open'] | null {
  const { notebooks = [], training = [], preprocessing = [], parameters = [] } = newest?.trace.model ?? {}
  if (newest === null || notebooks.length === 0 || training.length + preprocessing.length + parameters.length > 0) return null
  return {
    found: `The model is trained in ${listed(notebooks.map((path) => plainLine(path, 100)), MOST_NAMED)} (${short(newest.sha)}), and no script or parameters file with a setting of it was found: cells of notebooks are not compared between commits.`,
    next: 'Put the settings of the training into a file that the notebook reads (params.yaml), then change one of them on a branch of its own and push the branch; or say with `/done 1.1` what you changed in the notebook, from what to what.',
  }
}

/** A changed setting in words: `max_depth 5 → 8 (params.yaml:4)`. */
export function parameterWords({ name, before, after, path, line }: ParameterChange): string {
  const [label, was, is] = [plainLine(name, 60), before === null ? null : plainLine(before, 40), after === null ? null : plainLine(after, 40)]
  const words = was === null ? `${label} is new: ${is ?? ''}` : is === null ? `${label} (${was}) is gone` : `${label} ${was} → ${is}`
  return `${words} (${path}:${line})`
}

/** A changed function in words: `clean_text changed (src/prepare.py:12)`. */
export function codeWords({ change, name, path, line }: CodeChange): string {
  return `${plainLine(name, 60)} ${change} (${path}:${line})`
}
