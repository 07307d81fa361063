import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { PAGES } from '../../src/web/pages/list.ts'
import { listen } from '../../src/web/listen.ts'
import { createSite, type SiteParts } from '../../src/web/site.ts'
import { keptLog } from '../support/quiet-log.ts'
import { siteStage, type SiteStage } from '../support/site-stage.ts'

const PARTS: SiteParts = { receive: null, needs: [], metrics: () => Promise.resolve({ text: '', contentType: 'text/plain' }), home: '', privacy: '', pages: [], webUrl: 'https://github.com', publicUrl: 'https://coach.example', proxies: 0, now: () => 0, log: keptLog() }
const placeOf = (path: string): string => `/courses/mlops${path.replace(':id', '42').replace(':item', 'health-check-works').replace(':format', 'wide').replace(':rejudging', 'none')}`

async function signedIn(): Promise<SiteStage & { readonly get: (path: string) => Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> }> {
  const stage = await siteStage()
  const browser = await stage.browserOf('ines')
  return { ...stage, get: (path) => stage.open(path, browser) }
}

describe('what every answer tells a browser', () => {
  it('is to run no script, sit in no frame, guess no type, leak no address and keep nothing', async () => {
    const { get } = await signedIn()
    for (const path of ['/', '/operations', '/sign-in', '/sign-in/callback', '/healthz', '/readyz', '/metrics', '/probes', '/privacy', '/nowhere', '/badges/x', ...PAGES.filter(({ method }) => method === 'get').map(({ path: one }) => placeOf(one))]) {
      const { headers } = await get(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect([path, policy.split('; ')]).toEqual([path, expect.arrayContaining(['default-src \'none\'', 'style-src \'self\'', 'base-uri \'none\'', 'frame-ancestors \'none\''])])
      expect([path, /script-src|unsafe|\*/.test(policy)]).toEqual([path, false])
      expect([path, ...['x-content-type-options', 'x-frame-options', 'referrer-policy', 'cache-control', 'strict-transport-security', 'cross-origin-opener-policy', 'cross-origin-resource-policy'].map((name) => headers.get(name))])
        .toEqual([path, 'nosniff', 'DENY', 'no-referrer', 'no-store', 'max-age=31536000', 'same-origin', 'same-origin'])
      expect(headers.get('permissions-policy')).toContain('camera=()')
    }
  })

  it('is of https alone where people come by it', async () => {
    expect((await createSite({ ...PARTS, publicUrl: 'http://127.0.0.1:3000' }).request('/')).headers.get('strict-transport-security')).toBeNull()
  })
})

describe('an address that is not what it seems', () => {
  it.each(['//evil.example', '//evil.example/courses/mlops', '/\\evil.example', '/courses/..%2f..%2foperations', '/courses/mlops/..%2fother', '/courses/mlops%2f..%2fother', '/courses/mlops/repositories/..%2f43', '/courses/%00', '/courses/mlops/repositories/42%0d%0aX-Set:%201', '/page.css/../metrics%00', '/courses/mlops/repositories/__proto__', '/courses/constructor', '/badges/..%2f..%2fdata%2fcredentials.json', '/%e0%a4%a'])('%s leads nowhere', async (path) => {
    const { get } = await signedIn()
    const { status, headers, text } = await get(path)
    expect([status, headers.get('location'), headers.get('x-set')]).toEqual([404, null, null])
    expect(text).not.toMatch(/evil\.example|PRIVATE KEY/)
  })

  it('has no other host in any link, whatever host was asked for', async () => {
    const { open, browserOf } = await siteStage()
    const poisoned = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', forwarded: 'host=evil.example' }
    const browser = await browserOf('ines')
    for (const path of ['/', '/sign-in', '/courses/mlops', '/courses/mlops/repositories/42', '/courses/mlops/course/tokens']) {
      const { headers, text } = await open(path, browser, poisoned)
      expect([path, `${headers.get('location') ?? ''} ${text}`.includes('evil.example')]).toEqual([path, false])
    }
  })
})

describe('a file that is downloaded', () => {
  it.each(PAGES.filter(({ path, method }) => method === 'get' && /\/(?:download|file)$/.test(path)).map(({ path }) => path))('%s bears a plain name, whatever stands in it, and is never taken for a page', async (path) => {
    const list = `student id,name,email,github,section\ns1,"Ana ""; filename=evil.html",ana@uni.example,ana,"<img src=x>"\n`
    const { open, browserOf } = await siteStage({ list })
    const { status, headers } = await open(placeOf(path), await browserOf('ines'))
    expect([status, headers.get('content-disposition'), headers.get('x-content-type-options'), /html|javascript|svg/.test(headers.get('content-type') ?? '')]).toEqual([200, expect.stringMatching(/^attachment; filename="[a-z0-9][a-z0-9.-]*"$/), 'nosniff', false])
  })
})

describe('a method that a page does not have', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE-ALL'])('%s changes nothing and is answered as if nothing were there', async (method) => {
    const { send, browserOf, store } = await siteStage()
    const browser = await browserOf('ines')
    const before = await store.journal.audit(99)
    for (const { path } of PAGES) {
      const { status } = await send(placeOf(path), { reason: 'x' }, browser, {}, method)
      expect([path, [404, 403].includes(status)]).toEqual([path, true])
    }
    expect(await store.journal.audit(99)).toEqual(before)
  })

  it('is not taken from a header or a field either', async () => {
    const { send, browserOf, store } = await siteStage()
    const browser = await browserOf('ines')
    const before = await store.journal.audit(99)
    const { status } = await send('/courses/mlops/repositories/42', { _method: 'DELETE' }, browser, { 'x-http-method-override': 'DELETE' })
    expect([status, await store.journal.audit(99)]).toEqual([404, before])
  })
})

