import { html } from '../text/html.ts'
import { page } from '../page.ts'

const AGAIN = html`<p><a class="button main" href="/sign-in">Sign in with GitHub</a></p>`

/** What is told where signing in did not come to its end. */
export const SIGN_IN_PROBLEMS = {
  state: page('Sign in again', html`<p>This sign-in was not begun in this browser, took longer than ten minutes, or was used already.</p>
${AGAIN}`),
  declined: page('Not signed in', html`<p>GitHub says that the sign-in was not agreed to. Nothing was passed on.</p>
${AGAIN}`),
  signedOut: page('Nothing was changed', html`<p>You are signed out: a sign-in lasts twelve hours. Go back in your browser and copy what you wrote, which is still in the form there; then sign in, and send it from the page opened anew.</p>
${AGAIN}`),
  form: page('Nothing was changed', html`<p>The form was not made for this sign-in. Open the page again, and send it from there.</p>`),
} as const

/** What is told where GitHub does not say who signed in. */
export function notSignedInPage(says: string): string {
  return page('GitHub did not sign you in', html`<p>${says} Trying again may help; if it does not, whoever runs this App finds more in its log.</p>
${AGAIN}`)
}
