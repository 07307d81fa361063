import nock from 'nock'
import { describe, expect, it } from 'vitest'
import type { Annotation, CheckRunContent } from '../../../src/model/check-run.ts'
import { API, APP_ID, HEAD, HOSTED, installationPort, testApp, toInstallation, withoutNetwork } from '../../support/github-app.ts'

withoutNetwork()

const REPO = '/repos/octo-org/churn'

const annotation = (line: number): Annotation => ({ path: 'app/main.py', startLine: line, endLine: line, level: 'notice', title: 'Health', message: `line ${line}` })
const CONTENT: CheckRunContent = { status: 'completed', conclusion: 'neutral', title: '9 of 15 in place', summary: 'table', text: 'details', detailsUrl: 'https://coach.example/a/1', annotations: [], actions: [{ label: 'Check again', description: 'Look once more', identifier: 'again' }] }

type Sent = { readonly output?: { readonly annotations?: readonly unknown[] } }

describe('a check run', () => {
  it('is created under our name with all that GitHub is told', async () => {
    const github = await installationPort()
    const sent: unknown[] = []
    toInstallation().post(`${REPO}/check-runs`, (body: unknown) => sent.push(body) > 0).reply(201, { id: 21 })
    expect(await github.createCheckRun(HOSTED, HEAD, 'capstone-1', { ...CONTENT, annotations: [annotation(3)] })).toEqual({ ok: true, value: 21 })
    expect(sent).toEqual([{
      name: 'Capstone', head_sha: HEAD, external_id: 'capstone-1', status: 'completed', conclusion: 'neutral', details_url: 'https://coach.example/a/1',
      actions: [{ label: 'Check again', description: 'Look once more', identifier: 'again' }],
      output: { title: '9 of 15 in place', summary: 'table', text: 'details', annotations: [{ path: 'app/main.py', start_line: 3, end_line: 3, annotation_level: 'notice', title: 'Health', message: 'line 3' }] },
    }])
  })
  it('that runs still has no conclusion, no buttons and no empty text', async () => {
    const github = await installationPort()
    const sent: unknown[] = []
    toInstallation().post(`${REPO}/check-runs`, (body: unknown) => sent.push(body) > 0).reply(201, { id: 21 })
    await github.createCheckRun(HOSTED, HEAD, 'capstone-1', { ...CONTENT, status: 'in_progress', conclusion: null, text: '', detailsUrl: null })
    expect(sent).toEqual([{ name: 'Capstone', head_sha: HEAD, external_id: 'capstone-1', status: 'in_progress', output: { title: '9 of 15 in place', summary: 'table' } }])
  })
  it('has fifty annotations a request', async () => {
    const github = await installationPort()
    const counts: (number | undefined)[] = []
    const counting = (body: Sent): boolean => counts.push(body.output?.annotations?.length) > 0
    toInstallation().post(`${REPO}/check-runs`, counting).reply(201, { id: 21 }).patch(`${REPO}/check-runs/21`, counting).times(2).reply(200, { id: 21 })
    const annotations = Array.from({ length: 120 }, (_, index) => annotation(index + 1))
    expect(await github.createCheckRun(HOSTED, HEAD, 'capstone-1', { ...CONTENT, annotations })).toEqual({ ok: true, value: 21 })
    expect(counts).toEqual([50, 50, 20])
    toInstallation().patch(`${REPO}/check-runs/21`, counting).reply(200, { id: 21 })
    expect(await github.updateCheckRun(HOSTED, 21, CONTENT)).toEqual({ ok: true, value: null })
    expect(counts).toEqual([50, 50, 20, undefined])
  })
  it('is ours by the App\'s id, whatever others are called', async () => {
    const github = await installationPort()
    const run = (id: number, app: number, name = 'Capstone'): object => ({ id, name, app: { id: app }, external_id: `of ${id}`, output: { annotations_count: id } })
    toInstallation().get(`${REPO}/commits/${HEAD}/check-runs`).query(({ app_id, check_name, filter }) => app_id === String(APP_ID) && check_name === 'Capstone' && filter === 'all')
      .reply(200, { total_count: 4, check_runs: [run(24, APP_ID), run(23, 15368), run(22, APP_ID, 'Other'), run(21, APP_ID)] })
    expect(await github.ownCheckRuns(HOSTED, HEAD)).toEqual({ ok: true, value: [{ id: 21, externalId: 'of 21', annotations: 21 }, { id: 24, externalId: 'of 24', annotations: 24 }] })
  })
})

describe('a comment', () => {
  it('is ours by App and marker, not by its text', async () => {
    const github = await installationPort()
    const comment = (id: number, app: object | null, body: string): object => ({ id, user: { login: 'ada' }, performed_via_github_app: app, body })
    const filler = Array.from({ length: 97 }, (_, index) => comment(100 + index, null, 'x'.repeat(2000)))
    toInstallation().get(`${REPO}/issues/12/comments`).query(({ page }) => page === '1').reply(200, [comment(1, null, '<!-- mark -->'), comment(2, { id: 1 }, '<!-- mark -->'), comment(3, { id: APP_ID }, 'no mark'), ...filler])
    toInstallation().get(`${REPO}/issues/12/comments`).query(({ page }) => page === '2').reply(200, [comment(4, { id: APP_ID }, `<!-- mark -->\n${'y'.repeat(60_000)}`)])
    expect(await github.ownComments(HOSTED, 12, '<!-- mark -->')).toEqual({ ok: true, value: [4] })
  })
  it('is written and changed', async () => {
    const github = await installationPort()
    toInstallation().post(`${REPO}/issues/12/comments`, { body: 'text' }).reply(201, { id: 51 }).patch(`${REPO}/issues/comments/51`, { body: 'other' }).reply(200, { id: 51 })
    expect(await github.createComment(HOSTED, 12, 'text')).toEqual({ ok: true, value: 51 })
    expect(await github.updateComment(HOSTED, 51, 'other')).toEqual({ ok: true, value: null })
  })
})

