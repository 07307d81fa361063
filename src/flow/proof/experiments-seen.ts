import { newestRuns } from '../../evidence/newest-runs.ts'
import { storedExperiments } from '../../evidence/experiments/stored-experiments.ts'
import { basisIn } from '../../evidence/trust.ts'
import type { Trust } from '../../model/course.ts'
import type { Experiments } from '../../model/experiments.ts'
import type { Reading } from '../../model/reading.ts'
import type { WorkflowRun } from '../../model/run.ts'
import { experimentWords } from '../../report/words/experiment-words.ts'

/** The MLflow stores that a commit shows: those that it holds, and those that its runs uploaded, the newest run first. An upload is observed where the course controls its whole workflow, else claimed. */
export function experimentsSeen({ experiments, plan }: Pick<Reading, 'experiments' | 'plan'>, runs: readonly WorkflowRun[], trust: Trust): readonly Experiments[] {
  const basisOf = basisIn(plan.workflows, trust)
  return [...experiments, ...newestRuns(runs).toSorted((one, other) => other.id - one.id).flatMap((run) => (run.artifacts ?? []).flatMap(({ name, reports }) =>
    storedExperiments(reports).map((stored): Experiments => ({ ...stored, basis: basisOf(run), place: { kind: 'artifact', run: run.url, name, path: stored.path, says: experimentWords(stored) } }))))]
}
