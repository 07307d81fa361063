import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { NAME, SECRET, stageApp, verdictOn, WAIT } from '../support/app-stage.ts'
import { freePort } from '../../src/sandbox/free-port.ts'
import { builtForFile, LONG, startBuiltApp, temporaryFolder, type AppProcess } from '../support/built-app.ts'

const built = builtForFile()

describe('the App that is killed', () => {
  it('while it writes a check run, ends with one after its restart', async () => {
    let first: AppProcess | null = null
    let creations = 0
    const { sandbox, start } = await stageApp(built.folder, {
      plan: ({ operation }) => {
        if (operation !== 'POST /repos/{owner}/{repo}/check-runs') return null
        creations += 1
        if (creations > 1) return null
        void first?.signal('SIGKILL')
        // GitHub has created it, and nobody hears the answer.
        return { kind: 'answer-lost' }
      },
    })
    first = await start()
    await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
    sandbox.installApp('octo-org', 'all')
    const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
    await vi.waitFor(() => { expect(creations).toBeGreaterThan(0) }, WAIT)
    expect(await first.signal('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    await start()
    await vi.waitFor(() => { expect(verdictOn(sandbox, commit)).toMatchObject({ status: 'completed', conclusion: 'neutral' }) }, WAIT)
  }, 3 * LONG)

  it('as soon as deliveries were accepted, works them off after its restart, and asks for those that came while it was down', async () => {
    const { sandbox, start } = await stageApp(built.folder)
    const first = await start()
    await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
    sandbox.installApp('octo-org', 'all')
    const accepted = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
    await sandbox.settled()
    await first.signal('SIGKILL')
    const missed = await sandbox.push(NAME, 'health', { files: { 'health.py': 'B = 1\n' }, actor: 'maria' })
    await sandbox.settled()
    expect(sandbox.deliveries().some(({ statusCode }) => statusCode !== 202)).toBe(true)
    await start()
    for (const commit of [accepted, missed]) await vi.waitFor(() => { expect(verdictOn(sandbox, commit).status).toBe('completed') }, WAIT)
  }, 3 * LONG)
})

describe('the App that is told to stop', () => {
  it('ends within half a minute although GitHub does not answer, and gives back what it worked on', async () => {
    let isSilent = true
    const { sandbox, start } = await stageApp(built.folder, { plan: ({ kind }) => (isSilent && kind === 'tree' ? { kind: 'silence' } : null) })
    const first = await start()
    await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
    sandbox.installApp('octo-org', 'all')
    const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
    await vi.waitFor(() => { expect(sandbox.requests().some(({ kind }) => kind === 'tree')).toBe(true) }, WAIT)
    // Where it took longer than it may, it would end with another code.
    expect(await first.signal('SIGTERM')).toEqual({ code: 0, signal: null })
    isSilent = false
    await start()
    await vi.waitFor(() => { expect(verdictOn(sandbox, commit).status).toBe('completed') }, WAIT)
  }, 3 * LONG)

  it('stores a webhook that it was being sent', async () => {
    const { start } = await stageApp(built.folder)
    const app = await start()
    const body = JSON.stringify({ zen: 'Half is better than none.', hook_id: 1 })
    const headers = { 'content-type': 'application/json', 'content-length': body.length, 'x-github-event': 'ping', 'x-github-delivery': 'in-two-halves', 'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}` }
    const sending = request(`${app.url}/webhook`, { method: 'POST', headers })
    const status = new Promise((resolve, reject) => { sending.once('response', (answer) => { resolve(answer.resume().statusCode) }).once('error', reject) })
    await new Promise((resolve) => { sending.write(body.slice(0, 10), resolve) })
    // It has begun to read what was sent before this is answered.
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
    const end = app.signal('SIGTERM')
    await vi.waitFor(async () => { await expect(fetch(`${app.url}/healthz`)).rejects.toThrow('fetch failed') }, WAIT)
    // Long enough for an idle App to close all that it would close too early, and shorter than it waits for requests.
    await pause(500)
    sending.end(body.slice(10))
    expect(await status).toBe(202)
    expect(await end).toEqual({ code: 0, signal: null })
  }, 3 * LONG)
})

describe('the App without credentials', () => {
  it('is registered through its set-up page, and hears webhooks without a restart', async () => {
    const port = await freePort()
    const sandbox = await startSandbox({ webUrl: 'here' })
    onTestFinished(() => sandbox.close())
    sandbox.organization('octo-org')
    const settings = { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, DATA_DIR: temporaryFolder(), GITHUB_API_URL: sandbox.url, LEASE_SECONDS: '5' }
    const app = await startBuiltApp(built.folder, settings)
    expect((await fetch(`${app.url}/readyz`)).status).toBe(503)
    const link = /open (http\S+\/setup\?token=\S+) to register/.exec(app.output())?.[1] ?? ''
    const page = await (await fetch(link)).text()
    const [, action = ''] = /<form method="post" action="([^"]*)"/.exec(page) ?? []
    const [, manifest = ''] = /name="manifest" value="([^"]*)"/.exec(page) ?? []
    const shown = await (await fetch(action.replaceAll('&amp;', '&'), { method: 'POST', body: new URLSearchParams({ manifest: manifest.replaceAll('&quot;', '"').replaceAll('&#39;', '\'').replaceAll('&amp;', '&') }) })).text()
    const [, back = ''] = /href="([^"]*\/setup\/callback[^"]*)"/.exec(shown) ?? []
    const done = await (await fetch(back.replaceAll('&amp;', '&'))).text()
    expect(done).toContain('Capstone Coach is registered')
    expect(done).toContain('nothing needs to be restarted')
    await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
    sandbox.installApp('octo-org', 'all')
    const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
    await vi.waitFor(() => { expect(sandbox.checkRuns(NAME, commit).filter(({ name }) => name === 'Capstone')).toMatchObject([{ status: 'completed' }]) }, WAIT)
    await app.signal('SIGTERM')
    // The keys are kept: the next start needs no set-up.
    const again = await startBuiltApp(built.folder, settings)
    expect(again.output()).not.toContain('/setup?token=')
  }, 3 * LONG)
})
