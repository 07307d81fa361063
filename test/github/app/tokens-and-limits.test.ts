import { createHmac } from 'node:crypto'
import nock from 'nock'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { FromGitHub, GitHubTrouble } from '../../../src/flow/ports/github-ports.ts'
import type { RequestMade } from '../../../src/flow/ports/operation-ports.ts'
import { API, CHURN, givesToken, HOSTED, INSTALLATION, testApp, toInstallation, withoutNetwork } from '../../support/github-app.ts'

withoutNetwork()

const trouble = <Value>(answer: FromGitHub<Value>): GitHubTrouble | null => answer.ok ? null : answer.trouble

describe('an installation', () => {
  it('is asked with one token of its own, and every request is told and counted', async () => {
    const made: RequestMade[] = []
    const app = await testApp({ onRequest: (one) => { made.push(one) } })
    givesToken()
    toInstallation().get('/repositories/5').twice().reply(200, CHURN, { 'x-ratelimit-remaining': '4998', 'x-ratelimit-limit': '5000', 'x-ratelimit-reset': '1700000000', 'x-ratelimit-resource': 'core' })
    expect(await app.installation(INSTALLATION).repository(5)).toEqual({ ok: true, value: { ...HOSTED, template: null } })
    await app.installation(INSTALLATION).repository(5)
    expect(app.installation(INSTALLATION).requests()).toBe(3)
    expect(made).toEqual([
      { installationId: INSTALLATION, resource: 'core', status: 201, remaining: null, limit: null, resetAt: null },
      ...[1, 2].map(() => ({ installationId: INSTALLATION, resource: 'core', status: 200, remaining: 4998, limit: 5000, resetAt: 1_700_000_000_000 })),
    ])
  })
  it('gets another token where GitHub has revoked the first', async () => {
    const app = await testApp({ apiUrl: 'https://github.example/api/v3' })
    const api = 'https://github.example/api/v3'
    nock(api).post(`/app/installations/${INSTALLATION}/access_tokens`).reply(201, { token: 'ghs_old', expires_at: '2999-01-01T00:00:00Z', permissions: {} })
    toInstallation('ghs_old', api).get('/repositories/5').reply(200, CHURN)
    await app.installation(INSTALLATION).repository(5)
    // For some seconds a new token may not be known everywhere.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 })
    onTestFinished(() => { vi.useRealTimers() })
    toInstallation('ghs_old', api).get('/repositories/5').reply(401, { message: 'Bad credentials' })
    givesToken('ghs_new', api)
    toInstallation('ghs_new', api).get('/repositories/5').reply(200, CHURN)
    expect(trouble(await app.installation(INSTALLATION).repository(5))).toBeNull()
  })
  it.each([
    ['is gone', 404, 'Not Found'], ['is suspended', 403, 'This installation has been suspended'],
  ])('that %s gives no token', async (_, status, message) => {
    const app = await testApp()
    nock(API).post(`/app/installations/${INSTALLATION}/access_tokens`).reply(status, { message })
    expect(trouble(await app.installation(INSTALLATION).repository(5))).toEqual({ kind: 'suspended', says: `repository 5: the installation is suspended or was removed (${status})` })
  })
  it('that is suspended while its token lasts is so too', async () => {
    const app = await testApp()
    givesToken()
    toInstallation().get('/repositories/5').reply(403, { message: 'This installation has been suspended' })
    expect(trouble(await app.installation(INSTALLATION).repository(5))?.kind).toBe('suspended')
  })
  it('of an App whose key is not accepted says so', async () => {
    const app = await testApp()
    nock(API).post(`/app/installations/${INSTALLATION}/access_tokens`).times(2).reply(401, { message: 'A JSON web token could not be decoded' })
    expect(trouble(await app.installation(INSTALLATION).repository(5))).toMatchObject({ kind: 'forbidden', says: expect.stringContaining('APP_ID') as string })
  })
})

