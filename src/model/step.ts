export type Step = { readonly id: `step-${number}.${number}`; readonly title: string }

/** One of the capstone's four parts, with the minutes the course gives it and its steps in order. */
export type StepPart = { readonly part: number; readonly title: string; readonly minutes: number; readonly steps: readonly Step[] }

/** The capstone session: four parts, thirteen steps. */
export const STEP_PARTS: readonly StepPart[] = [
  {
    part: 1, title: 'Make a model change', minutes: 10,
    steps: [
      { id: 'step-1.1', title: 'Modify preprocessing or hyperparameters' },
      { id: 'step-1.2', title: 'Run experiments with MLflow' },
      { id: 'step-1.3', title: 'Choose the best model' },
    ],
  },
  {
    part: 2, title: 'Update and test', minutes: 10,
    steps: [
      { id: 'step-2.1', title: 'Update the training code' },
      { id: 'step-2.2', title: 'Run the test suite' },
      { id: 'step-2.3', title: 'Commit with DVC tracking' },
    ],
  },
  {
    part: 3, title: 'CI/CD validation', minutes: 10,
    steps: [
      { id: 'step-3.1', title: 'Push to a feature branch' },
      { id: 'step-3.2', title: 'Watch the CI pipeline run' },
      { id: 'step-3.3', title: 'Address any failures' },
    ],
  },
  {
    part: 4, title: 'Deploy and monitor', minutes: 15,
    steps: [
      { id: 'step-4.1', title: 'Merge to main' },
      { id: 'step-4.2', title: 'Verify deployment succeeded' },
      { id: 'step-4.3', title: 'Check logs and metrics' },
      { id: 'step-4.4', title: 'Run a drift check' },
    ],
  },
]
