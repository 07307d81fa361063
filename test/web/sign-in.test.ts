import { describe, expect, it } from 'vitest'
import { siteStage, type Browser } from '../support/site-stage.ts'

const stateOf = (headers: Headers): string => new URL(headers.get('location') ?? '').searchParams.get('state') ?? ''

describe('signing in', () => {
  it('leads to GitHub and back to the page that was asked for, and shows who is signed in', async () => {
    const { open } = await siteStage()
    const browser: Browser = new Map()
    const begun = await open('/sign-in?to=%2Fcourses%2Fmlops%3Fsort%3Dname', browser)
    const address = new URL(begun.headers.get('location') ?? '')
    expect([begun.status, address.host, address.searchParams.get('returnUrl')]).toEqual([302, 'github.example', 'https://coach.example/sign-in/callback'])
    expect(address.searchParams.get('challenge')).toMatch(/^[\w-]{43}$/)
    const back = await open(`/sign-in/callback?code=ines&state=${stateOf(begun.headers)}`, browser)
    expect([back.status, back.headers.get('location')]).toEqual([303, '/courses/mlops?sort=name'])
    const home = await open('/', browser)
    expect(home.text).toContain('<span>ines</span>')
    expect(home.text).toContain('<a href="/courses/mlops">')
  })

  it('keeps its cookies from scripts, other sites and plain http', async () => {
    const { open } = await siteStage()
    const browser: Browser = new Map()
    const begun = await open('/sign-in', browser)
    const back = await open(`/sign-in/callback?code=ines&state=${stateOf(begun.headers)}`, browser)
    const lines = [...begun.headers.getSetCookie(), ...back.headers.getSetCookie()]
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      expect(line).toMatch(/^__Host-/)
      for (const word of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(line).toContain(word)
    }
  })

  it.each([
    ['another state', { code: 'ines', state: 'x'.repeat(32) }, 400], ['no state', { code: 'ines' }, 400], ['an odd code', { code: '<b>', state: 'STATE' }, 400], ['a code that GitHub does not know', { code: 'nobody', state: 'STATE' }, 400],
    ['a person who did not agree', { error: 'access_denied', state: 'STATE' }, 403],
  ])('signs nobody in for %s', async (_, words, status) => {
    const { open } = await siteStage()
    const browser: Browser = new Map()
    const { headers } = await open('/sign-in', browser)
    const query = new URLSearchParams(Object.entries(words).map(([name, value]): [string, string] => [name, value === 'STATE' ? stateOf(headers) : value]))
    expect((await open(`/sign-in/callback?${query.toString()}`, browser)).status).toBe(status)
    expect([...browser.keys()].filter((name) => name.endsWith('session'))).toEqual([])
  })

  it('is good once, in the browser in which it was begun, and for ten minutes', async () => {
    const { open, clock } = await siteStage()
    const browser: Browser = new Map()
    const callback = `/sign-in/callback?code=ines&state=${stateOf((await open('/sign-in', browser)).headers)}`
    expect((await open(callback, new Map())).status).toBe(400)
    expect((await open(callback, new Map(browser))).status).toBe(303)
    clock.now += 600_000
    expect((await open(callback, browser)).status).toBe(400)
  })

  it('begun in two tabs, ends in the one in which it was begun last, whichever comes back first', async () => {
    const { open } = await siteStage()
    const browser: Browser = new Map()
    const [first, second] = [stateOf((await open('/sign-in?to=%2Fa', browser)).headers), stateOf((await open('/sign-in?to=%2Fb', browser)).headers)]
    expect((await open(`/sign-in/callback?code=ana&state=${first}`, browser)).status).toBe(400)
    expect((await open(`/sign-in/callback?code=ines&state=${first}&error=access_denied`, browser)).status).toBe(400)
    expect((await open(`/sign-in/callback?code=ines&state=${second}`, browser)).headers.get('location')).toBe('/b')
    expect((await open(`/sign-in/callback?code=ines&state=${second}`, browser)).status).toBe(400)
  })

  it.each(['redirect_uri_mismatch', 'application_suspended', '<script>alert(1)</script>'])('tells %s of GitHub as a fault of the set-up, not as the person\'s word', async (error) => {
    const { open, log } = await siteStage()
    const browser: Browser = new Map()
    const state = stateOf((await open('/sign-in', browser)).headers)
    const { status, text } = await open(`/sign-in/callback?${new URLSearchParams({ error, error_description: '<img src=x onerror=alert(1)>', state }).toString()}`, browser)
    expect(status).toBe(502)
    expect(text).toContain('whoever runs this App finds more in its log')
    expect(text).not.toMatch(/<script|<img|not agreed/)
    expect(log.lines).toContainEqual({ level: 'warn', says: 'GitHub signs nobody in', fields: JSON.stringify({ says: error }) })
  })

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/a b', 'javascript:alert(1)'])('leads nobody to %s', async (to) => {
    const { open } = await siteStage()
    const browser: Browser = new Map()
    const { headers } = await open(`/sign-in?${new URLSearchParams({ to }).toString()}`, browser)
    expect((await open(`/sign-in/callback?code=ines&state=${stateOf(headers)}`, browser)).headers.get('location')).toBe('/')
  })

  it('ends after half a day, with a changed cookie, and by signing out, which another site cannot do', async () => {
    const { open, send, browserOf, clock } = await siteStage()
    const browser = await browserOf('ines')
    const isIn = async (one: Browser): Promise<boolean> => (await open('/', one)).text.includes('<span>ines</span>')
    expect(await isIn(browser)).toBe(true)
    expect(await isIn(new Map([...browser].map(([name, value]) => [name, value.replace(/.{8}\./, 'AAAAAAAA.')])))).toBe(false)
    expect((await send('/sign-out', { form: 'x' }, browser)).status).toBe(403)
    expect(await isIn(browser)).toBe(true)
    const kept = new Map(browser)
    expect((await send('/sign-out', {}, browser)).headers.get('location')).toBe('/')
    expect(await isIn(browser)).toBe(false)
    clock.now += 12 * 3_600_000
    expect(await isIn(kept)).toBe(false)
  })
})

