import { describe, expect, it } from 'vitest'
import { APP_OPERATION_IDS, MAY_IN_APP, ROLES } from '../../src/model/role.ts'
import { APP_ROUTES } from '../../src/web/pages/app-routes.ts'
import { delivery, mark, NOTHING } from '../store/samples.ts'
import { PEOPLE, siteStage, type Login, type SiteStage } from '../support/site-stage.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

/** Work was given up on ana's repository and on one that no course has; octo-org waits for GitHub's limit; two webhooks could not be understood. */
async function troubledApp(): Promise<SiteStage & { readonly ids: readonly string[] }> {
  const stage = await siteStage()
  const { store: { work, deliveries }, clock: { now } } = stage
  for (const repositoryId of [42, 900_000_091]) await work.mark([mark({ repositoryId, target: { kind: 'branch', name: 'ana-writes-this' }, dueAt: now - 5 })], now - 5)
  for (let item = await work.claim(now, 5); item !== null; item = await work.claim(now, 5)) await work.bury(item, 'the tree <b>could</b> not be read', now)
  for (const [id, repositoryId, receivedAt] of [['odd-1', 43, now - HOUR], ['odd-2', null, now - 2 * MINUTE]] as const) {
    await deliveries.add(delivery(id, { repositoryId, receivedAt, name: 'push', body: '{"commits":[{"message":"ana-writes-this"}]}' }))
    await deliveries.setAside(id, 'this push delivery lacks ref', now)
  }
  await deliveries.add(delivery('good', { receivedAt: now - 3 * HOUR, name: 'star' }))
  await deliveries.settle('good', NOTHING, now)
  return { ...stage, ids: (await work.dead(9)).toSorted((one, other) => one.repositoryId - other.repositoryId).map(({ id }) => id) }
}

/** The page as text alone, one blank between words. */
const words = (html: string): string => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

describe('who may open the pages of the App', () => {
  it('is who runs it alone, by no part in a course', () => {
    expect(APP_OPERATION_IDS.map((id) => ROLES.filter((role) => MAY_IN_APP[id].includes(role)))).toEqual(APP_OPERATION_IDS.map(() => ['operator']))
  })

  it.each(APP_ROUTES.flatMap((route) => (Object.keys(PEOPLE) as Login[]).map((login) => [route.method, route.path, login] as const)))('%s %s by %s', async (method, path, login) => {
    const { open, send, browserOf, store, ids: [id = ''] } = await troubledApp()
    const browser = await browserOf(login)
    const before = await store.journal.audit(99)
    const answer = method === 'get' ? await open(path, browser) : await send(path, { what: 'work', id }, browser)
    if (login === 'olga') return expect(answer.status).toBe(method === 'get' ? 200 : 303)
    // The same as of a page that there is not.
    expect([answer.status, answer.text]).toEqual([404, (await open('/nowhere', browser)).text])
    expect([await store.journal.audit(99), (await store.work.dead(9)).length]).toEqual([before, 2])
  })

  it('is nobody who did not sign in', async () => {
    const { open, send } = await siteStage()
    const answer = await open('/operations?queue=due')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sign-in?to=%2Foperations%3Fqueue%3Ddue'])
    expect((await send('/operations/again', { what: 'work', id: 'all' }, new Map())).status).toBe(403)
  })

  it('a form without its own word, or from another site, changes nothing', async () => {
    const { send, browserOf, store } = await troubledApp()
    const browser = await browserOf('olga')
    expect((await send('/operations/again', { what: 'work', id: 'all', form: 'x' }, browser)).status).toBe(403)
    expect((await send('/operations/again', { what: 'work', id: 'all' }, browser, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await send('/operations/again', { what: 'work', id: 'x'.repeat(20_000) }, browser)).status).toBe(413)
    expect((await store.work.dead(9)).length).toBe(2)
  })

  it('is led there by every page, and nobody else is', async () => {
    const { open, browserOf, store } = await siteStage()
    const [olga, ines] = [await browserOf('olga'), await browserOf('ines')]
    expect((await open('/', olga)).text).toContain('<a href="/operations">App operations</a>')
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: PEOPLE.olga, login: 'olga' }, since: 0 })
    expect((await open('/courses/mlops/repositories/42', olga)).text).toContain('<a href="/operations">App operations</a>')
    for (const path of ['/', '/courses/mlops', '/courses/mlops/operations']) expect((await open(path, ines)).text).not.toContain('href="/operations"')
  })
})

