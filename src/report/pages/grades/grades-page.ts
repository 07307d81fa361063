import { shownTime } from '../../../course/shown-time.ts'
import type { Course } from '../../../model/course.ts'
import type { GradeState } from '../../../model/gradebook.ts'
import { counted } from '../../gradebook/counted.ts'
import { GRADE_FORMAT_NAMES, GRADE_FORMATS } from '../../gradebook/formats.ts'
import { gradingWords } from '../../gradebook/grading-words.ts'
import { html, type Html } from '../../text/html.ts'
import { pathOf } from '../site-page.ts'
import { beingCountedNote } from '../class/being-counted.ts'
import { GRADE_STATES, type GradesCount } from './grades-count.ts'
import { gradesNav } from './grades-frame.ts'

/** How the grades of a course stand, and the files that they can be had as. */
export function gradesPage({ rows, by, released, held, beingCounted }: GradesCount, { id, settings }: Pick<Course, 'id' | 'settings'>): Html {
  const here = `${pathOf(id)}/grades`
  return html`${gradesNav(id, '')}<p class="soft">${settings.dueAt === null ? 'No due day is set' : `Due ${shownTime(settings.dueAt, settings)} in ${settings.timeZone}`}; ${gradingWords(settings.grading, settings.dueAt !== null).join('; ')}.</p>
${beingCountedNote(beingCounted)}<div class="scrolls" role="region" aria-label="How the grades stand" tabindex="0"><table class="plain">
<caption class="unseen">How the grades stand</caption>
<thead><tr><th scope="col">Grade</th><th scope="col" class="number">Rows</th><th scope="col">What that means</th></tr></thead>
<tbody>
${(Object.keys(GRADE_STATES) as GradeState[]).map((state) => html`<tr><th scope="row">${GRADE_STATES[state].name}</th><td class="number">${by[state]}</td><td>${GRADE_STATES[state].says}</td></tr>
`)}</tbody>
<tfoot><tr><th scope="row">All</th><td class="number">${rows}</td><td>a row a student and repository; <a href="${pathOf(id)}">the class</a> shows each</td></tr></tfoot>
</table></div>
<p>Of ${counted(released + held, 'grade')}, ${released === 0 ? 'none is' : released === 1 ? '1 is' : `${released} are`} released to who earned ${released === 1 ? 'it' : 'them'}, and ${held === 0 ? 'none is' : held === 1 ? '1 is' : `${held} are`} held. <a href="${here}/release">Release or hold grades</a></p>
<section>
<h2>As a file</h2>
<p>Every file holds all grades, released or held. What to know before it is used is shown first.</p>
<ul class="files">
${GRADE_FORMAT_NAMES.map((format) => html`<li><a href="${here}/files/${format}">${FORMAT_NAMES[format]}</a> <span class="soft">${GRADE_FORMATS[format].says}</span></li>
`)}</ul>
<p>The surest way into Canvas or Moodle: download the file from there, and <a href="${here}/fill">have it filled in</a>.</p>
</section>`
}

/** What each format is called on a page. */
export const FORMAT_NAMES = { wide: 'Wide', long: 'Long', canvas: 'Canvas', moodle: 'Moodle', nbgrader: 'nbgrader' } as const satisfies Readonly<Record<keyof typeof GRADE_FORMATS, string>>