describe('a form that is sent by somebody who was signed out meanwhile', () => {
  it('changes nothing, and says what to do with what was written', async () => {
    const { send, browserOf, clock, store } = await siteStage()
    const browser = await browserOf('ines')
    clock.now += 12 * 3_600_000
    const { status, text } = await send('/courses/mlops/repositories/42/extend', { until: '2026-12-28', reason: 'ill' }, browser)
    expect([status, text]).toEqual([403, expect.stringContaining('You are signed out')])
    expect(text).toContain('<a class="button main" href="/sign-in">')
    expect(await store.decisions.decisionsOf('mlops', 42)).toEqual([])
  })
})

describe('signing out', () => {
  it('reads no more of a form than it has, and signs nobody out by one that is none', async () => {
    const { send, upload, open, browserOf, log } = await siteStage()
    const browser = await browserOf('ines')
    expect((await send('/sign-out', { form: 'x'.repeat(5000) }, browser)).status).toBe(413)
    expect((await send('/sign-out', { form: 'x'.repeat(5000) }, new Map())).status).toBe(413)
    expect((await send('/sign-out', {}, browser, { 'content-type': 'multipart/form-data' })).status).toBe(303)
    const other = await browserOf('ines')
    expect((await upload('/sign-out', {}, {}, other)).status).toBe(403)
    expect((await open('/', other)).text).toContain('<span>ines</span>')
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})

describe('the page of one\'s courses', () => {
  it('names the class to the staff, their own repository to students, and says what to do to anybody else', async () => {
    const { open, browserOf } = await siteStage()
    const home = async (login: Parameters<typeof browserOf>[0]): Promise<string> => (await open('/', await browserOf(login))).text
    expect(await home('aki')).toContain('You are an assistant.')
    const ana = await home('ana')
    expect(ana).toContain('<a href="/courses/mlops/repositories/42">octo-org/capstone-ana</a>')
    expect(ana).not.toContain('capstone-ben')
    expect(ana).not.toContain('<a href="/courses/mlops">')
    expect(await home('zoe')).toContain('You are in no course that runs here.')
  })

  it('goes by the staff that is known where GitHub does not say who it is', async () => {
    const { open, browserOf } = await siteStage({}, () => new Promise(() => {}))
    expect((await open('/', await browserOf('aki'))).text).toContain('You are an assistant.')
  })

  it('looks the staff up at GitHub once in five minutes', async () => {
    const { open, browserOf, clock, looked } = await siteStage()
    const browser = await browserOf('ines')
    for (const later of [0, 60_000, 200_000]) {
      clock.now += later
      await open('/', browser)
    }
    expect(looked()).toBe(1)
    clock.now += 60_000
    await open('/', browser)
    expect(looked()).toBe(2)
  })
})
