import { describe, expect, it } from 'vitest'
import type { FromGitHub } from '../../src/flow/ports/github-ports.ts'
import type { Credentials, RegisteredApp } from '../../src/flow/ports/operation-ports.ts'
import { createSetup } from '../../src/web/setup-page.ts'
import { keptLog, type LogLine } from '../support/silent-log.ts'

const REGISTERED: RegisteredApp = {
  credentials: { appId: 7, privateKey: 'the-key', webhookSecret: 'the-secret', client: { id: 'Iv1.a', secret: 'the-client-secret' } }, name: 'Coach & Co', url: 'https://github.com/apps/coach',
}

type Setting = { readonly publicUrl?: string | null; readonly answer?: FromGitHub<RegisteredApp>; readonly store?: (credentials: Credentials) => void; readonly starts?: boolean }

function setUp({ publicUrl = null, answer = { ok: true, value: REGISTERED }, store, starts = true }: Setting = {}) {
  const clock = { now: 1_000 }
  const stored: Credentials[] = []
  const codes: string[] = []
  const lines: LogLine[] = []
  const { pages, token } = createSetup({
    manifest: { name: 'Capstone Coach', description: 'Reads.', isPublic: true, permissions: { checks: 'write' }, events: ['push'] },
    publicUrl, webUrl: 'https://github.com', sweepMinutes: 30, credentialsFile: '/data/credentials.json',
    convert: (code) => { codes.push(code); return Promise.resolve(answer) },
    store: store ?? ((credentials) => { stored.push(credentials) }),
    start: () => Promise.resolve(starts), now: () => clock.now, log: keptLog(lines),
  })
  const open = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
    const answered = await pages.request(`http://127.0.0.1:3000${path}`)
    return { status: answered.status, text: await answered.text() }
  }
  const form = async (more = ''): Promise<{ readonly action: URL; readonly state: string; readonly manifest: Readonly<Record<string, unknown>> }> => {
    const { text } = await open(`/setup?token=${token}${more}`)
    const action = new URL((/<form method="post" action="([^"]*)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&'))
    const manifest = (/name="manifest" value="([^"]*)"/.exec(text)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    return { action, state: action.searchParams.get('state') ?? '', manifest: JSON.parse(manifest) as Readonly<Record<string, unknown>> }
  }
  return { token, open, form, clock, stored, codes, lines }
}

describe('the set-up page', () => {
  it('opens by its token alone, which differs from start to start', async () => {
    const [first, second] = [setUp(), setUp()]
    expect((await first.open(`/setup?token=${first.token}`)).status).toBe(200)
    expect((await first.open(`/setup?token=${second.token}`)).status).toBe(403)
    expect((await first.open('/setup')).status).toBe(403)
    expect((await first.open('/setup?token=')).text).toContain('in its log')
  })

  it('hands GitHub the manifest with the webhook at the public address', async () => {
    const { action, state, manifest } = await setUp({ publicUrl: 'https://coach.example.edu' }).form()
    expect(`${action.origin}${action.pathname}`).toBe('https://github.com/settings/apps/new')
    expect(state).toMatch(/^[\w-]{32}$/)
    expect(manifest).toMatchObject({
      hook_attributes: { url: 'https://coach.example.edu/webhook', active: true }, redirect_url: 'https://coach.example.edu/setup/callback',
      default_permissions: { checks: 'write' }, default_events: ['push'], public: true,
    })
  })

  it('leaves webhooks off where no public address is set, and tells what that means', async () => {
    const one = setUp()
    expect((await one.form()).manifest).toMatchObject({ hook_attributes: { active: false }, redirect_url: 'http://127.0.0.1:3000/setup/callback' })
    expect((await one.open(`/setup?token=${one.token}`)).text).toContain('once in 30 minutes')
  })

  it('registers for an organization where one is named', async () => {
    expect((await setUp().form('&organization=octo-org')).action.pathname).toBe('/organizations/octo-org/settings/apps/new')
  })

  it.each(['../evil', 'a--b', '-a', 'x'.repeat(40), '"><script>alert(1)</script>'])('refuses %s as an organization, and shows it as text', async (name) => {
    const one = setUp()
    const { text } = await one.open(`/setup?token=${one.token}&organization=${encodeURIComponent(name)}`)
    expect(text).toContain('cannot be the name of an organization')
    expect(text).toContain('action="https://github.com/settings/apps/new?state=')
    expect(text).not.toContain('<script')
  })
})

describe('what GitHub sends back', () => {
  it('is exchanged for the keys, which are stored, shown nowhere, and the App starts', async () => {
    const one = setUp()
    const { state } = await one.form()
    const { status, text } = await one.open(`/setup/callback?code=abc123&state=${state}`)
    expect(status).toBe(200)
    expect(one.codes).toEqual(['abc123'])
    expect(one.stored).toEqual([REGISTERED.credentials])
    expect(text).toContain('href="https://github.com/apps/coach/installations/new"')
    expect(text).toContain('Coach &amp; Co is registered')
    expect(text).toContain('nothing needs to be restarted')
    expect(text + JSON.stringify(one.lines)).not.toMatch(/the-key|the-secret|the-client-secret/)
  })

  it('closes the set-up for good', async () => {
    const one = setUp()
    const [{ state }, other] = [await one.form(), await one.form()]
    await one.open(`/setup/callback?code=abc&state=${state}`)
    expect((await one.open(`/setup?token=${one.token}`)).status).toBe(410)
    expect((await one.open(`/setup/callback?code=abc&state=${other.state}`)).status).toBe(410)
    expect(one.codes).toHaveLength(1)
  })

  it.each([['no', ''], ['a foreign', 'x'.repeat(32)]])('with %s state asks GitHub for nothing', async (_, state) => {
    const one = setUp()
    await one.form()
    expect((await one.open(`/setup/callback?code=abc&state=${state}`)).status).toBe(403)
    expect(one.codes).toEqual([])
  })

  it('counts once, and for an hour', async () => {
    const one = setUp({ answer: { ok: false, trouble: { kind: 'gone', says: 'GitHub does not know the code.' } } })
    const [{ state }, late] = [await one.form(), await one.form()]
    expect((await one.open(`/setup/callback?code=abc&state=${state}`)).text).toContain('GitHub does not know the code.')
    expect((await one.open(`/setup/callback?code=abc&state=${state}`)).status).toBe(403)
    one.clock.now += 3_600_001
    expect((await one.open(`/setup/callback?code=abc&state=${late.state}`)).status).toBe(403)
    expect(one.codes).toHaveLength(1)
  })

  it('with a code of another form is refused', async () => {
    const one = setUp()
    const { state } = await one.form()
    expect((await one.open(`/setup/callback?code=${encodeURIComponent('../x')}&state=${state}`)).status).toBe(400)
    expect(one.codes).toEqual([])
  })

  it('is told as lost where the keys cannot be stored, and the set-up stays open', async () => {
    const one = setUp({ store: () => { throw new Error('disk full') } })
    const { state } = await one.form()
    const { status, text } = await one.open(`/setup/callback?code=abc&state=${state}`)
    expect(status).toBe(500)
    expect(text).toContain('/data/credentials.json could not be written')
    expect((await one.open(`/setup?token=${one.token}`)).status).toBe(200)
  })

  it('says where the App could not start with the keys', async () => {
    const one = setUp({ starts: false })
    const { state } = await one.form()
    expect((await one.open(`/setup/callback?code=abc&state=${state}`)).text).toContain('could not start with them')
  })
})