describe('the page of the App', () => {
  it('tells the queue, webhooks, dead letters and courses as the store has them, and no word of a student', async () => {
    const { open, browserOf, store, clock } = await troubledApp()
    await store.work.mark([mark({ repositoryId: 43, target: { kind: 'pull-request', number: 4 }, dueAt: clock.now - 20 * MINUTE, reason: 'workflow_run' }), mark({ repositoryId: 42, dueAt: clock.now + HOUR })], clock.now)
    const olga = await browserOf('olga')
    const { text } = await open('/operations', olga)
    const told = words(text)
    expect(told).toContain('The oldest has been due for 20 minutes.')
    expect(told).toMatch(/Given up 2 Due 1 At work 0 Resting 0 Later 1 /)
    expect(told).toMatch(/octo-org\/capstone-ana a branch push 1 time 2026-\d\d-\d\d \d\d:\d\d the tree &lt;b&gt;could&lt;\/b&gt; not be read Try again/)
    expect(told).toContain('repository 900000091 a branch')
    expect(told).toMatch(/push 2 0 0 2 0 0 star 1 1 0 0 0 0/)
    expect(told).toMatch(/odd-2 push – .* this push delivery lacks ref/)
    expect(told).toContain('odd-1 push octo-org/capstone-ben')
    expect(told).toMatch(/MLOps 2 1 for its staff/)
    expect(text).not.toContain('ana-writes-this')
    expect(words((await open('/operations?queue=due', olga)).text)).toMatch(/octo-org\/capstone-ben pull request 4 workflow_run – /)
  })

  it('shows fifty pieces of work on a page', async () => {
    const { open, browserOf, store, clock: { now } } = await siteStage()
    await store.work.mark(Array.from({ length: 120 }, (_, at) => mark({ repositoryId: 42, target: { kind: 'pull-request', number: at + 1 }, dueAt: now - 500 + at })), now)
    const olga = await browserOf('olga')
    const shown = async (query: string): Promise<readonly string[]> => [...(await open(`/operations?queue=due&page=${query}`, olga)).text.matchAll(/<td>pull request (\d+)/g)].map(([, number = '']) => number)
    const pages = await Promise.all(['1', '2', '3'].map(shown))
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20])
    expect(new Set(pages.flat()).size).toBe(120)
    const last = (await open('/operations?queue=due&page=3', olga)).text
    expect([words(last).includes('Page 3 of 3'), last.includes('rel="next"')]).toEqual([true, false])
    for (const odd of ['0', '-1', 'x', '99999999', '9999']) expect((await open(`/operations?queue=due&page=${odd}&aside=${odd}`, olga)).status).toBe(200)
    expect(words((await open('/operations?queue=due&page=9999', olga)).text)).toContain('Nothing is on this page.')
  })

  it('says whose work rests, and until when', async () => {
    const { open, browserOf, store, clock: { now } } = await siteStage()
    await store.work.mark([mark({ repositoryId: 42, dueAt: now })], now)
    await store.work.putOffInstallation(7, now + 35 * MINUTE)
    const told = words((await open('/operations?queue=resting', await browserOf('olga'))).text)
    expect(told).toMatch(/Resting 1 /)
    expect(told).toMatch(/octo-org 2026-12-\d\d \d\d:\d\d, in 35 minutes 1/)
  })

  it('says for whom the App slows itself down, since when, why, and until about when', async () => {
    const { open, browserOf, store, clock: { now } } = await siteStage()
    const olga = await browserOf('olga')
    expect(words((await open('/operations', olga)).text)).toContain('No account is slowed down')
    await store.work.mark([mark({ repositoryId: 42, dueAt: now })], now)
    await store.pace.slow({ installationId: 7, purpose: 'verdict', until: now - MINUTE, reason: 'requests-hour' }, now - 5 * MINUTE)
    await store.pace.slow({ installationId: 7, purpose: 'verdict', until: now + 12 * MINUTE, reason: 'content-hour' }, now)
    await store.pace.slow({ installationId: 99, purpose: 'first-word', until: now - 1000, reason: 'rest-points' }, now - 1000)
    const told = words((await open('/operations?queue=resting', olga)).text)
    expect(told).toMatch(/Resting 1 /)
    expect(told).toMatch(/octo-org 2026-12-\d\d \d\d:\d\d verdicts and upkeep; answers to people go on no more is written within an hour than GitHub takes 2026-12-\d\d \d\d:\d\d, in 12 minutes/)
    expect(told).toMatch(/installation 99 2026-12-\d\d \d\d:\d\d first words are left out and upkeep waits; verdicts go on no more is asked within a minute than GitHub takes it is over/)
  })

  it('tells what is not in place, and what is of this process alone', async () => {
    const { open, browserOf, whole, clock: { now } } = await siteStage()
    whole.health = [{ name: 'github', ok: false, says: 'GitHub has not answered yet' }, { name: 'database', ok: true, says: 'in place' }]
    Object.assign(whole.settings, { publicUrl: null, logLevel: 'error' })
    whole.process = {
      ...whole.process, startedAt: now - 3 * HOUR, arrivals: { stored: 1200, repeated: 3, refused: 2, failed: 1, lastRefusedAt: now - MINUTE }, sweep: { lastAt: now - 10 * MINUTE, nextAt: now + 20 * MINUTE },
      quotas: [{ installationId: null, resource: 'core', remaining: 4990, limit: 5000, resetAt: now - MINUTE, at: now - HOUR }, { installationId: 7, resource: 'graphql', remaining: 12, limit: 5000, resetAt: now + 30 * MINUTE, at: now }],
      log: [{ level: 'error', says: 'work failed: <script>', fault: 'TypeError', ids: [['repository', '42']], count: 7, lastAt: now }],
    }
    const { text } = await open('/operations', await browserOf('olga'))
    const told = words(text)
    for (const part of [
      '1 of 2 is not in place.', 'GitHub ✖ GitHub has not answered yet', 'embedded (SQLite)', 'pull mode: without PUBLIC_URL', '1.2.3, on Node 22.1.0', 'for 3 hours', 'process 4711 on coach-1, with 2 workers', '1,200 stored, 3 known already, 2 refused (the last at',
      'the App itself core 4,990 of 5,000', 'octo-org graphql 12 of 5,000', 'in 30 minutes', 'whole again since', 'error work failed: &lt;script&gt; TypeError 7', 'repository 42', 'LOG_LEVEL is error',
    ]) expect(told).toContain(part)
    expect(text).not.toContain('<script')
  })

  it('says plainly where there is nothing', async () => {
    const { open, browserOf } = await siteStage()
    const told = words((await open('/operations', await browserOf('olga'))).text)
    for (const part of ['Everything is in place.', 'Nothing is due.', 'Nothing was given up.', 'None came in the last 24 hours.', 'Every webhook that is kept could be understood.', 'GitHub has told none yet.', 'There was none.', 'none has ended yet']) expect(told).toContain(part)
  })
})

