import { asSentence } from '../gradebook/counted.ts'
import { html, type Html } from '../text/html.ts'
import { page, shortPage } from '../page.ts'

/** What is told to who is not of a course, and of one that there is not. */
export const NO_SUCH_PAGE = page('Nothing here for you', html`<p>There is no course at this address that you are in. Whoever is of the staff stands in the course's file; students are known once they pushed to a repository of the course.</p>
<p><a href="/">Your courses</a></p>`)

export const NOT_YOURS = page('Not for you', html`<p>This page is for others in the course.</p>
<p><a href="/">Your courses</a></p>`)

export const TOO_LARGE = shortPage('Nothing was changed', 'What was sent is larger than this page takes. Send less.')

export const TOO_MANY = shortPage('A moment, please', 'More requests came from you, or from your address, than are answered in a minute. Nothing is wrong; what was sent last was not done. Please try again in a minute.')

/** Why something was not done, and what to do. */
export function refusedBody({ says, next }: { readonly says: string; readonly next: string }, method: 'get' | 'post'): Html {
  return html`<p class="note">${asSentence(says)}</p>
<p>${next}</p>
${method === 'get' ? null : html`<p class="soft">Go back in your browser: what you wrote is still in the form there.</p>`}`
}
