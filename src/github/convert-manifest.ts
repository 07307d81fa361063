import type { FromGitHub } from '../flow/ports/github-ports.ts'
import type { RegisteredApp } from '../flow/ports/operation-ports.ts'
import { printable } from '../flow/printable.ts'
import { field, textField } from './json.ts'
import { readBody } from './read-body.ts'

const PATIENCE = 15_000

/**
 * Exchanges the code that GitHub gives after registering an App by its manifest for the App's credentials (`POST /app-manifests/{code}/conversions`,
 * which asks for no token). GitHub answers a code once. Never rejects.
 */
export async function convertManifest(apiUrl: string, code: string, userAgent: string): Promise<FromGitHub<RegisteredApp>> {
  let status: number
  let body: unknown
  try {
    const answer = await fetch(`${apiUrl}/app-manifests/${encodeURIComponent(code)}/conversions`, {
      method: 'POST', redirect: 'error', signal: AbortSignal.timeout(PATIENCE), headers: { accept: 'application/vnd.github+json', 'user-agent': userAgent, 'x-github-api-version': '2022-11-28' },
    })
    status = answer.status
    body = await readBody(answer.body ?? '')
  } catch {
    return passing('GitHub could not be reached. See that this machine reaches it, or that GITHUB_API_URL is right.')
  }
  if (status === 404) return { ok: false, trouble: { kind: 'gone', says: 'GitHub does not know the code: it was used already, or is older than an hour.' } }
  if (status !== 201) return passing(`GitHub answered ${status}${says(body)}.`)
  const app = registeredIn(body)
  return app === null ? passing('GitHub\'s answer lacks a key or secret of the App.') : { ok: true, value: app }
}

function registeredIn(body: unknown): RegisteredApp | null {
  const appId = field(body, 'id')
  const [privateKey, webhookSecret, id, secret, name, url] = ['pem', 'webhook_secret', 'client_id', 'client_secret', 'name', 'html_url'].map((key) => textField(body, key))
  if (typeof appId !== 'number' || !privateKey || !webhookSecret || !name || !url || !/^https?:\/\//.test(url)) return null
  return { credentials: { appId, privateKey, webhookSecret, client: id && secret ? { id, secret } : null }, name, url }
}

function says(body: unknown): string {
  const message = textField(body, 'message')
  return message === null ? '' : `: ${printable(message)}`
}

function passing(sentence: string): FromGitHub<never> {
  return { ok: false, trouble: { kind: 'passing', says: sentence } }
}
