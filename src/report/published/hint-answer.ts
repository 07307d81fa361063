import type { AssessmentRecord } from '../../model/record.ts'
import { lessonWords, type LessonLinks } from '../words/lesson-words.ts'
import { titleOf } from '../formats/markdown-rows.ts'
import { sentence } from '../text/markdown-text.ts'
import { nextAction } from '../next-action.ts'
import { stepNumber } from '../words/step-words.ts'

export type HintAsked = {
  /** How often a hint was asked for: the first asking shows the first. */
  readonly times: number
  /** The last level that the course gives. */
  readonly ceiling: 1 | 2 | 3
}

/** Hints for the next step, from the direction to nearly the answer, as many as were asked for and the course gives: a section of Markdown, empty where none was asked for. */
export function hintAnswer(record: AssessmentRecord, { times, ceiling }: HintAsked, links: LessonLinks): string {
  if (times < 1) return ''
  const action = nextAction(record)
  if (action === null) return '### Hint\n\nNothing is open among what could be seen, so there is no next step to give a hint for.\n\n'
  const { title, found, lookedFor, lesson: link } = action.kind === 'step' ? { ...action.step, title: `Step ${stepNumber(action.step)}: ${action.step.title}` } : action.open.criterion
  const passage = links.passageOf(link)
  const hints = passage?.section.hints ?? []
  const lesson = link === '' ? '' : ` Lesson: ${lessonWords(link, links)}.`
  const about = `**${titleOf(title)}**. ${sentence(found)}\n\n`
  if (hints.length === 0) return `### Hint\n\n${about}No lesson has hints for this one. Looked for: ${sentence(lookedFor)}${lesson}\n\n`
  const given = Math.min(times, ceiling, hints.length)
  const more = given < Math.min(ceiling, hints.length) ? '`Hint` shows one more.' : 'There is no further hint; the lesson shows how it is done.'
  return `### Hint\n\n${about}${hints.slice(0, given).map((hint, at) => `${at + 1}. ${hint.replace(/\s*\n\s*/g, ' ')}\n`).join('')}\n${more}${lesson}\n\n`
}