describe('a limit', () => {
  const NOW = Date.parse('2026-03-01T12:00:00Z')
  const limitedBy = async (status: number, headers: Readonly<Record<string, string>>, message = 'slow down'): Promise<GitHubTrouble | null> => {
    const app = await testApp({ now: () => NOW })
    givesToken()
    toInstallation().get('/repositories/5').reply(status, { message }, headers)
    return trouble(await app.installation(INSTALLATION).repository(5))
  }
  it('of requests lasts until its reset by GitHub\'s clock', async () => {
    const date = new Date(NOW + 3_600_000)
    expect(await limitedBy(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(date.getTime() / 1000 + 600), date: date.toUTCString() })).toMatchObject({ kind: 'limited', until: NOW + 601_000 })
  })
  it('of the second kind lasts as long as GitHub says, and a minute where it does not', async () => {
    expect(await limitedBy(403, { 'retry-after': '120' })).toMatchObject({ kind: 'limited', until: NOW + 120_000 })
    expect(await limitedBy(429, {})).toMatchObject({ kind: 'limited', until: NOW + 60_000 })
    expect(await limitedBy(403, {}, 'You have exceeded a secondary rate limit.')).toMatchObject({ kind: 'limited', until: NOW + 60_000 })
  })
  it('is not waited for: until it ends, nothing more is sent', async () => {
    let now = NOW
    const app = await testApp({ now: () => now })
    const port = app.installation(INSTALLATION)
    givesToken()
    toInstallation().get('/repositories/5').reply(429, {}, { 'retry-after': '90' })
    await port.repository(5)
    now += 89_000
    expect(trouble(await port.createComment(HOSTED, 12, 'text'))).toMatchObject({ kind: 'limited', until: NOW + 90_000 })
    expect(trouble(await port.branchHead(HOSTED, 'main'))?.kind).toBe('limited')
    expect(port.requests()).toBe(2)
    now += 2000
    toInstallation().get('/repositories/5').reply(200, CHURN)
    expect(trouble(await port.repository(5))).toBeNull()
  })
  it('of queries leaves other requests their own', async () => {
    const app = await testApp({ now: () => NOW })
    const port = app.installation(INSTALLATION)
    givesToken()
    toInstallation().post('/graphql').reply(200, { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] })
    toInstallation().get('/repositories/5').reply(200, CHURN)
    expect(trouble(await port.branchHead(HOSTED, 'main'))?.kind).toBe('limited')
    expect(trouble(await port.repository(5))).toBeNull()
  })
})

describe('what GitHub does not do', () => {
  const answered = async (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Promise<GitHubTrouble | null> => {
    const app = await testApp()
    givesToken()
    toInstallation().post('/repos/octo-org/churn/issues/12/comments').reply(status, body, headers)
    return trouble(await app.installation(INSTALLATION).createComment(HOSTED, 12, 'text'))
  }
  it('for want of a permission names it', async () => {
    expect(await answered(403, { message: 'Resource not accessible by integration' }, { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' })).toEqual({
      kind: 'forbidden', says: 'a comment on 12 in repository 5: GitHub refuses it (403: Resource not accessible by integration); it asks for the permission issues=write; pull_requests=write',
    })
  })
  it('because the conversation is locked is told from want of a permission', async () => {
    expect(await answered(403, { message: 'Unable to create comment because issue is locked.' })).toMatchObject({ kind: 'locked' })
    expect(await answered(403, { message: 'The account is locked' })).toMatchObject({ kind: 'forbidden' })
  })
  it('because what was sent is wrong says what', async () => {
    expect(await answered(422, { message: 'Validation Failed', errors: [{ field: 'body', code: 'custom', message: 'body is too long' }] })).toEqual({
      kind: 'refused', says: 'a comment on 12 in repository 5: GitHub refuses it (422: Validation Failed; body body is too long)',
    })
  })
  it.each([[404], [410]])('because it is not there (%d) is gone', async (status) => {
    expect((await answered(status, { message: 'Not Found' }))?.kind).toBe('gone')
  })
  it.each([[500], [502], [503]])('because it cannot now (%d) may pass, and is not sent again by itself', async (status) => {
    expect((await answered(status, { message: 'Server Error' }))?.kind).toBe('passing')
  })
})

describe('a signature', () => {
  const body = '{"zen":"ünïcode"}'
  const sign = (secret: string): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  it('is that of the secret over the body as it came', async () => {
    const app = await testApp()
    expect(await app.verify(body, sign('sesame'))).toBe(true)
    expect(await app.verify(`${body} `, sign('sesame'))).toBe(false)
    expect(await app.verify(body, sign('development'))).toBe(false)
    expect(await app.verify(body, '')).toBe(false)
  })
  it('is never that of no secret', async () => {
    await expect(testApp({ webhookSecret: '' })).rejects.toThrow('no webhook secret')
  })
})
