import type { Passage } from '../../model/lesson.ts'
import { code, codeLink, sentence } from '../text/markdown-text.ts'

/** How advice leads to lessons. */
export type LessonLinks = {
  /** Where a lesson's link (`4-2-monitoring#health-checks`) leads; null where no lesson has it. */
  readonly passageOf: (link: string) => Passage | null
  /** Where lessons are published, without a slash at its end: a site with a page a lesson, or their folder on GitHub (`…/blob/main/lesson-modules`). Null where they are not. */
  readonly lessonsUrl: string | null
}

/** A lesson as its number, title and heading, then its link: to the page where lessons have an address, else as its name alone. */
export function lessonWords(link: string, { passageOf, lessonsUrl }: LessonLinks): string {
  const [, level, number] = /^(\d+)-(\d+)-/.exec(link) ?? []
  const passage = passageOf(link)
  const words = [...(level === undefined || number === undefined ? [] : [`${level}.${number}`]), ...(passage === null ? [] : [`${sentence(passage.lesson.title)}: ${sentence(passage.section.heading)}`])]
  const place = passage === null ? code(link) : codeLink(link, lessonAddress(passage, lessonsUrl))
  return words.length === 0 ? place : `${words.join(' ')} (${place})`
}

/** The page of a passage; null where lessons are not published. */
export function lessonAddress({ lesson, section }: Passage, lessonsUrl: string | null): string | null {
  if (lessonsUrl === null) return null
  const page = /\/(?:blob|tree)\//.test(lessonsUrl) ? lesson.path.split('/').slice(1).map(encodeURIComponent).join('/') : encodeURIComponent(lesson.stem)
  return `${lessonsUrl}/${page}#${encodeURIComponent(section.slug)}`
}
