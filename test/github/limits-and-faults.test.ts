import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { GitHubOptions } from '../../src/github/open-github-repository.ts'
import type { SeenRequest, Trouble } from '../../src/sandbox/trouble.ts'
import { makeRepository } from '../support/make-repository.ts'
import { readOpened, type Read } from '../support/read-all.ts'
import { openOn, quickClock, sandboxOf } from '../support/sandbox.ts'

const FILES = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`package/module_${index}.py`, `NUMBER = ${index}\n`]))

let folder = ''
beforeAll(() => {
  folder = makeRepository(FILES, { folder: mkdtempSync(join(tmpdir(), 'capstone-coach-test-')) })
  return () => { rmSync(folder, { recursive: true, force: true }) }
})

type Attempt = { readonly refusal: string | null; readonly read: Read | null; readonly halted: string | null; readonly requests: readonly SeenRequest[]; readonly slept: number; readonly waits: readonly number[] }

/** Opens and reads the forty files while a plan goes wrong, on a clock that waits no time. */
async function attempt(plan: (request: SeenRequest) => Trouble | null, options: Partial<GitHubOptions> = {}): Promise<Attempt> {
  const sandbox = await sandboxOf(folder, { plan })
  const clock = quickClock()
  const waits: number[] = []
  const opened = await openOn(sandbox, null, { clock, onWait: (seconds) => { waits.push(seconds) }, ...options })
  const read = opened.ok ? await readOpened(opened) : null
  const halted = opened.halted()
  return {
    refusal: opened.ok ? null : `${opened.reason} | ${opened.hint}`, read, halted: halted === null ? null : halted.reason,
    requests: sandbox.requests(), slept: clock.slept() / 1000, waits,
  }
}

const count = ({ requests }: Attempt, kind: string): number => requests.filter((request) => request.kind === kind).length
const soon = (seconds: number): number => Math.ceil(Date.now() / 1000) + seconds

describe('a query that is too much for GitHub', () => {
  it('is halved until it is answered, and the next ones stay as small', async () => {
    const tried = await attempt(({ objects }) => objects > 12 ? { kind: 'bad-gateway' } : null)
    expect(tried.read?.texts).toEqual(FILES)
    expect(tried.requests.filter(({ kind }) => kind === 'graphql').map(({ objects }) => objects)).toEqual([40, 20, 20, 10, 10, 10, 10])
    expect(count(tried, 'blob')).toBe(0)
  })
  it('or that it does not answer at all', async () => {
    const tried = await attempt(({ objects }) => objects > 20 ? { kind: 'silence' } : null, { longestRequest: 3000 })
    expect(tried.read?.texts).toEqual(FILES)
    expect(tried.requests.filter(({ objects }) => objects > 20)).toHaveLength(1)
  })
  it.each([
    ['always too much', { kind: 'bad-gateway' }, 11],
    ['refused', { kind: 'forbidden' }, 1],
    ['over its own limit', { kind: 'primary-limit', resetAt: 4_000_000_000 }, 1],
    ['cut off', { kind: 'half-an-answer' }, 1],
  ] as const)('or %s is given up for single files', async (_, trouble, queries) => {
    const tried = await attempt(({ kind }) => kind === 'graphql' ? trouble : null)
    expect(tried.read?.texts).toEqual(FILES)
    expect(tried.halted).toBeNull()
    expect(count(tried, 'graphql')).toBeLessThanOrEqual(queries)
    expect(count(tried, 'blob')).toBe(40)
  })
})

describe('a failure that passes', () => {
  it.each([{ kind: 'bad-gateway' }, { kind: 'hang-up' }] as const)('is tried again: %j', async (trouble) => {
    const tried = await attempt(({ number }) => number === 1 || number === 3 ? trouble : null)
    expect(tried.read?.texts).toEqual(FILES)
    expect(tried.slept).toBeGreaterThan(0)
  })
  it('is tried again for a query too, where the connection was cut', async () => {
    let cut = false
    const tried = await attempt(({ kind }) => {
      if (kind !== 'graphql' || cut) return null
      cut = true
      return { kind: 'hang-up' }
    })
    expect(tried.read?.texts).toEqual(FILES)
    expect([count(tried, 'graphql'), count(tried, 'blob')]).toEqual([2, 0])
  })
  it('and does not pass is told, after three tries', async () => {
    const tried = await attempt(({ kind }) => kind === 'tree' ? { kind: 'bad-gateway' } : null)
    expect(tried.refusal).toBe('octo-org/churn: the sandbox could not answer (502) | Run this again later (https://www.githubstatus.com tells of outages), or judge a clone.')
    expect(count(tried, 'tree')).toBe(3)
  })
})

