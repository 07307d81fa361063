import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Log } from '../../flow/operation-ports.ts'
import type { SignIn } from '../../flow/sign-in-port.ts'
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
    const begun = await takeBegun(context, now(), signing)
    if (begun === null || !isSame(context.req.query('state') ?? '', begun.state)) return context.html(SIGN_IN_PROBLEMS.state, 400)
    if (context.req.query('error') !== undefined) return context.html(SIGN_IN_PROBLEMS.declined, 403)
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
  pages.post('/sign-out', async (context) => {
    const session = await readSession(context, now(), signing)
    const form = await context.req.parseBody()
    if (session !== null && !isFormToken(typeof form['form'] === 'string' ? form['form'] : '', session, signing)) return context.html(SIGN_IN_PROBLEMS.form, 403)
    endSession(context, signing)
    return context.redirect('/', 303)
  })
  return pages
}

/** A path of this site, so that nobody is led elsewhere by a link to the sign-in; `/` for anything else. */
function pathWithin(to: string | undefined): string {
  return to !== undefined && to.length <= 500 && /^\/(?![/\\])[\w\-./?=&%+:,~]*$/.test(to) ? to : '/'
}

function isSame(given: string, state: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(state)]
  return left.length === right.length && timingSafeEqual(left, right)
}
