import type { RosterEntry } from '../../../model/roster.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { ROSTER_PART_WORDS, type RosterImported } from '../../courses/roster-text.ts'
import { prose } from '../prose.ts'
import { pathOf } from '../site-page.ts'
import { formField } from '../grades/grades-frame.ts'

export type RosterFrame = { readonly courseId: string; readonly formToken: string; readonly mayChange: boolean }

/** How many names are told of one kind. */
const MOST = 200

/** The form that brings in a list; `written` is what was pasted before. */
export function rosterForm({ courseId, formToken, mayChange }: RosterFrame, written = ''): Html {
  if (!mayChange) return html`<p class="soft">Instructors bring in a new list.</p>`
  return html`<section>
<h2>Bring in a list</h2>
<p>A CSV file whose first row names its columns: <code>student id</code>, <code>name</code>, <code>email</code>, <code>github</code>, <code>section</code>, and what the learning platform knows people by (<code>ID</code>, <code>SIS User ID</code>, <code>SIS Login ID</code>; <code>Username</code>, <code>ID number</code>). A gradebook downloaded from Canvas has most of these. It takes the place of the list that there is; what was judged and decided of who is not in it any more stays. What would change is shown first.</p>
<form class="writing" method="post" enctype="multipart/form-data" action="${pathOf(courseId)}/roster">
${formField(formToken)}<label>The file (UTF-8, at most 2 MB) <input type="file" name="list-file" accept=".csv,text/csv"></label>
<label>Or its text <textarea name="list" rows="6" spellcheck="false" placeholder="student id,name,email,github">
${written}</textarea></label>
<p><button class="main">See what would change</button></p>
</form>
</section>`
}

/** What a list would change, and the button that brings it in; `kept` is the list for the form. */
export function rosterPreviewPage({ students, same, added, changed, left, ignored, emptied }: RosterImported, kept: string, { courseId, formToken }: RosterFrame): Html {
  const here = `${pathOf(courseId)}/roster`
  return html`<p><strong>${counted(students, 'student')}, as it would be: ${added.length} added, ${changed.length} changed, ${left.length} left, ${same} as before.</strong> Nothing is written yet.</p>
${ignored.length === 0 ? null : html`<p>Columns that say nothing here: ${ignored.join(', ')}.</p>
`}${emptied.map(({ section, says }) => html`<p class="note">Nobody would be in section ${section} any more, whose grades were ${says}: that word would hold for nobody. <a href="${pathOf(courseId)}/grades/release">Say it anew</a> for the sections that there are then.</p>
`)}<form method="post" enctype="multipart/form-data" action="${here}">
${formField(formToken)}<input type="hidden" name="list-kept" value="${kept}"><input type="hidden" name="write" value="1">
<p><button class="main">Bring in this list</button> <a class="button" href="${here}">Leave it</a></p>
</form>
${names('Left', left.map((one) => html`${nameOf(one)}`))}${names('Changed', changed.map(({ student, what }) => html`${nameOf(student)}: ${what.map((one) => ROSTER_PART_WORDS[one]).join(', ')}`))}${names('Added', added.map((one) => html`${nameOf(one)}`))}`
}

/** What is wrong with a list, by its rows, and the form to send it again. */
export function rosterProblemsPage(lines: readonly { readonly line: number; readonly says: string }[], written: string, frame: RosterFrame): Html {
  return html`<p class="note">${counted(lines.length, 'row')} cannot be read. Nothing was brought in: correct what is named, and send the whole list again.</p>
<div class="scrolls" role="region" aria-label="What is wrong" tabindex="0"><table class="plain">
<caption class="unseen">What is wrong</caption>
<thead><tr><th scope="col" class="number">Line</th><th scope="col">What is wrong</th></tr></thead>
<tbody>
${lines.slice(0, MOST).map(({ line, says }) => html`<tr><th scope="row" class="number">${line}</th><td>${prose(says)}</td></tr>
`)}</tbody></table></div>
${lines.length > MOST ? html`<p>and ${lines.length - MOST} more</p>
` : null}${rosterForm(frame, written)}`
}

function names(title: string, all: readonly Html[]): Html | null {
  if (all.length === 0) return null
  return html`<section>
<h2>${title}</h2>
<ul>
${all.slice(0, MOST).map((one) => html`<li>${one}</li>
`)}${all.length > MOST ? html`<li>and ${all.length - MOST} more</li>
` : null}</ul>
</section>
`
}

function nameOf({ name, login, key }: RosterEntry): string {
  return name === '' ? login || key : `${name} (${login || key})`
}
