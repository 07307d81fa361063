import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'
import type { App } from '../../src/sandbox/state/records.ts'
import { againstDescription } from './github-description.ts'

/** An App that may and hears what ours does. Its key is made anew for every run of the tests. */
export const APP: App = {
  id: 4711, slug: 'capstone-coach', name: 'Capstone Coach', privateKey: generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey,
  webhookSecret: 'webhook secret', clientId: 'Iv23liTEST', clientSecret: 'client secret',
  permissions: { metadata: 'read', contents: 'read', pull_requests: 'write', issues: 'write', checks: 'write', actions: 'read', deployments: 'read', members: 'read' },
  events: ['push', 'pull_request', 'pull_request_review', 'issues', 'issue_comment', 'workflow_run', 'deployment', 'deployment_status', 'check_run', 'check_suite', 'repository', 'create', 'release'],
}

/** A token of the App itself, as Octokit would make it; claims can be changed. `at` in milliseconds since 1970. */
export function jwtOf(app: App, claims: Readonly<Record<string, unknown>> = {}, at = Date.now()): string {
  const now = Math.floor(at / 1000)
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now - 30, exp: now + 540, iss: app.id, ...claims })}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(app.privateKey, 'base64url')}`
}

export type Heard = { readonly id: string; readonly event: string; readonly signature: string; readonly raw: string; readonly payload: Readonly<Record<string, unknown>> & { readonly action?: string } }

/** A receiver of webhooks that answers 202, or what `answer` says; closed when the test ends. */
export async function startReceiver(answer: (heard: Heard) => number = () => 202): Promise<{ readonly url: string; readonly heard: readonly Heard[] }> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    // Who looks whether somebody is there sends no webhook.
    if (request.method !== 'POST') return void response.writeHead(404).end()
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => { chunks.push(chunk) }).on('end', () => {
      const raw = Buffer.concat(chunks).toString()
      const header = (name: string): string => String(request.headers[name])
      const one: Heard = { id: header('x-github-delivery'), event: header('x-github-event'), signature: header('x-hub-signature-256'), raw, payload: JSON.parse(raw) as Heard['payload'] }
      heard.push(one)
      response.writeHead(answer(one)).end()
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close(); server.closeAllConnections() })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`, heard }
}

/** A sandbox where the App is registered; closed when the test ends, which fails where a request or an answer was not as GitHub describes it. */
export async function sandboxWithApp(options: SandboxOptions = {}): Promise<Sandbox> {
  const wrong = new Set<string>()
  const sandbox = await startSandbox({ app: APP, onExchange: (exchange) => { for (const problem of againstDescription(exchange)) wrong.add(problem) }, ...options })
  onTestFinished(async () => {
    await sandbox.close()
    if (wrong.size > 0) throw new Error(`not as GitHub describes it: ${[...wrong].join('; ')}`)
  })
  return sandbox
}

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Readonly<Record<string, unknown>> & readonly Readonly<Record<string, unknown>>[] }

/** Asks the API with a token: method and path, and a body where there is one. */
export async function ask(sandbox: Sandbox, token: string, operation: string, body?: unknown): Promise<Answer> {
  const [method = 'GET', path = ''] = operation.split(' ')
  const response = await fetch(path.startsWith('http') ? path : sandbox.url + path, {
    method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, redirect: 'manual', ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] }
}

/** A token of an installation. */
export async function installationToken(sandbox: Sandbox, id: number): Promise<string> {
  return String((await ask(sandbox, jwtOf(APP, {}, sandbox.world.now()), `POST /app/installations/${id}/access_tokens`)).body['token'])
}
