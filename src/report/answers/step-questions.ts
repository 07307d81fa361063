import type { StepId } from '../../model/progress.ts'

/** What a person who did a step can tell of it: the question that `/done` asks where nothing is written. What happens on GitHub has none: it is seen there; a service may be deployed elsewhere. */
export const STEP_QUESTIONS: ReadonlyMap<string, string> = new Map<string, string>([
  ['step-1.1', 'Which parameter or preprocessing step did you change, from what to what?'],
  ['step-1.2', 'Which runs did you compare in MLflow, and what did each of them reach?'],
  ['step-1.3', 'Which run did you choose, by which metric, and what did the next best reach?'],
  ['step-2.1', 'Which file of the training code did you change, and what does it do now?'],
  ['step-2.2', 'Which tests ran, how many passed, and where can the result be seen?'],
  ['step-2.3', 'Which data or model does DVC track in this commit, and what does `dvc status` say?'],
  ['step-4.2', 'Where does the service run, and by what do you see that it is the merged commit?'],
  ['step-4.3', 'Which log line and which metric did you look at after the deployment, and what did they show?'],
  ['step-4.4', 'Which data did you compare with which, and what did the drift check say?'],
])

/** The question of a step. */
export function questionOf(step: StepId): string {
  return STEP_QUESTIONS.get(step) ?? 'What did you do, and what did you see?'
}