describe('somebody\'s comment', () => {
  it('is read as it is now, with whether it was changed', async () => {
    const github = await installationPort()
    const comment = (changed: string, user: object | null): object => ({ id: 7, body: 'y'.repeat(60_000), user, created_at: '2026-03-01T12:00:00Z', updated_at: changed })
    toInstallation().get(`${REPO}/issues/comments/7`).reply(200, comment('2026-03-01T12:00:00Z', { id: 3 })).get(`${REPO}/issues/comments/7`).reply(200, comment('2026-03-01T12:05:00Z', null)).get(`${REPO}/issues/comments/7`).reply(404, { message: 'Not Found' })
    const at = Date.UTC(2026, 2, 1, 12)
    expect(await github.comment(HOSTED, 7)).toEqual({ ok: true, value: { text: 'y'.repeat(60_000), authorId: 3, at, changedAt: null } })
    expect(await github.comment(HOSTED, 7)).toMatchObject({ value: { authorId: null, changedAt: at + 300_000 } })
    expect(await github.comment(HOSTED, 7)).toMatchObject({ ok: false, trouble: { kind: 'gone' } })
  })
})

describe('the App itself', () => {
  const asApp = (): nock.Scope => nock(API, { reqheaders: { authorization: /^bearer eyJ/ } })
  it('knows what it was granted', async () => {
    const app = await testApp()
    asApp().get('/app').reply(200, { id: APP_ID, slug: 'coach', name: 'Coach', permissions: { checks: 'write', metadata: 'read' }, events: ['push'] })
    expect(await app.registration()).toEqual({ ok: true, value: { appId: APP_ID, slug: 'coach', name: 'Coach', owner: null, permissions: { checks: 'write', metadata: 'read' }, events: ['push'] } })
  })
  it.each([
    [{ id: 5, login: 'ines', type: 'User' }, { id: 5, login: 'ines', isPerson: true }], [{ id: 9, login: 'octo-org', type: 'Organization' }, { id: 9, login: 'octo-org', isPerson: false }],
    // An enterprise.
    [{ id: 3, slug: 'octo', name: 'Octo' }, null], [null, null],
  ])('knows whose it is: %j', async (owner, expected) => {
    const app = await testApp()
    asApp().get('/app').reply(200, { id: APP_ID, slug: 'coach', name: 'Coach', owner, permissions: { metadata: 'read' }, events: [] })
    expect(await app.registration()).toMatchObject({ ok: true, value: { owner: expected } })
  })
  it('knows where it is installed', async () => {
    const app = await testApp()
    asApp().get('/app/installations').query(true).reply(200, [{ id: 4, account: { id: 9, login: 'octo-org', type: 'Organization' }, suspended_at: null }, { id: 6, account: { id: 3, login: 'ada', type: 'User' }, suspended_at: '2026-03-01T12:00:00Z' }])
    expect(await app.installations()).toEqual({ ok: true, value: [
      { id: 4, account: { id: 9, login: 'octo-org', kind: 'organization' }, suspended: false }, { id: 6, account: { id: 3, login: 'ada', kind: 'user' }, suspended: true },
    ] })
  })
  it.each([
    [{ url: 'https://coach.example.edu/webhook', content_type: 'json', insecure_ssl: '0', secret: '********' }, { contentType: 'json', checksCertificate: true, isSigned: true }],
    [{ url: 'https://coach.example.edu/webhook', content_type: 'form', insecure_ssl: 1 }, { contentType: 'form', checksCertificate: false, isSigned: false }],
    [{ url: 'https://coach.example.edu/webhook' }, { contentType: 'form', checksCertificate: true, isSigned: false }],
  ])('knows how its webhooks are sent: %j', async (answer, hook) => {
    const app = await testApp()
    asApp().get('/app/hook/config').reply(200, answer)
    expect(await app.hook()).toEqual({ ok: true, value: { url: 'https://coach.example.edu/webhook', ...hook } })
  })
  it('lists its deliveries back to a time, and asks for one again by its exact id', async () => {
    const app = await testApp()
    const delivery = (id: string, minute: number, status: number): string => `{"id": ${id}, "guid": "guid-${minute}", "delivered_at": "2026-03-01T12:${minute}:00Z", "redelivery": false, "status_code": ${status}, "event": "push"}`
    asApp().get('/app/hook/deliveries').query(({ cursor }) => cursor === undefined).reply(200, `[${delivery('3804004623172239366', 50, 0)},${delivery('12345', 40, 202)}]`, { 'content-type': 'application/json', link: `<${API}/app/hook/deliveries?per_page=100&cursor=v1_2>; rel="next"` })
    asApp().get('/app/hook/deliveries').query(({ cursor }) => cursor === 'v1_2').reply(200, `[${delivery('12344', 30, 500)},${delivery('12343', 20, 200)}]`, { link: `<${API}/app/hook/deliveries?cursor=v1_3>; rel="next"` })
    const listed = await app.deliveries(Date.parse('2026-03-01T12:30:00Z'))
    expect(listed.ok && listed.value.map(({ attemptId, succeeded }) => [attemptId, succeeded])).toEqual([['3804004623172239366', false], ['12345', true], ['12344', false]])
    asApp().post('/app/hook/deliveries/3804004623172239366/attempts').reply(202, {})
    expect(await app.redeliver('3804004623172239366')).toEqual({ ok: true, value: null })
  })
})
