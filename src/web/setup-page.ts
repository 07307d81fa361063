import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { FromGitHub } from '../flow/ports/github-ports.ts'
import type { AppManifest, Credentials, Log, RegisteredApp } from '../flow/ports/operation-ports.ts'
import { notStoredPage, refusedPage, registeredPage, setupPage, SETUP_PROBLEMS } from '../report/setup-page.ts'
import { manifestRequest, registrationUrl } from './manifest-request.ts'

export type SetupParts = {
  readonly manifest: AppManifest
  /** Null where GitHub cannot reach the App. */
  readonly publicUrl: string | null
  readonly webUrl: string
  readonly sweepMinutes: number
  readonly credentialsFile: string
  /** Asks GitHub for the credentials of the App that it has registered. */
  readonly convert: (code: string) => Promise<FromGitHub<RegisteredApp>>
  /** Keeps the credentials; throws where it cannot. */
  readonly store: (credentials: Credentials) => void
  /** Starts the App with them; false where it could not. Never throws. */
  readonly start: (app: RegisteredApp) => Promise<boolean>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly log: Log
}

/** Set-up is open until credentials are stored; `token` opens it. */
export type Setup = { readonly pages: Hono; readonly token: string }

/** GitHub's code lives for an hour. */
const STATE_LIFE = 3_600_000
const MOST_STATES = 50

/** The pages `/setup` and `/setup/callback`: register the App on GitHub by a manifest. What GitHub sends back counts once, and only if it was begun here. */
export function createSetup(parts: SetupParts): Setup {
  const token = randomBytes(24).toString('base64url')
  const states = new Map<string, number>()
  let stored = false
  const newState = (): string => {
    const state = randomBytes(24).toString('base64url')
    states.set(state, parts.now() + STATE_LIFE)
    const [oldest] = states.keys()
    if (states.size > MOST_STATES && oldest !== undefined) states.delete(oldest)
    return state
  }
  const pages = new Hono()
  pages.get('/setup', (context) => {
    if (stored) return context.html(SETUP_PROBLEMS.done, 410)
    if (!isSame(context.req.query('token') ?? '', token)) return context.html(SETUP_PROBLEMS.token, 403)
    const typed = (context.req.query('organization') ?? '').trim()
    const organization = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i.test(typed) ? typed : null
    const origin = parts.publicUrl ?? new URL(context.req.url).origin
    return context.html(setupPage({
      permissions: parts.manifest.permissions, events: parts.manifest.events, organization, refusedName: organization === null && typed !== '' ? typed.slice(0, 39) : null,
      publicUrl: parts.publicUrl, sweepMinutes: parts.sweepMinutes, credentialsFile: parts.credentialsFile, hostName: hostNameOf(parts.webUrl),
      action: registrationUrl(parts.webUrl, organization, newState()),
      manifest: manifestRequest(parts.manifest, { publicUrl: parts.publicUrl, homeUrl: origin, returnUrl: `${origin}/setup/callback` }), token,
    }))
  })
  pages.get('/setup/callback', async (context) => {
    if (stored) return context.html(SETUP_PROBLEMS.done, 410)
    const state = context.req.query('state') ?? ''
    const ends = states.get(state)
    states.delete(state)
    if (ends === undefined || ends < parts.now()) return context.html(SETUP_PROBLEMS.state, 403)
    const code = context.req.query('code') ?? ''
    if (!/^[\w.-]{1,200}$/.test(code)) return context.html(SETUP_PROBLEMS.code, 400)
    const converted = await parts.convert(code)
    if (!converted.ok) {
      parts.log.warn('GitHub did not give the keys of the App', { says: converted.trouble.says })
      return context.html(refusedPage(converted.trouble.says), 502)
    }
    const { credentials, name, url } = converted.value
    try {
      parts.store(credentials)
    } catch (error) {
      parts.log.error('the credentials could not be stored', { app: credentials.appId }, error)
      return context.html(notStoredPage(parts.credentialsFile), 500)
    }
    stored = true
    states.clear()
    parts.log.info('the App is registered', { app: credentials.appId, url })
    const started = await parts.start(converted.value)
    return context.html(registeredPage({ name, url, credentialsFile: parts.credentialsFile, started, publicUrl: parts.publicUrl }))
  })
  return { pages, token }
}

/** Compares in a time that does not tell how much of it was right. */
function isSame(given: string, token: string): boolean {
  const [left, right] = [given, token].map((text) => createHash('sha256').update(text).digest())
  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}

function hostNameOf(webUrl: string): string {
  const { host } = new URL(webUrl)
  return host === 'github.com' ? 'GitHub' : host
}
