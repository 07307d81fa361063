import { minuteOf, type Calendar } from '../../../course/shown-time.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { prose } from '../prose.ts'
import { pathOf } from '../site-page.ts'
import { formField, gradesNav, type GradesFrame } from './grades-frame.ts'

/** A word about grades, as `releases.read` tells it. */
export type WordShown = { readonly scope: { readonly kind: 'class' | 'section' | 'student'; readonly name: string | null }; readonly says: 'released' | 'held'; readonly by: { readonly login: string } | null; readonly at: string; readonly reason: string }

/** What somebody sees of a grade, as `grades.release` tells it. */
export type SeenShown = { readonly student: string; readonly repository: string | null; readonly wasReleased: boolean; readonly isReleased: boolean; readonly sees: keyof typeof SEES }

/** What is asked for: `whose` is `class`, `section:NAME` or `student:KEY`. */
export type ReleaseAsked = { readonly whose: string; readonly hold: boolean; readonly reason: string }

const SEES = {
  grade: 'sees the grade', held: 'sees nothing: held', 'no-grade': 'sees nothing: there is no grade yet', public: 'sees nothing: the repository is public', 'others-held': 'sees nothing: others who work on this repository are held',
} as const

/** What was said about showing grades, and the form to say more. */
export function releasePage(words: readonly WordShown[], sections: readonly string[], rule: string, calendar: Calendar, { courseId, formToken, mayChange }: GradesFrame): Html {
  return html`${gradesNav(courseId, '/release')}<p>Unless something else is said here, ${rule}. Of what is said of the class, of a section or of a student the newest word holds for each. A grade is shown in the capstone issue of a private repository alone.</p>
${mayChange ? html`<form class="writing" method="post" action="${pathOf(courseId)}/grades/release">
${formField(formToken)}<label>What <select name="says"><option value="released">Release grades</option><option value="held">Hold grades</option></select></label>
<label>Whose <select name="whose"><option value="class">of the whole class</option>${sections.map((section) => html`<option value="section:${section}">of section ${section}</option>`)}</select></label>
<label>Or of one student alone, by key, login, student id or e-mail <input type="text" name="student" maxlength="200"></label>
<label>Reason, for the audit <input type="text" name="reason" maxlength="2000"></label>
<p><button class="main">See who would see what</button></p>
</form>
` : html`<p class="soft">Instructors release and hold grades.</p>
`}<section>
<h2>Said so far</h2>
${words.length === 0 ? html`<p>Nothing.</p>` : html`<div class="scrolls" role="region" aria-label="Said so far" tabindex="0"><table class="plain">
<thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">By</th><th scope="col">Reason</th></tr></thead>
<tbody>
${words.slice(0, 200).map(({ at, says, scope, by, reason }) => html`<tr><td>${minuteOf(at, calendar)}</td><td>${says === 'released' ? 'released' : 'held'}, ${scopeWords(scope)}</td><td>${by === null ? 'the operator' : by.login}</td><td>${prose(reason)}</td></tr>
`)}</tbody></table></div>`}
</section>`
}

/** Who would see what, and the button that does it. */
export function releasePreviewPage(rows: readonly SeenShown[], names: ReadonlyMap<string, string>, { whose, hold, reason }: ReleaseAsked, { courseId, formToken }: GradesFrame): Html {
  const changed = new Set(rows.filter(({ wasReleased, isReleased }) => wasReleased !== isReleased).map(({ student }) => student)).size
  const here = `${pathOf(courseId)}/grades/release`
  return html`${gradesNav(courseId, '/release')}<p>${counted(new Set(rows.map(({ student }) => student)).size, 'student')}, ${changed === 0 ? 'for whom nothing changes' : `${changed} of whom ${hold ? 'can see theirs now' : 'cannot see theirs now'}`}. Nothing is written yet.</p>
<form method="post" action="${here}">
${formField(formToken)}<input type="hidden" name="says" value="${hold ? 'held' : 'released'}"><input type="hidden" name="whose" value="${whose}"><input type="hidden" name="reason" value="${reason}"><input type="hidden" name="write" value="1">
<p><button class="main">${hold ? 'Hold' : 'Release'} ${whose === 'class' ? 'the grades of the class' : 'these grades'}</button> <a class="button" href="${here}">Leave it</a></p>
</form>
<div class="scrolls" role="region" aria-label="What each would see" tabindex="0"><table class="plain">
<caption class="unseen">What each would see</caption>
<thead><tr><th scope="col">Student</th><th scope="col">Repository</th><th scope="col">Now</th><th scope="col">Then</th></tr></thead>
<tbody>
${rows.map(({ student, repository, wasReleased, sees }) => html`<tr><th scope="row">${names.get(student) ?? student}</th><td>${repository ?? '–'}</td><td>${wasReleased ? 'released' : 'held'}</td><td>${SEES[sees]}${sees === 'held' && repository === null ? '; works on no repository that is known, so no group is held by it' : ''}</td></tr>
`)}</tbody></table></div>`
}

function scopeWords({ kind, name }: WordShown['scope']): string {
  return kind === 'class' ? 'the class' : `${kind} ${name ?? ''}`
}
