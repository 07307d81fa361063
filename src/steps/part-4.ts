import { weighDeployment } from './deployed.ts'
import { weighDrift } from './drifted.ts'
import { weighMerge } from './merged.ts'
import { weighObservation } from './observed.ts'
import type { StepRule } from './rule.ts'

/** Part 4, deploy and monitor: its four steps. */
export const PART_4: readonly StepRule[] = [
  {
    id: 'step-4.1', lesson: '4-4-capstone#41-merge-to-main',
    lookedFor: 'A pull request with the change of step 1.1 that was merged into the default branch; one that was closed without it does not count.',
    weigh: weighMerge,
  },
  {
    id: 'step-4.2', lesson: '4-4-capstone#42-verify-deployment-succeeded',
    lookedFor: 'A deployment that succeeded, or a deploy job that passed, of the merge’s commit or a later one of the default branch; where GitHub knows of neither, `/done 4.2` with where the service runs.',
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
