import type { Passage } from '../model/lesson.ts'
import { code, codeLink, sentence } from './markdown-text.ts'

/** How advice leads to lessons. */
export type LessonLinks = {
  /** Where a lesson's link (`4-2-monitoring#health-checks`) leads; null where no lesson has it. */
  readonly passageOf: (link: string) => Passage | null
  /** The address at which the folder of lessons can be read, without a slash at its end; null where it has none. */
  readonly lessonsUrl: string | null
}

/** A lesson as its number, title and heading, then its link: to the page where lessons have an address, else as its name alone. */
export function lessonWords(link: string, { passageOf, lessonsUrl }: LessonLinks): string {
  const [, level, number] = /^(\d+)-(\d+)-/.exec(link) ?? []
  const passage = passageOf(link)
  const words = [...(level === undefined || number === undefined ? [] : [`${level}.${number}`]), ...(passage === null ? [] : [`${sentence(passage.lesson.title)}: ${sentence(passage.section.heading)}`])]
  const place = passage === null ? code(link) : codeLink(link, addressOf(passage, lessonsUrl))
  return words.length === 0 ? place : `${words.join(' ')} (${place})`
}

function addressOf({ lesson, section }: Passage, lessonsUrl: string | null): string | null {
  return lessonsUrl === null ? null : `${lessonsUrl}/${lesson.path.split('/').slice(1).map(encodeURIComponent).join('/')}#${encodeURIComponent(section.slug)}`
}
