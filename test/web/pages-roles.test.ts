import { describe, expect, it, vi } from 'vitest'
import { MAY } from '../../src/model/role.ts'
import { PAGES } from '../../src/web/pages/list.ts'
import { aRejudging } from '../support/service-stage.ts'
import { PEOPLE, siteStage, type Login } from '../support/site-stage.ts'

const ROLE: Readonly<Record<Login, 'instructor' | 'assistant' | 'participant' | 'stranger'>> = { ines: 'instructor', aki: 'assistant', ana: 'participant', ben: 'participant', zoe: 'stranger', olga: 'stranger' }

/** The path of a route with what ana works on in its places. */
function pathOf(path: string): string {
  return `/courses/mlops${path.replace(':id', '42').replace(':item', 'health-check-works').replace(':format', 'wide')}`
}

describe('who may open what', () => {
  it.each(PAGES.flatMap((route) => (Object.keys(PEOPLE) as Login[]).map((login) => [route.method, route.path, login, route] as const)))('%s %s by %s', async (method, path, login, route) => {
    const stage = await siteStage()
    const { open, send, browserOf, store } = stage
    const place = path.includes(':rejudging') ? pathOf(path.replace(':rejudging', await aRejudging(stage))) : pathOf(path)
    const browser = await browserOf(login)
    const before = await store.journal.audit(99)
    const { status } = method === 'get' ? await open(place, browser) : await send(place, {}, browser)
    const scope = MAY[route.needs][ROLE[login]]
    if (ROLE[login] === 'stranger') expect(status).toBe(404)
    else if (scope === undefined) expect(status).toBe(403)
    // What is another student's is not there for them.
    else if (scope === 'own' && login === 'ben') expect(status).toBe(404)
    else if (method === 'get') expect(status).toBe(200)
    // An empty form is refused for what it lacks, not for who sent it.
    else expect([303, 404, 409, 422]).toContain(status)
    if (method === 'post' && (scope === undefined || login === 'ben')) expect(await store.journal.audit(99)).toEqual(before)
  })

  it.each(PAGES.map((route) => [route.method, route.path] as const))('%s %s by nobody', async (method, path) => {
    const { open, send } = await siteStage()
    const answer = method === 'get' ? await open(pathOf(path)) : await send(pathOf(path), {}, new Map())
    if (method === 'get') expect([answer.status, answer.headers.get('location')]).toEqual([302, `/sign-in?to=${encodeURIComponent(pathOf(path))}`])
    else expect(answer.status).toBe(403)
  })

  it.each(PAGES.filter(({ method }) => method === 'post').map(({ path }) => path))('post %s without the form\'s own word, or from another site, changes nothing', async (path) => {
    const { send, browserOf, store } = await siteStage()
    const browser = await browserOf('ines')
    const before = await store.journal.audit(99)
    expect((await send(pathOf(path), { form: 'x' }, browser)).status).toBe(403)
    expect((await send(pathOf(path), {}, browser, { origin: 'https://evil.example' })).status).toBe(403)
    expect(await store.journal.audit(99)).toEqual(before)
  })

  it('a student is led to nothing that is not for them', async () => {
    const { open, browserOf } = await siteStage()
    const browser = await browserOf('ana')
    const { text } = await open('/courses/mlops/repositories/42', browser)
    const within = [...text.matchAll(/href="(\/[^"#]*)"/g)].map(([, path = '']) => path.replaceAll('&amp;', '&'))
    expect(within).toContain('/')
    for (const path of new Set(within)) expect([path, (await open(path, browser)).status]).toEqual([path, 200])
  })

  it.each(['ines', 'aki', 'ana'] as const)('%s is offered no form and no page that would be refused for who they are', async (login) => {
    const stage = await siteStage()
    const { open, browserOf, store } = stage
    await store.decisions.state({ id: 'd', kind: 'dispute', subject: { kind: 'item', id: 'health-check-works' }, text: 'It answers', courseId: 'mlops', repositoryId: 42, at: 1, by: { id: 5, login: 'ana' }, said: null })
    const [browser, rejudging, offered] = [await browserOf(login), await aRejudging(stage), new Set<string>()]
    for (const { method, path, needs } of PAGES) {
      if (method === 'post' || MAY[needs][ROLE[login]] === undefined) continue
      const { text } = await open(pathOf(path.replace(':rejudging', rejudging)), browser)
      for (const [form = ''] of text.matchAll(/<form [^>]*>/g)) offered.add(`${/method="post"/.test(form) ? 'post' : 'get'} ${/action="([^"?]*)/.exec(form)?.[1] ?? ''}`)
      for (const [, href = ''] of text.matchAll(/<a [^>]*href="(\/courses\/mlops[^"?#]*)/g)) offered.add(`get ${href}`)
    }
    const asked = [...offered].flatMap((one) => PAGES.filter(({ method, path }) => new RegExp(`^${method} /courses/mlops${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(one)).slice(0, 1))
    expect(asked.some(({ method }) => method === 'post')).toBe(true)
    expect(asked.filter(({ needs }) => MAY[needs][ROLE[login]] === undefined).map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })

  it('a fault of ours on a page is told as one, and logged', async () => {
    const { open, browserOf, store, log } = await siteStage()
    const browser = await browserOf('ines')
    vi.spyOn(store.standings, 'of').mockRejectedValue(new Error('the store is away'))
    const { status, text } = await open('/courses/mlops', browser)
    expect([status, log.lines.filter(({ level }) => level === 'error').map(({ says }) => says)]).toEqual([500, ['a request failed']])
    expect(text).toContain('Something went wrong on our side')
    expect(text).not.toContain('the store is away')
  })

  it('a course that there is not looks like one that is not theirs', async () => {
    const { open, browserOf } = await siteStage()
    const [none, others] = [await open('/courses/none', await browserOf('ines')), await open('/courses/mlops', await browserOf('zoe'))]
    expect([none.status, none.text]).toEqual([404, others.text])
  })
})
