import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { NAME, stageApp, verdictOn, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, type AppProcess } from '../support/built-app.ts'
import { makeCertificate } from '../support/certificate.ts'

const built = builtForFile()

/** What `/readyz` says of GitHub. */
async function saysOfGitHub(app: AppProcess): Promise<{ readonly status: number; readonly says: string }> {
  const answer = await fetch(`${app.url}/readyz`)
  const { checks } = await answer.json() as { readonly checks: Readonly<Record<string, { readonly says: string }>> }
  return { status: answer.status, says: checks['github']?.says ?? '' }
}

/** An address that speaks TLS with a certificate of nobody's. */
async function untrusted(): Promise<string> {
  const { key, certificate } = makeCertificate(['127.0.0.1'])
  const server = createServer({ key, cert: certificate }, (_request, response) => { response.end('{}') })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close(); server.closeAllConnections() })
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`
}

describe('an App that does not reach GitHub', () => {
  it('since GitHub is down tells so, stores what comes, and works it off when GitHub is there again', async () => {
    let isDown = true
    const { sandbox, start } = await stageApp(built.folder, { plan: () => (isDown ? { kind: 'bad-gateway' } : null) })
    const app = await start()
    await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
    sandbox.installApp('octo-org', 'all')
    const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
    await sandbox.settled()
    expect(new Set(sandbox.deliveries().map(({ statusCode }) => statusCode))).toEqual(new Set([202]))
    await vi.waitFor(async () => { expect(await saysOfGitHub(app)).toMatchObject({ status: 503, says: expect.stringMatching(/GitHub.*502/) as string }) }, WAIT)
    // Its work was begun, and is not given up.
    await vi.waitFor(() => { expect(sandbox.requests().some(({ installationId, path }) => installationId !== null || path.endsWith('/access_tokens'))).toBe(true) }, WAIT)
    isDown = false
    await vi.waitFor(() => { expect(verdictOn(sandbox, commit)).toMatchObject({ status: 'completed', conclusion: 'neutral' }) }, WAIT)
    await vi.waitFor(async () => { expect(await saysOfGitHub(app)).toEqual({ status: 200, says: 'in place' }) }, WAIT)
    // Nothing of it counts as a failure of the work.
    expect(app.output()).not.toContain('"result":"failed"')
  }, 5 * LONG)

  it.each([
    ['whose name nobody knows', () => Promise.resolve('https://github.invalid/api/v3'), 'GitHub could not be reached'],
    ['whose certificate nobody vouches for', untrusted, 'GitHub could not be reached'],
  ])('%s starts, tells so, and stores what comes', async (_, address, says) => {
    const { sandbox, start } = await stageApp(built.folder)
    const app = await start({ GITHUB_API_URL: await address() })
    await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
    sandbox.installApp('octo-org', 'all')
    const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
    await sandbox.settled()
    expect(new Set(sandbox.deliveries().map(({ statusCode }) => statusCode))).toEqual(new Set([202]))
    await vi.waitFor(async () => { expect(await saysOfGitHub(app)).toMatchObject({ status: 503, says: expect.stringContaining(says) as string }) }, WAIT)
    expect(await app.signal('SIGTERM')).toMatchObject({ code: 0 })
    // Mended, it works off what was stored.
    await start()
    await vi.waitFor(() => { expect(verdictOn(sandbox, commit).status).toBe('completed') }, WAIT)
  }, 5 * LONG)
})
