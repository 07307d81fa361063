import type { StepId, StepRecord } from '../../model/progress.ts'
import { code, sentence } from '../markdown-text.ts'
import { subjectWords, type TitledSubject } from './subject-words.ts'
import { questionOf } from './step-questions.ts'

/** `/done`: kept as the word of a person; where the App saw the step itself, that goes before. */
export function doneAnswer(about: TitledSubject, step: StepRecord | null): string {
  const seen = step?.state === 'done' && step.basis === 'observed' ? ' The App has seen this step done itself, which goes before.' : ' It is shown as attested: a person of this repository said so.'
  return `Kept: what you saw at ${subjectWords(about)}.${seen}\n`
}

/** `/done` without enough words: the question of that step. */
export function doneQuestion(about: TitledSubject, step: StepId): string {
  const number = step.slice('step-'.length)
  return `To keep ${subjectWords(about)}, write what you saw behind its number. ${sentence(questionOf(step))} The form is ${code(`/done ${number} <what you saw>`)}, in one line.\n`
}
