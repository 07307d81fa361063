import type { Passage } from '../../model/lesson.ts'
import { lessonWords, type LessonLinks } from '../words/lesson-words.ts'
import { code, sentence } from '../text/markdown-text.ts'
import { shortName, subjectWords, type TitledSubject } from './subject-words.ts'

export type HintWanted = { readonly level: number; readonly ceiling: 1 | 2 | 3; readonly found: string | null }

/** `/hint`: the hint of one level, up to the course's last one, with what was found and the lesson that it is from. `passage` is null where no lesson has hints for it. */
export function hintOf(about: TitledSubject, passage: Passage | null, { level, ceiling, found }: HintWanted, links: LessonLinks): string {
  const hints = passage?.section.hints ?? []
  const most = Math.min(ceiling, hints.length)
  const given = Math.min(level, most)
  const hint = hints[given - 1]
  const seen = found === null || found === '' ? '' : `Found so far: ${sentence(found)}\n\n`
  if (passage === null || hint === undefined) return `No lesson has hints for ${subjectWords(about)}. ${seen === '' ? '' : seen}${code(`/why ${shortName(about.subject)}`)} says what is looked for.\n`
  const further = given < most ? `${code(`/hint ${shortName(about.subject)} ${given + 1}`)} says more.` : given < level && ceiling < level ? `This course gives hints up to level ${ceiling}; the lesson shows the rest.` : 'There is no further hint; the lesson shows how it is done.'
  return [
    `**Hint ${given} of ${most}** for ${subjectWords(about)}\n\n`, seen,
    `${hint.replace(/\s*\n\s*/g, ' ')}\n\n`,
    `You met this in lesson ${lessonWords(`${passage.lesson.stem}#${passage.section.slug}`, links)}. ${further}\n`,
  ].join('')
}
