import { describe, expect, it } from 'vitest'
import { badgePages, badgePath } from '../../src/web/badges.ts'

const pages = badgePages({ secret: 's3cret', now: () => 0, stateOf: (id) => Promise.resolve(id === 42 ? { done: 9, of: 13, isWhole: false } : id === 43 ? { done: 13, of: 13, isWhole: true } : null) })
const ask = async (path: string): Promise<Response> => pages.request(`https://coach.example${path}`)

describe('the badge of a repository', () => {
  it('is a picture that says in words how far it is', async () => {
    const answer = await ask(badgePath(42, 's3cret'))
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'image/svg+xml; charset=utf-8', 'no-cache'])
    expect(await answer.text()).toMatch(/^<svg [^>]*aria-label="capstone: 9 of 13 steps"><title>capstone: 9 of 13 steps<\/title>/)
  })

  it('says so where the whole cycle is done', async () => { expect(await (await ask(badgePath(43, 's3cret'))).text()).toContain('capstone: whole cycle done') })

  it.each([
    ['of a repository that is not of a course', badgePath(44, 's3cret')],
    ['signed with another secret', badgePath(42, 'other')],
    ['of another repository under this one\'s signature', badgePath(42, 's3cret').replace('/42-', '/43-')],
    ['without a signature', '/badges/42-.svg'], ['of any form', '/badges/..%2f..%2fetc'],
  ])('is not there %s', async (_why, path) => { expect((await ask(path)).status).toBe(404) })

  it('is looked up once a minute, however often it is asked for, and again where that failed', async () => {
    let [asked, time] = [0, 0]
    const counted = badgePages({ secret: 's3cret', now: () => time, stateOf: () => { asked += 1; return asked === 1 ? Promise.reject(new Error('the store is away')) : Promise.resolve({ done: asked, of: 13, isWhole: false }) } })
    const status = async (): Promise<number> => (await counted.request(`https://coach.example${badgePath(42, 's3cret')}`)).status
    expect([await status(), await status(), await status(), asked]).toEqual([500, 200, 200, 2])
    time = 60_000
    expect([await status(), asked]).toEqual([200, 3])
  })
})
