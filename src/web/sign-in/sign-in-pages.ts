import { createHash, randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Log } from '../../flow/ports/operation-ports.ts'
import { printable } from '../../flow/printable.ts'
import type { SignIn } from '../../flow/ports/sign-in-port.ts'
import { SIGN_IN_PROBLEMS, notSignedInPage } from '../../report/pages/sign-in-page.ts'
import { beginSession, endSession, isFormToken, keepBegun, readSession, takeBegun, type Signing } from './session.ts'

export type SignInPagesParts = {
  readonly signIn: SignIn
  readonly signing: Signing
  /** Where people reach the App; null where that is the address that they asked. */
  readonly publicUrl: string | null
  readonly now: () => number
  readonly log: Log
}

/** The form that signs out holds one word. */
const LARGEST_FORM = 4096

/** The pages `/sign-in`, `/sign-in/callback` and `/sign-out`: to GitHub and back, with a state and a verifier that lie in the person's own browser alone. */
export function signInPages({ signIn, signing, publicUrl, now, log }: SignInPagesParts): Hono {
  const pages = new Hono()
  const returnUrlOf = (context: Context): string => `${publicUrl ?? new URL(context.req.url).origin}/sign-in/callback`
  pages.get('/sign-in', async (context) => {
    const [state, verifier] = [randomBytes(24).toString('base64url'), randomBytes(48).toString('base64url')]
    await keepBegun(context, { state, verifier, to: pathWithin(context.req.query('to')) }, now(), signing)
    return context.redirect(signIn.addressOf({ state, challenge: createHash('sha256').update(verifier).digest('base64url'), returnUrl: returnUrlOf(context) }))
  })
  pages.get('/sign-in/callback', async (context) => {
    const begun = await takeBegun(context, context.req.query('state') ?? '', now(), signing)
    if (begun === null) return context.html(SIGN_IN_PROBLEMS.state, 400)
    const error = context.req.query('error')
    if (error === 'access_denied') return context.html(SIGN_IN_PROBLEMS.declined, 403)
    if (error !== undefined) {
      log.warn('GitHub signs nobody in', { says: printable(error) })
      return context.html(notSignedInPage('GitHub did not ask whether you agree: the App is not set up there as it should be.'), 502)
    }
    const code = context.req.query('code') ?? ''
    if (!/^[\w.-]{1,200}$/.test(code)) return context.html(SIGN_IN_PROBLEMS.state, 400)
    const person = await signIn.personOf(code, begun.verifier, returnUrlOf(context))
    if (!person.ok) {
      log.warn('somebody could not be signed in', { says: person.trouble.says })
      return person.trouble.kind === 'gone' ? context.html(SIGN_IN_PROBLEMS.state, 400) : context.html(notSignedInPage(person.trouble.says), 502)
    }
    await beginSession(context, person.value, now(), signing)
    log.info('somebody signed in', { person: person.value.id })
    return context.redirect(begun.to, 303)
  })
  pages.post('/sign-out', bodyLimit({ maxSize: LARGEST_FORM, onError: (context) => context.html(SIGN_IN_PROBLEMS.form, 413) }), async (context) => {
    const session = await readSession(context, now(), signing)
    const form = new URLSearchParams(await context.req.text())
    if (session !== null && !isFormToken(form.get('form') ?? '', session, signing)) return context.html(SIGN_IN_PROBLEMS.form, 403)
    endSession(context, signing)
    return context.redirect('/', 303)
  })
  return pages
}

/** A path of this site, so that nobody is led elsewhere by a link to the sign-in; `/` for anything else. */
function pathWithin(to: string | undefined): string {
  return to !== undefined && to.length <= 500 && /^\/(?![/\\])[\w\-./?=&%+:,~]*$/.test(to) ? to : '/'
}
