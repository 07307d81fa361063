import type { CourseKey } from '../../../course/course-keys.ts'
import type { Course } from '../../../model/course.ts'
import type { GradeChanges, PreviewedCourse } from '../../../model/course-preview.ts'
import type { May } from '../../../model/role.ts'
import { againWords } from '../../courses/course-preview-words.ts'
import { gradeChangeWords, previewedRows } from '../../courses/course-preview-rows.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { formField } from '../grades/grades-frame.ts'
import { prose } from '../prose.ts'
import { pathOf } from '../site-page.ts'
import { courseNav, rowsTable } from './course-page.ts'

/** `written` is what was sent before, for the form to have it again; `origin` is where the course is written down. */
export type PreviewFrame = { readonly courseId: string; readonly origin: Course['origin']['kind']; readonly formToken: string; readonly may: May; readonly keys: readonly CourseKey[]; readonly written: { readonly file: string; readonly checklist: string } }

/** What a change comes to, as `course.preview` tells it. */
export type PreviewedChange = { readonly change: PreviewedCourse | null; readonly checklistFrom: 'given' | 'in-force' | 'none' }

/** The word of the page's address by which its form begins with the checklist that is in force. */
export const FROM_IN_FORCE = 'in-force'

/** How many grades, and how many mistakes, are told one by one. */
const MOST = 200

/** The form for another text of the course's file. */
export function previewFormPage(frame: PreviewFrame): Html {
  return html`${courseNav(frame.courseId, '/preview', frame.may)}${form(frame)}${keysTable(frame.keys)}`
}

/** What the text would change, and the form again. */
export function previewPage({ change, checklistFrom }: PreviewedChange, frame: PreviewFrame): Html {
  const checklist = checklistFrom === 'in-force' ? html`<p>No checklist was given: it was previewed with the one that is in force.</p>
` : null
  if (change === null) {
    return html`${courseNav(frame.courseId, '/preview', frame.may)}<p class="note" role="status">Nothing would change: the course is in force as this file has it.</p>
${checklist}${form(frame)}${keysTable(frame.keys)}`
  }
  const { heading, beside, rows } = previewedRows(change)
  return html`${courseNav(frame.courseId, '/preview', frame.may)}<p><strong>${heading}</strong> ${beside}. Nothing was written.</p>
${checklist}${rows.length === 0 ? null : rowsTable('What would change', rows)}
${change.grades === null ? null : grades('Grades by this', change.grades)}${change.checklist === null ? null : html`<p>Judged again: ${againWords(change.checklist.grades)}.</p>
${grades('Grades, if what counts is judged by the other checklist', change.checklist.grades)}`}${frame.written.file.trim() === '' ? html`<p>${TO_COUNT[frame.origin]}</p>
` : null}${form(frame)}${keysTable(frame.keys)}`
}

/** What is wrong in the text, by its lines, and the form again. */
export function previewProblemsPage(lines: readonly { readonly line: number; readonly says: string }[], frame: PreviewFrame): Html {
  return html`${courseNav(frame.courseId, '/preview', frame.may)}<div class="note" role="status">
<p>${counted(lines.length, 'mistake')}. The course stays as it is.</p>
<ul>
${lines.slice(0, MOST).map(({ line, says }) => html`<li>line ${line}, ${prose(says)}</li>
`)}</ul>
</div>
${form(frame)}${keysTable(frame.keys)}`
}

/** How a checklist that was previewed alone comes to count. */
const TO_COUNT = {
  file: 'To let it count, keep this text in a file beside the course\'s, name that in the course\'s file under checklist, and start the App again.',
  repository: 'To let it count, push this text into a file beside capstone.yml, and name that there under checklist.',
  default: 'To let it count, write the course down in a file that names it under checklist: this course has none, and goes by the checklist that comes with the App.',
} as const satisfies Readonly<Record<Course['origin']['kind'], string>>

function grades(title: string, { changed }: GradeChanges): Html | null {
  if (changed.length === 0) return null
  return html`<section>
<h2>${title}</h2>
<div class="scrolls" role="region" aria-label="${title}" tabindex="0"><table class="plain">
<thead><tr><th scope="col">Student</th><th scope="col">Repository</th><th scope="col">Points</th></tr></thead>
<tbody>
${changed.slice(0, MOST).map((one) => html`<tr><th scope="row">${one.student.name || one.student.login || one.student.key}</th><td>${one.repository}</td><td>${gradeChangeWords(one)}</td></tr>
`)}</tbody></table></div>
${changed.length > MOST ? html`<p>and ${changed.length - MOST} more</p>
` : null}</section>
`
}

function form({ courseId, formToken, written }: PreviewFrame): Html {
  return html`<section>
<h2>What would be changed</h2>
<p>Give the checklist, the whole file of the course (<code>capstone.yml</code>, or the one that COURSE_FILES names), or both. What is left empty stays as it is. What that would change is shown; nothing is written.</p>
<form class="writing" method="post" enctype="multipart/form-data" action="${pathOf(courseId)}/course/preview">
${formField(formToken)}<label>The checklist's file <input type="file" name="checklist-file" accept=".yml,.yaml"></label>
<label>Or the text of the checklist <textarea name="checklist" rows="12" spellcheck="false">
${written.checklist}</textarea></label>
<p><a href="${pathOf(courseId)}/course/preview?${FROM_IN_FORCE}=1">Begin with the checklist that is in force</a></p>
<label>The course's file <input type="file" name="course-file" accept=".yml,.yaml"></label>
<label>Or the text of the course's file <textarea name="course" rows="4" spellcheck="false">
${written.file}</textarea></label>
<p><button class="main">See what would change</button></p>
</form>
</section>
`
}

function keysTable(keys: readonly CourseKey[]): Html {
  return html`<section>
<h2>What the file can say</h2>
<details><summary>${keys.length} keys</summary>
<table class="plain said">
<caption class="unseen">Keys of the file</caption>
<tbody>
${keys.map(({ key, says }) => html`<tr><th scope="row"><code>${key}</code></th><td>${says}</td></tr>
`)}</tbody></table>
<p class="soft">More stands in docs/course.md of the App, with examples.</p>
</details>
</section>`
}
