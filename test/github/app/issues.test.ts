import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { APP_ID, HOSTED, installationPort, toInstallation, withoutNetwork } from '../../support/github-app.ts'

withoutNetwork()

const REPO = '/repos/octo-org/churn'
const MARKER = '<!-- mark -->'

describe('an issue', () => {
  it('is ours by the App that made it, whatever it says; a pull request is none', async () => {
    const github = await installationPort()
    const issue = (number: number, app: object | null, more: object = {}): object => ({ number, state: 'open', title: 'x', user: { login: 'ada' }, performed_via_github_app: app, body: null, ...more })
    const others = Array.from({ length: 95 }, (_, index) => issue(10 + index, null, { body: MARKER }))
    const ours = [issue(3, { id: APP_ID }, { body: `${MARKER}\n${'y'.repeat(60_000)}`, state: 'closed' }), issue(4, { id: 1 }, { body: MARKER }), issue(5, { id: APP_ID }, { pull_request: { url: 'x' } }), issue(6, { id: APP_ID }), issue(2, { id: APP_ID }, { body: 'changed' })]
    toInstallation().get(`${REPO}/issues`).query(({ page, state, direction }) => page === '1' && state === 'all' && direction === 'asc').reply(200, [...ours, ...others])
    toInstallation().get(`${REPO}/issues`).query(({ page }) => page === '2').reply(200, [issue(200, { id: APP_ID }, { body: MARKER })])
    expect(await github.ownIssues(HOSTED, MARKER)).toEqual({ ok: true, value: [
      { number: 2, state: 'open', holdsMarker: false }, { number: 3, state: 'closed', holdsMarker: true }, { number: 6, state: 'open', holdsMarker: false }, { number: 200, state: 'open', holdsMarker: true },
    ] })
  })
  it('is looked for on ten pages at most', async () => {
    const github = await installationPort()
    let pages = 0
    toInstallation().get(`${REPO}/issues`).query(true).times(20).reply(200, () => {
      pages += 1
      return Array.from({ length: 100 }, (_, index) => ({ number: pages * 100 + index, state: 'open', body: '' }))
    })
    expect(await github.ownIssues(HOSTED, MARKER)).toEqual({ ok: true, value: [] })
    expect(pages).toBe(10)
  })
  it('is opened, and its body alone is written anew', async () => {
    const github = await installationPort()
    toInstallation().post(`${REPO}/issues`, { title: 'Capstone', body: 'text' }).reply(201, { number: 12 }, { location: 'https://api.github.com/repos/octo-org/churn/issues/12' }).patch(`${REPO}/issues/12`, { body: 'other' }).reply(200, { number: 12 })
    expect(await github.openIssue(HOSTED, { title: 'Capstone', body: 'text' })).toEqual({ ok: true, value: 12 })
    expect(await github.updateIssue(HOSTED, 12, { body: 'other' })).toEqual({ ok: true, value: null })
  })
})

describe('an issue that cannot be written', () => {
  it.each(['Issues has been disabled in this repository.', 'Issues are disabled for this repo'])('since issues are turned off is told apart from one that is gone: %s', async (message) => {
    const github = await installationPort()
    toInstallation().post(`${REPO}/issues`).reply(410, { message }).patch(`${REPO}/issues/12`).reply(410, { message })
    expect(await github.openIssue(HOSTED, { title: 'Capstone', body: 'text' })).toEqual({ ok: false, trouble: { kind: 'no-issues', says: 'an issue in repository 5: issues are turned off in the repository (410)' } })
    expect(await github.updateIssue(HOSTED, 12, { body: 'other' })).toMatchObject({ trouble: { kind: 'no-issues' } })
  })
  it.each([
    ['deleted', 410, { message: 'This issue was deleted' }, 'gone'],
    ['not for this App', 404, { message: 'Not Found' }, 'gone'],
    ['locked', 403, { message: 'Unable to update issue because issue is locked' }, 'locked'],
    ['out of what was granted', 403, { message: 'Resource not accessible by integration' }, 'forbidden'],
    ['archived', 403, { message: 'Repository was archived so is read-only.' }, 'forbidden'],
  ])('since it is %s is %s', async (_, status, body, kind) => {
    const github = await installationPort()
    toInstallation().patch(`${REPO}/issues/12`).reply(status, body)
    expect(await github.updateIssue(HOSTED, 12, { body: 'other' })).toMatchObject({ ok: false, trouble: { kind } })
  })
  it('since it was transferred is gone, and where it is now nothing is written', async () => {
    const github = await installationPort()
    toInstallation().patch(`${REPO}/issues/12`).reply(301, { message: 'Moved Permanently' }, { location: 'https://api.github.com/repositories/6/issues/12' })
    const there = nock('https://api.github.com').patch('/repositories/6/issues/12').reply(200, { number: 12 })
    expect(await github.updateIssue(HOSTED, 12, { body: 'other' })).toEqual({ ok: false, trouble: { kind: 'gone', says: 'issue 12 of repository 5: it was transferred to another repository' } })
    expect(there.isDone()).toBe(false)
  })
  it('under the repository\'s former name is written under its id', async () => {
    const github = await installationPort()
    toInstallation().patch(`${REPO}/issues/12`).reply(307, { message: 'Temporary Redirect' }, { location: 'https://api.github.com/repositories/5/issues/12' })
    toInstallation().patch('/repositories/5/issues/12', { body: 'other' }).reply(200, { number: 12 })
    expect(await github.updateIssue(HOSTED, 12, { body: 'other' })).toEqual({ ok: true, value: null })
  })
})
