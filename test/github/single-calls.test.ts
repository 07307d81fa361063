import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { blobSha } from '../../src/flow/reading/blob-sha.ts'
import type { GitHubClient } from '../../src/github/client.ts'
import type { Connection } from '../../src/github/connection.ts'
import { listBranches } from '../../src/github/list-branches.ts'
import { openGitHubRepository } from '../../src/github/open-github-repository.ts'
import { readBlobs } from '../../src/github/read-blobs.ts'
import { readSingleBlob } from '../../src/github/single-blob.ts'
import { createTokenClient } from '../../src/github/token-client.ts'
import { quickClock } from '../support/sandbox.ts'

const CONNECTION: Connection = { host: 'github.com', apiUrl: 'https://api.github.com', graphqlUrl: 'https://api.github.com/graphql', token: 'ghp_abc', tokenName: 'GH_TOKEN' }
const ADDRESS = { owner: 'octo-org', name: 'churn', host: null }

beforeAll(() => { nock.disableNetConnect() })
afterEach(() => { nock.cleanAll() })
afterAll(() => {
  nock.enableNetConnect()
  nock.restore()
})

const github = () => nock('https://api.github.com', { reqheaders: { authorization: 'token ghp_abc', 'user-agent': /^capstone-coach\/1 / } })
const client = (): GitHubClient => createTokenClient(CONNECTION, 'capstone-coach/1', { clock: quickClock() })
const refusal = async (): Promise<string> => {
  const opened = await openGitHubRepository(ADDRESS, CONNECTION, { at: null, takenAt: '2026-01-01T00:00:00Z', userAgent: 'capstone-coach/1', clock: quickClock() })
  return opened.ok ? 'opened' : `${opened.reason} | ${opened.hint}`
}

describe('one blob', () => {
  const bytes = Buffer.from('Größe\n', 'latin1')
  const sha = blobSha(bytes)
  const path = `/repos/octo-org/churn/git/blobs/${sha}`

  it('is decoded from base64 with line breaks', async () => {
    github().get(path).reply(200, { sha, size: bytes.length, encoding: 'base64', content: `${bytes.toString('base64').slice(0, 4)}\n${bytes.toString('base64').slice(4)}\n` })
    expect(await readSingleBlob(client(), ADDRESS, sha)).toEqual({ bytes: Uint8Array.from(bytes) })
  })
  it('whose bytes are not those of its SHA is not believed', async () => {
    github().get(path).reply(200, { sha, size: 3, encoding: 'base64', content: 'YWJj' })
    expect(await readSingleBlob(client(), ADDRESS, sha)).toEqual({ what: 'file', reason: 'what GitHub sent is not this file' })
  })
  it('that GitHub does not have is a missing object', async () => {
    github().get(path).reply(404, { message: 'Not Found' })
    expect(await readSingleBlob(client(), ADDRESS, sha)).toEqual({ what: 'missing object', reason: 'GitHub does not have it' })
  })
  it('whose text was changed on the way through GraphQL is asked for again', async () => {
    github().post('/graphql').reply(200, { data: { repository: { b0: { isBinary: false, isTruncated: false, text: 'Größe\n' } } } })
    github().get(path).reply(200, { sha, encoding: 'base64', content: bytes.toString('base64') })
    const entry = { path: 'a.py', mode: 'file', sha, size: bytes.length } as const
    const readings = []
    for await (const reading of readBlobs(client(), ADDRESS, [entry])) readings.push(reading)
    expect(readings).toEqual([{ entry, bytes: Uint8Array.from(bytes) }])
  })
})

describe('the branches', () => {
  it('are read page by page, and sorted as git sorts them', async () => {
    const page = (from: number, length: number) => Array.from({ length }, (_, index) => ({ name: `b${String(from + index).padStart(4, '0')}` }))
    github().get('/repos/octo-org/churn/branches').query({ per_page: 100, page: 1 }).reply(200, page(1, 100))
    github().get('/repos/octo-org/churn/branches').query({ per_page: 100, page: 2 }).reply(200, [{ name: 'a' }, { name: 'Zebra' }])
    const listed = await listBranches(client(), ADDRESS)
    expect(listed.ok && [listed.branches.length, ...listed.branches.slice(0, 3)]).toEqual([102, 'Zebra', 'a', 'b0001'])
  })
  it('are a thousand at most', async () => {
    github().get('/repos/octo-org/churn/branches').query(true).times(11).reply(200, Array.from({ length: 100 }, (_, index) => ({ name: `b${index}` })))
    const listed = await listBranches(client(), ADDRESS)
    expect(listed.ok && listed.branches.length).toBe(1000)
  })
})

describe('an answer that is none of GitHub\'s API', () => {
  it.each([
    ['a page', 200, '<html>Sign in</html>', { 'content-type': 'text/html' }],
    ['another JSON', 200, '{"status":"ok"}', { 'content-type': 'application/json' }],
    ['nothing', 204, '', {}],
  ] as const)('%s', async (_, status, body, headers) => {
    github().get('/repos/octo-org/churn').reply(status, body, headers)
    expect(await refusal()).toBe('octo-org/churn: what https://api.github.com answers is not GitHub\'s API | Check --api-url, GITHUB_API_URL, GHE_HOST and GH_HOST. GitHub Enterprise Server has its API at https://HOST/api/v3')
  })
})

it.each([
  [401, { message: 'Bad credentials' }, 'octo-org/churn: github.com does not accept the token in GH_TOKEN (401) | '],
  [404, { message: 'Not Found' }, 'octo-org/churn: github.com has no such repository, or the token in GH_TOKEN may not see it (404) | '],
  [451, { message: 'Repository access blocked\u001b[31m' }, 'octo-org/churn: github.com refuses to show it to the token in GH_TOKEN (451: Repository access blocked[31m) | '],
])('the status %i is told, and the token is not', async (status, body, says) => {
  github().get('/repos/octo-org/churn').reply(status, body)
  const told = await refusal()
  expect(told).toContain(says)
  expect(told).not.toContain('ghp_abc')
})

it('a certificate that is not trusted is told with what helps', async () => {
  github().get('/repos/octo-org/churn').replyWithError(Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }))
  expect(await refusal()).toBe('octo-org/churn: github.com cannot be reached (DEPTH_ZERO_SELF_SIGNED_CERT) | Its certificate is not trusted here. Name the authority\'s file in NODE_EXTRA_CA_CERTS.')
})

it('a closed connection asks nothing more', async () => {
  const closed = client()
  closed.close()
  expect(await closed.ask((rest, request) => rest.repos.get({ owner: 'octo-org', repo: 'churn', request }))).toEqual({ ok: false, failure: { kind: 'closed' } })
  expect(closed.requests()).toBe(0)
})
