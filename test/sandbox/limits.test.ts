import { describe, expect, it } from 'vitest'
import { DOCUMENTED_LIMITS, type Limits } from '../../src/sandbox/access/limits.ts'
import { latencyOf, USUAL_LATENCY } from '../../src/sandbox/access/latency.ts'
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { ask, installationToken, sandboxWithApp } from '../support/app-on-sandbox.ts'

const NAME = 'octo-org/churn'
const NOON = 7_200_000_000

type Stage = { readonly sandbox: Sandbox; readonly token: string; readonly head: string; readonly read: () => Promise<number>; readonly comment: () => Promise<number>; readonly checkRun: () => Promise<number>; readonly query: () => Promise<number> }

async function stage(limits: Partial<Limits>, options: SandboxOptions = {}): Promise<Stage> {
  const sandbox = await sandboxWithApp({ limits, now: () => NOON, ...options })
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' } })
  const token = await installationToken(sandbox, sandbox.installApp('octo-org').id)
  const head = await sandbox.push(NAME, 'tune', { files: { 'README.md': '# Churn\n' } })
  const { number } = await sandbox.openPullRequest(NAME, { title: 'Tune', head: 'tune' })
  const status = async (operation: string, body?: unknown): Promise<number> => (await ask(sandbox, token, operation, body)).status
  return {
    sandbox, token, head, read: () => status(`GET /repos/${NAME}`), comment: () => status(`POST /repos/${NAME}/issues/${number}/comments`, { body: 'Hello' }), checkRun: () => status(`POST /repos/${NAME}/check-runs`, { name: 'Capstone', head_sha: head }),
    query: async () => (await fetch(sandbox.url.replace(/v3$/, 'graphql'), { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify({ query: '{ repository(owner: "octo-org", name: "churn") { visibility } }' }) })).status,
  }
}

const inTurn = async (...asks: readonly (() => Promise<number>)[]): Promise<readonly number[]> => {
  const statuses: number[] = []
  for (const one of asks) statuses.push(await one())
  return statuses
}

describe('a limit of the sandbox', () => {
  it('counts five points for a request that writes and one for a request that reads', async () => {
    const { read, comment } = await stage({ restPointsAMinute: 7 })
    expect(await inTurn(read, comment, read, read)).toEqual([200, 201, 200, 403])
  })
  it('counts queries apart from other requests', async () => {
    const { read, query } = await stage({ restPointsAMinute: 1, graphqlPointsAMinute: 2 })
    expect(await inTurn(read, query, query, query, read)).toEqual([200, 200, 200, 403, 403])
  })
  it('of points is that of any minute', async () => {
    let now = NOON
    const { read } = await stage({ restPointsAMinute: 2 }, { now: () => now })
    const first = await inTurn(read)
    now += 40_000
    const second = await inTurn(read, read)
    now += 21_000
    expect([...first, ...second, ...await inTurn(read, read)]).toEqual([200, 200, 403, 200, 403])
  })
  it('of content in an hour goes on after that of a minute has ended', async () => {
    let now = NOON
    const { comment } = await stage({ contentAMinute: 2, contentAnHour: 3 }, { now: () => now })
    const first = await inTurn(comment, comment, comment)
    now += 61_000
    expect([...first, ...await inTurn(comment, comment)]).toEqual([201, 201, 403, 201, 403])
  })
  it.each([[true, [201, 403]], [false, [201, 201]]])('takes check runs for content or not (%s)', async (checkRunsAreContent, expected) => {
    const { checkRun } = await stage({ contentAMinute: 1, checkRunsAreContent })
    expect(await inTurn(checkRun, checkRun)).toEqual(expected)
  })
  it('of requests at once is over when one of them is answered', async () => {
    const { read } = await stage({ atOnce: 2 }, { latency: { read: [200, 200], write: [0, 0], query: [0, 0], seed: 1 } })
    expect((await Promise.all([read(), read(), read()])).toSorted()).toEqual([200, 200, 403])
    expect(await read()).toBe(200)
  })
  it('tells nothing before it refuses, says then how long to wait, and is noted', async () => {
    const { sandbox, token } = await stage({ restPointsAMinute: 1 })
    const [first, second] = [await ask(sandbox, token, `GET /repos/${NAME}`), await ask(sandbox, token, `GET /repos/${NAME}`)]
    expect([first.headers.get('x-ratelimit-remaining'), first.headers.get('retry-after')]).toEqual(['4999', null])
    expect([second.status, second.headers.get('retry-after'), second.body['message']]).toEqual([403, '60', expect.stringContaining('secondary rate limit')])
    expect(sandbox.refusals()).toEqual([{ limit: 'restPointsAMinute', operation: 'GET /repos/{owner}/{repo}', at: NOON }])
  })
  it('is none of those that GitHub documents, unless it is set', async () => {
    const { read } = await stage({})
    expect(new Set(await Promise.all(Array.from({ length: (DOCUMENTED_LIMITS.atOnce ?? 0) + 1 }, read)))).toEqual(new Set([200]))
  })
})

describe('the latency of the sandbox', () => {
  const some = (seed: number): readonly number[] => {
    const next = latencyOf({ ...USUAL_LATENCY, seed })
    return Array.from({ length: 500 }, () => next('write'))
  }
  it('lies between its bounds, and is the same again for the same seed', () => {
    const [shortest, longest] = USUAL_LATENCY.write
    expect(some(7).every((one) => one >= shortest && one <= longest)).toBe(true)
    expect(some(7)).toEqual(some(7))
    expect(some(7)).not.toEqual(some(8))
  })
  it('is more often short than long', () => {
    const [shortest, longest] = USUAL_LATENCY.write
    expect(some(3).filter((one) => one < (shortest + longest) / 2).length).toBeGreaterThan(300)
  })
})
