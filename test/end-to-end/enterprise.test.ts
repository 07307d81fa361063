import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { freePort } from '../../src/sandbox/free-port.ts'
import { NAME, stageApp, verdictOn, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'
import { makeCertificate } from '../support/certificate.ts'

const built = builtForFile()

/** The sandbox as a server of one's own has it: everything at one host over TLS, by a certificate of its own authority. */
async function overTls(port: number, origin: () => string): Promise<{ readonly authority: string; readonly asked: () => readonly string[] }> {
  const { key, certificate } = makeCertificate(['localhost'])
  const asked: string[] = []
  const server = createServer({ key, cert: certificate }, (incoming, outgoing) => {
    asked.push(`${incoming.method ?? ''} ${(incoming.url ?? '').split('?')[0] ?? ''}`)
    const passed = request(new URL(incoming.url ?? '/', origin()), { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => { outgoing.destroy() })
    incoming.pipe(passed)
  })
  await new Promise<void>((resolve) => { server.listen(port, 'localhost', resolve) })
  onTestFinished(() => { server.closeAllConnections(); server.close() })
  const authority = join(temporaryFolder(), 'authority.pem')
  writeFileSync(authority, certificate)
  return { authority, asked: () => asked }
}

it('an App whose GHE_HOST names a server asks that alone, over TLS, for its tokens, by REST and by GraphQL, and leads people there', async () => {
  const port = await freePort()
  let origin = ''
  const { authority, asked } = await overTls(port, () => origin)
  const { sandbox, start } = await stageApp(built.folder, { webUrl: `https://localhost:${port}`, plan: ({ kind }) => (kind === 'tree' ? { kind: 'truncated-tree' } : null) })
  origin = new URL(sandbox.url).origin
  const app = await start({ GITHUB_API_URL: '', GHE_HOST: `localhost:${port}`, NODE_EXTRA_CA_CERTS: authority, GIT_SSL_CAINFO: authority })
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
  sandbox.installApp('octo-org', 'all')
  const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n', 'src/train.py': 'B = 1\n' }, actor: 'maria' })
  await vi.waitFor(() => { expect(verdictOn(sandbox, commit)).toMatchObject({ status: 'completed' }) }, WAIT)
  expect(asked()).toEqual(expect.arrayContaining([expect.stringMatching(/^POST \/api\/v3\/app\/installations\/\d+\/access_tokens$/), 'POST /api/graphql', `POST /api/v3/repos/${NAME}/check-runs`]))
  // Git, too, which is asked where a list of files is cut short.
  expect(asked().some((path) => path.includes(`/${NAME}.git/`) || path.includes(`/${NAME}/info/refs`))).toBe(true)
  expect(await (await fetch(app.url)).text()).not.toContain('https://github.com')
  expect(asked().filter((path) => !/ \/(?:api\/(?:v3|graphql)|octo-org\/)/.test(path))).toEqual([])
}, 3 * LONG)