describe('somebody who asks more than people do', () => {
  it('may come back from GitHub 600 times a minute from one address, as a full lecture hall does, then is told how long to wait', async () => {
    const { open, browserOf, clock } = await siteStage()
    const statuses = new Map<number, number>()
    for (let at = 0; at < 605; at += 1) {
      const { status } = await open('/sign-in/callback?code=ines&state=x')
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect([...statuses]).toEqual([[400, 600], [429, 5]])
    const refused = await open('/sign-in/callback?code=ines&state=x')
    expect([refused.status, refused.headers.get('retry-after'), refused.text.includes('try again in a minute')]).toEqual([429, '60', true])
    clock.now += 60_000
    expect([...(await browserOf('ines')).keys()]).toContain('__Host-capstone_coach_session')
  })

  it('may send 120 forms and open 600 pages a minute; others go on', async () => {
    const { open, send, browserOf, store } = await siteStage()
    const [browser, other] = [await browserOf('ines'), await browserOf('aki')]
    for (let at = 0; at < 120; at += 1) await send('/courses/mlops/watch', { form: 'x' }, browser)
    const before = await store.journal.audit(99)
    const refused = await send('/courses/mlops/repositories/42/extend', { until: '2026-12-28', reason: 'ill' }, browser)
    expect([refused.status, refused.headers.get('retry-after'), await store.journal.audit(99)]).toEqual([429, '60', before])
    expect((await send('/courses/mlops/repositories/42/extend', { until: '2026-12-28', reason: 'ill' }, other)).status).not.toBe(429)
    const pages: number[] = []
    for (let at = 0; at < 601; at += 1) pages.push((await open('/courses/none', browser)).status)
    expect([pages.filter((status) => status === 404).length, pages.at(-1)]).toEqual([600, 429])
  })

  it('may open the set-up 60 times, and webhooks are never counted', async () => {
    const setup = new Hono().get('/setup', (context) => context.text('wrong', 403))
    const site = createSite({ ...PARTS, pages: [setup], receive: () => Promise.resolve(new Response('refused', { status: 401 })) })
    const statuses: number[] = []
    for (let at = 0; at < 61; at += 1) statuses.push((await site.request('/setup?token=x')).status)
    expect([statuses.filter((status) => status === 403).length, statuses.at(-1)]).toEqual([60, 429])
    const webhooks: number[] = []
    for (let at = 0; at < 700; at += 1) webhooks.push((await site.request('/webhook', { method: 'POST', body: 'x' })).status)
    expect(new Set(webhooks)).toEqual(new Set([401]))
  })
})

describe('over the network', () => {
  it('headers that are too large are refused before a page is asked', async () => {
    let asked = 0
    const { url, close } = await listen(() => { asked += 1; return new Response('page') }, '127.0.0.1', 0)
    try {
      expect([(await fetch(url, { headers: { 'x-large': 'a'.repeat(20_000) } })).status, asked]).toEqual([431, 0])
      expect([(await fetch(url)).status, asked]).toEqual([200, 1])
    } finally {
      await close(0)
    }
  })
})