describe('trying again', () => {
  it('brings one piece of work back, with a line in the log and an entry in the audit of its course', async () => {
    const { open, send, browserOf, store, log, clock, ids: [own = '', other = ''] } = await troubledApp()
    const olga = await browserOf('olga')
    const again = 'given up work was brought back'
    expect((await send('/operations/again', { what: 'work', id: own }, olga)).headers.get('location')).toBe('/operations')
    expect((await store.work.dead(9)).map(({ id }) => id)).toEqual([other])
    expect(words((await open('/operations?queue=due', olga)).text)).toContain('octo-org/capstone-ana a branch')
    expect((await store.journal.auditOf('mlops', 9)).filter(({ action }) => action === 'work.again').map(({ actor, says }) => [actor, says])).toEqual([[PEOPLE.olga, 'a branch of repository 42, which had been given up, by who runs the App']])
    expect(log.lines.filter(({ says }) => says.startsWith(again)).map(({ fields }) => JSON.parse(fields) as object)).toEqual([{ person: PEOPLE.olga, id: own, count: 1 }])
    clock.now += 2000
    expect((await send('/operations/again', { what: 'work', id: own }, olga)).status).toBe(404)
    // Nothing was brought back then, and nothing says so.
    expect(log.lines.filter(({ says }) => says.startsWith(again))).toHaveLength(1)
  })

  it('does once what two clicks ask for, and answers both by that', async () => {
    const { send, browserOf, log, ids: [own = ''] } = await troubledApp()
    const olga = await browserOf('olga')
    const two = await Promise.all([send('/operations/again', { what: 'work', id: own }, olga), send('/operations/again', { what: 'work', id: own }, olga)])
    expect(two.map(({ status, headers }) => [status, headers.get('location')])).toEqual([[303, '/operations'], [303, '/operations']])
    expect(log.lines.filter(({ says }) => says.startsWith('given up work was brought back'))).toHaveLength(1)
  })

  it('brings all of it back at once, of repositories that no course has, too', async () => {
    const { send, browserOf, store } = await troubledApp()
    expect((await send('/operations/again', { what: 'work', id: 'all' }, await browserOf('olga'))).status).toBe(303)
    expect(await store.work.dead(9)).toEqual([])
    expect((await store.journal.audit(99)).flatMap(({ action, subject }) => action === 'work.again' ? [subject] : []).sort()).toEqual(['course mlops', 'repository 900000091'])
  })

  it('lets a webhook be understood again, and all of them', async () => {
    const { send, browserOf, store } = await troubledApp()
    const olga = await browserOf('olga')
    expect((await send('/operations/again', { what: 'delivery', id: 'odd-2' }, olga)).status).toBe(303)
    expect([(await store.deliveries.waiting(9)).map(({ id }) => id), (await store.deliveries.aside(9, 0)).count]).toEqual([['odd-2'], 1])
    expect((await send('/operations/again', { what: 'delivery', id: 'none' }, olga)).status).toBe(404)
    await send('/operations/again', { what: 'delivery', id: 'all' }, olga)
    expect((await store.deliveries.waiting(9)).length).toBe(2)
  })
})
