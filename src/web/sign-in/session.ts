import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import type { Person } from '../../model/course.ts'

/** Who is signed in, and until when (milliseconds since 1970). */
export type Session = { readonly person: Person; readonly until: number }

/** What signs cookies and forms: `key` is no other use's, `isSecure` whether people come by https. */
export type Signing = { readonly key: string; readonly isSecure: boolean }

/** What is kept of a signing in while the person is at GitHub: `to` is the path that they asked for. */
export type Begun = { readonly state: string; readonly verifier: string; readonly to: string; readonly until: number }

/** Half a day: who grades in the morning need not sign in again in the afternoon. */
const SESSION_LIFE = 12 * 3_600_000
const BEGUN_LIFE = 10 * 60_000

/** The key of cookies, made of the App's client secret: where that is replaced on GitHub, everybody is signed out. */
export function signingOf(clientSecret: string, publicUrl: string | null): Signing {
  return { key: Buffer.from(hkdfSync('sha256', clientSecret, '', 'capstone-coach cookies', 32)).toString('base64url'), isSecure: publicUrl?.startsWith('https:') === true }
}

/** Signs a person in. The cookie says who they are and nothing else; what they may do is looked up for each page. */
export async function beginSession(context: Context, person: Person, now: number, signing: Signing): Promise<void> {
  const session: Session = { person, until: now + SESSION_LIFE }
  await keep(context, nameOf('session', signing), session, SESSION_LIFE, signing)
}

/** Who is signed in; null for nobody, for a cookie that was changed or signed by another key, and for one that is too old. */
export async function readSession(context: Context, now: number, signing: Signing): Promise<Session | null> {
  const read = await kept(context, nameOf('session', signing), signing)
  const person: unknown = read?.['person']
  const until = read?.['until']
  if (typeof until !== 'number' || until <= now || typeof person !== 'object' || person === null || !('id' in person) || !('login' in person)) return null
  const { id, login } = person
  return typeof id === 'number' && typeof login === 'string' ? { person: { id, login }, until } : null
}

/** Signs the person out in their browser. */
export function endSession(context: Context, signing: Signing): void {
  deleteCookie(context, nameOf('session', signing), optionsOf(signing))
}

/** Keeps in the person's browser what a signing in was begun with. */
export async function keepBegun(context: Context, begun: Omit<Begun, 'until'>, now: number, signing: Signing): Promise<void> {
  await keep(context, nameOf('begun', signing), { ...begun, until: now + BEGUN_LIFE }, BEGUN_LIFE, signing)
}

/** What a signing in was begun with, by the state that came back, which is forgotten with it; null where none was begun by it, or too long ago. One that was begun later in another tab stays. */
export async function takeBegun(context: Context, came: string, now: number, signing: Signing): Promise<Begun | null> {
  const { state, verifier, to, until } = await kept(context, nameOf('begun', signing), signing) ?? {}
  if (typeof state !== 'string' || typeof verifier !== 'string' || typeof to !== 'string' || typeof until !== 'number' || !isSame(came, state)) return null
  deleteCookie(context, nameOf('begun', signing), optionsOf(signing))
  return until > now ? { state, verifier, to, until } : null
}

/** What a form has to send back, so that no other site can write in a person's name: it fits one session alone. */
export function formToken({ person, until }: Session, { key }: Signing): string {
  return createHmac('sha256', key).update(`form ${person.id} ${until}`).digest('base64url')
}

/** Whether a form was made for a session; compares in a time that does not tell how much of it was right. */
export function isFormToken(given: string, session: Session, signing: Signing): boolean {
  return isSame(given, formToken(session, signing))
}

function isSame(given: string, kept: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(kept)]
  return left.length === right.length && timingSafeEqual(left, right)
}

async function keep(context: Context, name: string, value: object, life: number, signing: Signing): Promise<void> {
  await setSignedCookie(context, name, Buffer.from(JSON.stringify(value)).toString('base64url'), signing.key, { ...optionsOf(signing), maxAge: Math.floor(life / 1000) })
}

async function kept(context: Context, name: string, { key }: Signing): Promise<Readonly<Record<string, unknown>> | null> {
  const text = await getSignedCookie(context, key, name)
  if (typeof text !== 'string') return null
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return typeof value === 'object' && value !== null ? value as Readonly<Record<string, unknown>> : null
  } catch {
    return null
  }
}

/** By its prefix a browser takes the cookie over https and from this host alone (RFC 6265bis). */
function nameOf(what: 'session' | 'begun', { isSecure }: Signing): string {
  return `${isSecure ? '__Host-' : ''}capstone_coach_${what}`
}

/** Lax, since GitHub sends the person back from another site. */
function optionsOf({ isSecure }: Signing): CookieOptions {
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure }
}
