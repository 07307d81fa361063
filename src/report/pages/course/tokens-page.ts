import { minuteOf, type Calendar } from '../../../course/shown-time.ts'
import { TOKEN_ROLES, type May, type TokenRole } from '../../../model/role.ts'
import type { TokenShown } from '../../courses/tokens-text.ts'
import { html, type Html } from '../../text/html.ts'
import { formField } from '../grades/grades-frame.ts'
import { pathOf } from '../site-page.ts'
import { courseNav } from './course-page.ts'

export type TokensFrame = { readonly courseId: string; readonly formToken: string; readonly calendar: Calendar; readonly may: May }

const MAY: Readonly<Record<TokenRole, string>> = { reader: 'reads what is in force, the gradebook, files, the list, decisions and who did what', assistant: 'does what assistants may', instructor: 'does what instructors may' }

/** The tokens of a course, and the form that makes one. */
export function tokensPage(tokens: readonly TokenShown[], { courseId, formToken, calendar, may }: TokensFrame): Html {
  const here = `${pathOf(courseId)}/course/tokens`
  return html`${courseNav(courseId, '/tokens', may)}<p>A token lets a program read and decide in this course through the API (<code>/api/v1/courses/${courseId}/…</code>; docs/api.md of the App). What it does stands in the audit under its name.</p>
${tokens.length === 0 ? html`<p>The course has none.</p>
` : html`<div class="scrolls" role="region" aria-label="Tokens" tabindex="0"><table class="plain">
<caption class="unseen">Tokens of the API</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Made</th><th scope="col">State</th><th scope="col"><span class="unseen">Revoke</span></th></tr></thead>
<tbody>
${tokens.map(({ id, name, role, createdAt, expiresAt, state }) => html`<tr><th scope="row">${name} <code>${id}</code></th><td>${role}</td><td>${minuteOf(createdAt, calendar)}</td><td>${state === 'revoked' ? 'revoked' : state === 'expired' ? `expired ${minuteOf(expiresAt, calendar)}` : `valid until ${minuteOf(expiresAt, calendar)}`}</td><td>${state === 'valid' ? html`<form method="post" action="${here}/revoke">${formField(formToken)}<input type="hidden" name="id" value="${id}"><button aria-label="Revoke ${name}">Revoke</button></form>` : null}</td></tr>
`)}</tbody></table></div>
`}<section>
<h2>Make a token</h2>
<form class="writing" method="post" action="${here}">
${formField(formToken)}<label>Name: lower-case letters, digits and hyphens <input type="text" name="name" required maxlength="40" pattern="[a-z0-9][a-z0-9\\-]*" placeholder="grade-sync"></label>
<label>Role <select name="role" aria-describedby="role-says">${TOKEN_ROLES.map((role) => html`<option>${role}</option>`)}</select></label>
<p id="role-says" class="soft says">${TOKEN_ROLES.map((role) => `A token for ${role === 'reader' ? 'a' : 'an'} ${role} ${MAY[role]}.`).join(' ')}</p>
<label>Valid for so many days <input type="number" name="days" min="1" max="400" value="120"></label>
<p><button class="main">Make it</button></p>
</form>
</section>`
}

/** A new token with its secret, which is shown this once. */
export function tokenMadePage({ token, secret }: { readonly token: TokenShown; readonly secret: string }, { courseId, calendar, may }: TokensFrame): Html {
  return html`${courseNav(courseId, '/tokens', may)}<p class="note">This is shown once and kept nowhere. Copy it now; whoever has it can use it.</p>
<p><code class="secret">${secret}</code></p>
<p>${token.name} (${token.id}): ${token.role}, until ${minuteOf(token.expiresAt, calendar)}. Send it as <code>Authorization: Bearer cct_…</code>.</p>
<p><a class="button" href="${pathOf(courseId)}/course/tokens">The tokens of the course</a></p>`
}
