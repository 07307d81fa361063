import type { StepId, StepRecord } from '../../model/progress.ts'
import { code, sentence } from '../text/markdown-text.ts'
import { stateWords } from '../words/step-words.ts'
import { shortName, subjectWords, type TitledSubject } from './subject-words.ts'
import { questionOf } from './step-questions.ts'

/** `/done`: kept as the word of a person, and how the step stands with it; `commentId` is the comment that says it. */
export function doneAnswer(about: TitledSubject, step: StepRecord, commentId: number): string {
  return `Kept: what you saw at ${subjectWords(about)}. ${standingWords(step, String(commentId))}${step.state === 'held' ? ` ${sentence(step.next)}` : ''}\n`
}

function standingWords(step: StepRecord, comment: string): string {
  const { state, basis, evidence, found } = step
  const shown = evidence.find(({ kind }) => kind === 'student')
  if (basis === 'decided') return `The staff of the course decided on this step, which goes before: ${stateWords(step)}.`
  if (shown?.kind !== 'student') return state === 'held' ? `${SHOWN_BY[basis]}, which goes before, and something holds it back now: ${sentence(found)}` : `${SHOWN_BY[basis]}, which goes before.`
  if (shown.comment !== comment) return `A comment that was written after yours is shown: ${stateWords(step)}.`
  if (basis !== 'attested') return `It answers what spoke against this step. ${SHOWN_BY[basis]}.`
  return state === 'held' ? `It is shown as attested, and something holds it back: ${sentence(found)}` : 'It is shown as attested: a person of this repository said so.'
}

/** What shows a step besides the word that was given for it, by whose word that is. */
const SHOWN_BY: Readonly<Record<StepRecord['basis'], string>> = {
  observed: 'The App saw this step done itself', claimed: 'A file or workflow of this repository says that this step is done', attested: 'This step rests on what a student said of an earlier one', decided: 'The staff of the course decided on this step',
}

/** `/done` of a step that happens on GitHub: nothing is kept, and where it stands. */
export function doneOnGitHub(about: TitledSubject, step: StepRecord): string {
  return [
    `${subjectWords(about).replace(/^step/, 'Step')} happens on GitHub, where the App sees it itself: nothing of this comment was kept for it. It is ${stateWords(step)} now.\n\n`,
    `- **Looked for:** ${sentence(step.lookedFor)}\n- **Found:** ${sentence(step.found)}\n`, step.next === '' ? '' : `- **Next:** ${sentence(step.next)}\n`,
    step.state === 'done' ? '' : `\nWhere it happened and the App could not see it, ${code(`/dispute ${shortName(about.subject)} <reason>`)} asks the staff of the course.\n`,
  ].join('')
}

/** `/done` without enough words: the question of that step. */
export function doneQuestion(about: TitledSubject, step: StepId): string {
  const number = step.slice('step-'.length)
  return `To keep ${subjectWords(about)}, write what you saw behind its number. ${sentence(questionOf(step))} The form is ${code(`/done ${number} <what you saw>`)}, in one line.\n`
}
