import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { fetchZip } from '../../../src/github/fetch-zip.ts'
import { HOSTED, installationPort, toInstallation, withoutNetwork } from '../../support/github-app.ts'

withoutNetwork()

const RUN = '/repos/octo-org/churn/actions/runs/7/artifacts?per_page=100'
const ZIP = '/repos/octo-org/churn/actions/artifacts/31/zip'
const LOG = '/repos/octo-org/churn/actions/jobs/77/logs'
const STORE = 'https://store.example.net'
const KEY = '/blob/31?sig=key'

const artifact = (id: number, fields: object = {}): object => ({ id, name: `report-${id}`, size_in_bytes: 900, expired: false, created_at: '2026-01-02T03:04:05Z', ...fields })

/** The store, which must see no token. */
function store(): nock.Interceptor {
  return nock(STORE, { badheaders: ['authorization', 'cookie'] }).get(KEY)
}

describe('the artifacts of a run', () => {
  it('are listed with name, size and whether they have expired, in the order of their ids', async () => {
    const github = await installationPort()
    toInstallation().get(RUN).reply(200, { total_count: 2, artifacts: [artifact(32, { expired: true }), artifact(31)] })
    expect(await github.artifacts(HOSTED, 7)).toEqual({
      ok: true, value: [{ id: 31, name: 'report-31', bytes: 900, isExpired: false, createdAt: Date.UTC(2026, 0, 2, 3, 4, 5) }, { id: 32, name: 'report-32', bytes: 900, isExpired: true, createdAt: Date.UTC(2026, 0, 2, 3, 4, 5) }],
    })
  })
  it.each([[404, 'gone'], [403, 'forbidden'], [502, 'passing']] as const)('are told apart by why they cannot be had: %s is %s', async (status, kind) => {
    const github = await installationPort()
    toInstallation().get(RUN).reply(status, { message: 'no' })
    expect(await github.artifacts(HOSTED, 7)).toMatchObject({ ok: false, trouble: { kind } })
  })
})

describe('the zip of an artifact', () => {
  it('comes from another host, which is shown no token', async () => {
    const github = await installationPort()
    toInstallation().get(ZIP).reply(302, '', { location: STORE + KEY })
    store().reply(200, Buffer.from([80, 75, 0, 255]))
    const before = github.requests()
    expect(await github.artifactZip(HOSTED, 31)).toEqual({ ok: true, value: { bytes: Buffer.from([80, 75, 0, 255]) } })
    expect(github.requests() - before).toBe(2)
    expect(nock.isDone()).toBe(true)
  })
  it.each([
    ['does not let it be fetched any more', 403, false], ['is at fault', 503, true],
  ])('is not had where the store %s', async (_, status, isPassing) => {
    const github = await installationPort()
    toInstallation().get(ZIP).reply(302, '', { location: STORE + KEY })
    store().reply(status, 'no')
    expect(await github.artifactZip(HOSTED, 31)).toEqual({ ok: true, value: { says: `where GitHub keeps it, the answer was ${status}`, isPassing } })
  })
  it('is not followed to a third place', async () => {
    const github = await installationPort()
    toInstallation().get(ZIP).reply(302, '', { location: STORE + KEY })
    store().reply(302, '', { location: 'https://169.254.169.254/' })
    expect(await github.artifactZip(HOSTED, 31)).toEqual({ ok: true, value: { says: 'where GitHub keeps it, no whole answer came', isPassing: true } })
  })
  it.each(['http://store.example.net/blob/31', 'file:///etc/passwd', 'http://'])('is not fetched from %s', async (location) => {
    expect(await fetchZip(location, 'https://api.github.com')).toEqual({ says: 'GitHub leads to an address from which nothing is fetched', isPassing: false })
  })
  it.each([['says so', { 'content-length': '50000001' }, 'x'], ['does not say so', {}, Buffer.alloc(50_000_001)]])('is not taken where it is larger than 50 MB and %s', async (_, headers, body) => {
    store().reply(200, body, headers)
    expect(await fetchZip(STORE + KEY, 'https://api.github.com')).toEqual({ says: 'it is larger than 50 MB, which is the most that is read', isPassing: false })
  })
  it('is waited for until the time is over', async () => {
    store().delay(20_000).reply(200, 'x')
    expect(await fetchZip(STORE + KEY, 'https://api.github.com', 30)).toEqual({ says: 'where GitHub keeps it, no whole answer came', isPassing: true })
    nock.abortPendingRequests()
  })
  it('that GitHub no longer keeps is gone', async () => {
    const github = await installationPort()
    toInstallation().get(ZIP).reply(410, { message: 'Artifact has expired' })
    expect(await github.artifactZip(HOSTED, 31)).toMatchObject({ ok: false, trouble: { kind: 'gone' } })
  })
})

describe('the log of a job', () => {
  it('comes from another host, which is shown no token', async () => {
    const github = await installationPort()
    toInstallation().get(LOG).reply(302, '', { location: STORE + KEY })
    store().reply(200, 'one\ntwo\n')
    const before = github.requests()
    expect(await github.jobLog(HOSTED, 77)).toEqual({ ok: true, value: { text: 'one\ntwo\n' } })
    expect(github.requests() - before).toBe(2)
    expect(nock.isDone()).toBe(true)
  })
  it('is kept by its end where it is longer than 4 MB', async () => {
    const github = await installationPort()
    toInstallation().get(LOG).reply(302, '', { location: STORE + KEY })
    store().reply(200, `${'a'.repeat(5_000_000)}\nthe end`)
    const answer = await github.jobLog(HOSTED, 77)
    const text = answer.ok && 'text' in answer.value ? answer.value.text : ''
    expect([text.length, text.endsWith('\nthe end')]).toEqual([4_000_000, true])
  })
  it('is not read to its end where that is further than 64 MB', async () => {
    const github = await installationPort()
    toInstallation().get(LOG).reply(302, '', { location: STORE + KEY })
    store().reply(200, Buffer.alloc(64_000_001))
    expect(await github.jobLog(HOSTED, 77)).toEqual({ ok: true, value: { says: 'it is larger than 64 MB, which is the most that is read', isPassing: false } })
  })
  it.each([[410, 'gone'], [404, 'gone'], [403, 'forbidden'], [502, 'passing']] as const)('is told apart by why it cannot be had: %s is %s', async (status, kind) => {
    const github = await installationPort()
    toInstallation().get(LOG).reply(status, { message: 'no' })
    expect(await github.jobLog(HOSTED, 77)).toMatchObject({ ok: false, trouble: { kind } })
  })
})
