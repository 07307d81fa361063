import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { PROBE_BUDGET } from '../../src/flow/proof/probe-budget.ts'
import { createMeters } from '../../src/operate/meters.ts'
import { createSite, type SiteParts } from '../../src/web/site.ts'
import { keptLog, type LogLine } from '../support/silent-log.ts'

const PARTS: SiteParts = {
  receive: null, needs: [], metrics: () => Promise.resolve({ text: 'a 1\n', contentType: 'text/plain; version=0.0.4' }), home: '<p>home</p>', privacy: '<p>kept</p>', pages: [], webUrl: 'https://github.com', publicUrl: 'https://coach.example', proxies: 0, now: () => 0, log: keptLog(),
}

it('the process answers /healthz whatever else is wrong', async () => {
  const site = createSite({ ...PARTS, needs: [{ name: 'database', check: () => Promise.reject(new Error('down')) }] })
  expect((await site.request('/healthz')).status).toBe(200)
})

it('/readyz is 200 where everything is in place', async () => {
  const answer = await createSite({ ...PARTS, needs: [{ name: 'database', check: () => Promise.resolve(null) }] }).request('/readyz')
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ ready: true, checks: { database: { ok: true, says: 'in place' } } })
})

it('/readyz is 503 with the reason of each need that is not in place', async () => {
  const answer = await createSite({ ...PARTS, needs: [
    { name: 'database', check: () => Promise.reject(new Error('password=hunter2')) },
    { name: 'queue', check: () => Promise.resolve('the oldest work has been due for 20 minutes') },
    { name: 'github', check: () => Promise.resolve(null) },
  ] }).request('/readyz')
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ ready: false, checks: {
    database: { ok: false, says: 'it could not be asked; the log says why' }, queue: { ok: false, says: 'the oldest work has been due for 20 minutes' }, github: { ok: true, says: 'in place' },
  } })
})

it('/readyz leaves out what it is asked to, and nothing else', async () => {
  const site = createSite({ ...PARTS, needs: [{ name: 'database', check: () => Promise.resolve(null) }, { name: 'github', check: () => Promise.resolve('GitHub does not answer') }, { name: 'queue', check: () => Promise.resolve('stuck') }] })
  const statuses = await Promise.all(['?exclude=github&exclude=queue', '?exclude=github', '?exclude=', '?exclude=githu'].map(async (query) => (await site.request(`/readyz${query}`)).status))
  expect(statuses).toEqual([200, 503, 503, 503])
})

it('a webhook goes to who receives it, body untouched, and to nobody before the set-up', async () => {
  const site = createSite({ ...PARTS, receive: async (request) => new Response(`got ${await request.text()}`, { status: 202 }) })
  const answer = await site.request('/webhook', { method: 'POST', body: '{"a": 1 }' })
  expect([answer.status, await answer.text()]).toEqual([202, 'got {"a": 1 }'])
  expect((await createSite(PARTS).request('/webhook', { method: 'POST', body: 'x' })).status).toBe(503)
})

it('/probes tells whoever found a probe in a log what is asked and how often', async () => {
  const answer = await createSite(PARTS).request('/probes')
  const text = await answer.text()
  expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, 'text/plain'])
  expect(text).toContain(`At most ${PROBE_BUDGET.aDay} times in ${PROBE_BUDGET.day / 3_600_000} hours`)
  expect(text).toContain(`${PROBE_BUDGET.pause / 60_000} minutes`)
})

it('/privacy tells what is stored, before the set-up too', async () => {
  const answer = await createSite({ ...PARTS, receive: null }).request('/privacy')
  expect([answer.status, await answer.text()]).toEqual([200, '<p>kept</p>'])
})

it('every answer keeps scripts, frames and referrers out, and is not stored', async () => {
  for (const path of ['/', '/nowhere', '/healthz']) {
    const { headers } = await createSite(PARTS).request(path)
    expect(headers.get('content-security-policy')).toContain('default-src \'none\'')
    expect(headers.get('content-security-policy')).toContain('frame-ancestors \'none\'')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  }
})

it('a picture may be shown on pages of other sites, and nothing else', async () => {
  const pages = new Hono().get('/a.svg', (context) => context.body('<svg/>', 200, { 'content-type': 'image/svg+xml' }))
  const site = createSite({ ...PARTS, pages: [pages] })
  const policies = await Promise.all(['/a.svg', '/'].map(async (path) => (await site.request(path)).headers.get('cross-origin-resource-policy')))
  expect(policies).toEqual(['cross-origin', 'same-origin'])
})

it('a page that fails says so without the reason, which is in the log', async () => {
  const lines: LogLine[] = []
  const site = createSite({ ...PARTS, log: keptLog(lines), metrics: () => Promise.reject(new Error('hunter2')) })
  const answer = await site.request('/metrics')
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('hunter2')
  expect(lines).toMatchObject([{ level: 'error', says: 'a request failed', fields: { route: '/metrics' } }])
})

it('/metrics shows what was counted, and the queue as it is now', async () => {
  const meters = createMeters({ version: '1.2.3', node: '20' }, ['push'])
  meters.delivery('push', 'stored')
  meters.delivery('push', 'stored')
  meters.delivery('Not An Event\n', 'refused')
  meters.evaluation(1.5, 'published')
  meters.request({ installationId: 9, resource: 'core', status: 200, remaining: 4999, limit: 5000, resetAt: null })
  meters.request({ installationId: null, resource: 'core', status: 0, remaining: null, limit: null, resetAt: null })
  meters.publication('comment', 'created')
  const depths = () => Promise.resolve({ queue: { due: 3, later: 2, held: 1, dead: 0, oldestSeconds: 12.5 }, deliveries: [{ result: 'waiting', count: 4 }, { result: 'waiting', count: 1 }] })
  const site = createSite({ ...PARTS, metrics: async () => ({ text: await meters.page(depths), contentType: meters.contentType }) })
  const answer = await site.request('/metrics')
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const lines = (await answer.text()).split('\n')
  expect(lines).toEqual(expect.arrayContaining([
    'capstone_coach_deliveries_total{event="push",result="stored"} 2',
    'capstone_coach_deliveries_total{event="other",result="refused"} 1',
    'capstone_coach_queue_items{state="due"} 3',
    'capstone_coach_queue_oldest_seconds 12.5',
    'capstone_coach_stored_deliveries{result="waiting"} 5',
    'capstone_coach_evaluation_seconds_bucket{le="2",result="published"} 1',
    'capstone_coach_github_requests_total{installation="9",resource="core",status="2xx"} 1',
    'capstone_coach_github_requests_total{installation="app",resource="core",status="none"} 1',
    'capstone_coach_github_quota_remaining{installation="9",resource="core"} 4999',
    'capstone_coach_publications_total{kind="comment",result="created"} 1',
    'capstone_coach_build_info{version="1.2.3",node="20"} 1',
    'capstone_coach_store_unreadable 0',
  ]))
})

it('/metrics answers while the store does not', async () => {
  const page = await createMeters({ version: '1', node: '20' }, ['push']).page(() => Promise.resolve(null))
  expect(page.split('\n')).toContain('capstone_coach_store_unreadable 1')
})
