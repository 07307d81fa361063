import type { Evidence } from '../../../model/evidence.ts'
import type { AssessmentRecord } from '../../../model/record.ts'
import { cleanLine } from '../../text/clean-text.ts'
import { html, type Html } from '../../text/html.ts'
import { lessonAddress, type LessonLinks } from '../../words/lesson-words.ts'
import { evidenceLine } from '../evidence-line.ts'
import { linked } from '../prose.ts'

const MOST = 12
const LONGEST_LESSON = 200

/** Some places as a list; nothing where there are none. */
export function placesList(all: readonly Evidence[], repository: Pick<AssessmentRecord['repository'], 'url' | 'commit'>): Html {
  return all.length === 0 ? html`` : html`<ul class="places">
${all.slice(0, MOST).map((one) => html`<li>${evidenceLine(one, repository)}</li>
`)}${all.length > MOST ? html`<li>and ${all.length - MOST} more</li>
` : null}</ul>
`
}

/** The lesson that teaches something, by its number and heading, with its page where lessons are published; nothing where no lesson is named. */
export function lessonHtml(link: string, links: LessonLinks): Html {
  if (link === '') return html``
  const [, level, number] = /^(\d+)-(\d+)-/.exec(link) ?? []
  const passage = links.passageOf(link)
  const title = passage === null ? link : `${level === undefined || number === undefined ? '' : `${level}.${number} `}${passage.lesson.title}: ${passage.section.heading}`
  return linked(html`${cleanLine(title, LONGEST_LESSON)}`, passage === null ? null : lessonAddress(passage, links.lessonsUrl))
}
