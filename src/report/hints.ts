import type { Passage } from '../model/lesson.ts'
import type { Layout } from './formats/terminal-report.ts'
import { hanging } from './text/terminal-text.ts'

/** The hints of one passage from the first up to `level`, for a terminal, with where the lesson stands and how to see one more. */
export function hintsText(id: string, { lesson, section }: Passage, level: number, { width, paint }: Layout): string {
  const shown = section.hints.slice(0, level)
  const more = section.hints.length > level ? `capstone-coach hint ${id} ${level + 1} tells more.` : 'There is no further hint; the lesson shows how it is done.'
  return [
    paint('heading', `${section.heading} (${id})`),
    paint('dim', `lesson ${lesson.title}, ${lesson.path}:${section.line}`),
    '',
    ...shown.flatMap((hint, at) => hanging(` ${at + 1}. `, hint, width)),
    '',
    ...hanging('', more, width).map((line) => paint('dim', line)),
    '',
  ].join('\n')
}