describe('a limit of requests', () => {
  it('that ends soon is waited for', async () => {
    const tried = await attempt(({ number }) => number === 2 ? { kind: 'primary-limit', resetAt: soon(20) } : number === 5 ? { kind: 'secondary-limit', retryAfter: 30 } : null)
    expect(tried.read?.texts).toEqual(FILES)
    expect(tried.waits).toHaveLength(2)
    expect(tried.slept).toBeGreaterThan(45)
    expect(tried.slept).toBeLessThan(60)
  })
  it('that does not say when it ends is waited for a minute', async () => {
    const tried = await attempt(({ number }) => number === 1 ? { kind: 'secondary-limit', retryAfter: null } : null)
    expect(tried.read?.texts).toEqual(FILES)
    expect(tried.waits).toEqual([60])
  })
  it('that ends late is told with its end, and nothing more is asked', async () => {
    const tried = await attempt(() => ({ kind: 'primary-limit', resetAt: Date.UTC(2099, 0, 1, 14, 5) / 1000 }))
    expect(tried.refusal).toMatch(/^octo-org\/churn: the requests of the token in GITHUB_TOKEN are used up until 2099-01-01 14:0\d UTC \(rate limit\) \| Run this again then, set another token/)
    expect(tried.requests).toHaveLength(1)
    expect((await attempt(() => ({ kind: 'secondary-limit', retryAfter: 600 }))).refusal).toContain('asks to send nothing until')
  })
  it('that comes again and again is not waited for endlessly', async () => {
    const tried = await attempt(() => ({ kind: 'secondary-limit', retryAfter: 60 }))
    expect(tried.refusal).toContain('secondary rate limit')
    expect(tried.slept).toBeLessThanOrEqual(180)
  })
  it('that is met while reading leaves gaps, asks nothing more, and is told', async () => {
    const tried = await attempt(({ kind, number }) => kind === 'graphql' ? { kind: 'forbidden' } : kind === 'blob' && number > 10 ? { kind: 'primary-limit', resetAt: soon(3000) } : null)
    expect(tried.halted).toContain('used up until')
    expect(Object.keys(tried.read?.texts ?? {}).length + Object.keys(tried.read?.gaps ?? {}).length).toBe(40)
    expect(new Set(Object.values(tried.read?.gaps ?? {}))).toEqual(new Set(['file: GitHub\'s rate limit was reached']))
    // Those under way when the first was refused may still arrive.
    expect(count(tried, 'blob')).toBeLessThan(12)
  })
})

describe('what a token may not see', () => {
  it('for want of single sign-on is told with the address that helps', async () => {
    expect((await attempt(() => ({ kind: 'single-sign-on', url: 'https://github.com/orgs/octo-org/sso?authorization_request=1' }))).refusal)
      .toBe('octo-org/churn: the organization asks for single sign-on before the token in GITHUB_TOKEN may read it (403) | Authorize the token: https://github.com/orgs/octo-org/sso?authorization_request=1')
  })
  it('for want of a permission is told in GitHub\'s words', async () => {
    expect((await attempt(({ kind }) => kind === 'tree' ? { kind: 'forbidden' } : null)).refusal)
      .toContain('the sandbox refuses to show it to the token in GITHUB_TOKEN (403: Resource not accessible by personal access token) | The token needs to read the repository\'s contents')
  })
  it('of single files is a gap each, and the others are read', async () => {
    const tried = await attempt(({ kind, number }) => kind === 'graphql' || (kind === 'blob' && number % 2 === 0) ? { kind: 'forbidden' } : null)
    expect(Object.keys(tried.read?.texts ?? {})).toHaveLength(20)
    expect(new Set(Object.values(tried.read?.gaps ?? {}))).toEqual(new Set(['file: GitHub refused it (403)']))
  })
})
