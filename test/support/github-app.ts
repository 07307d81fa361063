import { generateKeyPairSync } from 'node:crypto'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, onTestFinished } from 'vitest'
import { createApp, type AppOptions, type GitHubApp } from '../../src/github/app/create-app.ts'
import type { InstallationPort } from '../../src/flow/ports/github-ports.ts'
import type { HostedRepository } from '../../src/model/hosting.ts'

export const API = 'https://api.github.com'
export const APP_ID = 77
export const INSTALLATION = 4
export const HEAD = 'a'.repeat(40)

/** What GitHub tells of octo-org/churn, and what of it the App keeps. */
export const CHURN = { id: 5, name: 'churn', full_name: 'octo-org/churn', owner: { id: 9, login: 'octo-org', type: 'Organization' }, default_branch: 'main', private: true, archived: false, topics: ['mlops'] }
export const HOSTED: HostedRepository = { id: 5, installationId: INSTALLATION, ownerId: 9, owner: 'octo-org', name: 'churn', defaultBranch: 'main', private: true, archived: false, topics: ['mlops'] }

let key = ''
/** A private key as GitHub gives to an App; made once. */
function privateKey(): string {
  if (key === '') key = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey
  return key
}

/** The App on a GitHub that a test plays, closed when the test ends. */
export async function testApp(options: Partial<AppOptions> = {}): Promise<GitHubApp> {
  const app = await createApp({ appId: APP_ID, privateKey: privateKey(), webhookSecret: 'sesame', apiUrl: API, userAgent: 'capstone-coach/1', ...options })
  onTestFinished(() => { app.close() })
  return app
}

/** The port of the installation, on a GitHub that answers its first request for a token. */
export async function installationPort(): Promise<InstallationPort> {
  givesToken()
  return (await testApp()).installation(INSTALLATION)
}

/** For a whole test file: requests lead to what nock plays, and nowhere else. */
export function withoutNetwork(): void {
  beforeAll(() => { nock.disableNetConnect() })
  afterEach(() => { nock.cleanAll() })
  afterAll(() => {
    nock.enableNetConnect()
    nock.restore()
  })
}

/** Answers one request for a token of the installation. */
export function givesToken(token = 'ghs_first', api = API): void {
  nock(api, { reqheaders: { authorization: /^bearer eyJ/ } }).post(`/app/installations/${INSTALLATION}/access_tokens`).reply(201, { token, expires_at: '2999-01-01T00:00:00Z', permissions: { contents: 'read' }, repository_selection: 'all' })
}

/** GitHub to whoever shows a token of the installation. */
export function toInstallation(token = 'ghs_first', api = API): nock.Scope {
  return nock(api, { reqheaders: { authorization: `token ${token}`, 'user-agent': /^capstone-coach\/1/ } })
}
