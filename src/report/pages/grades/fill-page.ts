import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { prose } from '../prose.ts'
import { pathOf } from '../site-page.ts'
import { fileProblems, type FileProblem } from './file-problems.ts'
import { formField, gradesNav, type GradesFrame } from './grades-frame.ts'

/** What a file is filled in with besides itself; empty where it is not said. */
export type FillWords = { readonly title: string; readonly assignment: string; readonly gradeColumn: string; readonly feedbackColumn: string }

/** The form for a file of Canvas or Moodle that grades are filled into. */
export function fillPage({ courseId, formToken }: GradesFrame, title: string): Html {
  return html`${gradesNav(courseId, '/fill')}<p>Download Canvas's gradebook (Grades, Export) or the worksheet of a Moodle assignment (Download grading worksheet), and choose it here. All cells but those of the grade, and of Moodle's feedback, stay as they are. The grade of a student who has none here stays, too, and so does feedback that a person wrote. The file is not kept.</p>
<form class="writing" method="post" enctype="multipart/form-data" action="${pathOf(courseId)}/grades/fill">
${formField(formToken)}<label>The file (CSV in UTF-8, at most 2 MB) <input type="file" name="sheet-file" accept=".csv,text/csv" required></label>
<fieldset><legend>Canvas</legend>
<label>Number of the assignment <input type="text" name="assignment" inputmode="numeric" pattern="[0-9]{1,15}" aria-describedby="assignment-says"></label>
<p id="assignment-says" class="soft">The last number in its address. Without it the column is found by the name below.</p>
<label>What the work is called there <input type="text" name="title" placeholder="${title}"></label>
</fieldset>
<fieldset><legend>Moodle in another language than English</legend>
<label>The column of grades <input type="text" name="gradeColumn" placeholder="Grade"></label>
<label>The column of feedback <input type="text" name="feedbackColumn" placeholder="Feedback comments"></label>
</fieldset>
<p><button class="main">Fill it in</button></p>
</form>`
}

/** What a file that was filled in came to, and the file: `kept` is the one that was sent, for the form that has it filled in once more. */
export function filledPage(filled: { readonly says: string; readonly filled: number; readonly problems: readonly FileProblem[] }, kept: string, words: FillWords, { courseId, formToken }: GradesFrame): Html {
  return html`${gradesNav(courseId, '/fill')}<p>${prose(filled.says)} <strong>${counted(filled.filled, 'student')} of it got a grade.</strong></p>
${filled.problems.length === 0 ? null : fileProblems(filled.problems)}
<form method="post" enctype="multipart/form-data" action="${pathOf(courseId)}/grades/fill/download">
${formField(formToken)}<input type="hidden" name="sheet-kept" value="${kept}">${Object.entries(words).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p><button class="main">Download the filled file</button> <a class="button" href="${pathOf(courseId)}/grades/fill">Another file</a></p>
</form>`
}
