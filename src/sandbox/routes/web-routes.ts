import { exchange, newCode, type Codes } from '../access/sign-in.ts'
import { newToken } from '../access/tokens.ts'
import { escaped } from '../escaped.ts'
import { accountNamed, type World } from '../state/world.ts'
import type { Manifests } from './registration-routes.ts'
import { textOf, type Json } from './route.ts'

/** The pages of GitHub that a person or an App passes through: signing in, changing a code into a token, creating an App. Null for any other. */
export async function answerWeb(world: World, codes: Codes, manifests: Manifests, request: Request): Promise<Response | null> {
  const url = new URL(request.url)
  const creates = url.pathname === '/settings/apps/new' || /^\/organizations\/[^/]+\/settings\/apps\/new$/.test(url.pathname)
  if (url.pathname === '/login/oauth/authorize') return authorize(world, codes, url)
  if (url.pathname === '/login/oauth/access_token' && request.method === 'POST') return Response.json(exchange(world, codes, await fieldsOf(request, url)))
  return creates && request.method === 'POST' ? createApp(manifests, await fieldsOf(request, url), url) : null
}

/** Asks who signs in; a link a person. `login` in the address takes that one without asking. */
function authorize(world: World, codes: Codes, url: URL): Response {
  const redirect = url.searchParams.get('redirect_uri')
  if (world.app === null || url.searchParams.get('client_id') !== world.app.clientId || redirect === null) return new Response('Not Found', { status: 404 })
  if (url.searchParams.has('code_challenge') && url.searchParams.get('code_challenge_method') !== 'S256') return new Response('Only the code challenge method S256 is taken', { status: 400 })
  const login = url.searchParams.get('login')
  const account = login === null ? undefined : accountNamed(world, login)
  if (account !== undefined) {
    const target = new URL(redirect)
    target.searchParams.set('code', newCode(world, codes, account, redirect, url.searchParams.get('code_challenge')))
    const state = url.searchParams.get('state')
    if (state !== null) target.searchParams.set('state', state)
    return Response.redirect(target.href, 302)
  }
  const links = [...world.accounts.values()].filter(({ kind }) => kind === 'User').map((one) => {
    const own = new URL(url)
    own.searchParams.set('login', one.login)
    return `<li><a href="${escaped(own.pathname + own.search)}">${escaped(one.login)}</a></li>`
  })
  return page(`Sign in to ${world.app.name}`, `<p>This GitHub runs on this computer alone. Choose who signs in:</p><ul>${links.join('')}</ul>`)
}

function createApp(manifests: Manifests, fields: ReadonlyMap<string, string>, url: URL): Response {
  const manifest = parsed(fields.get('manifest') ?? '')
  const redirect = manifest?.['redirect_url']
  if (manifest === null || typeof redirect !== 'string' || !URL.canParse(redirect)) return page('The manifest cannot be read', '<p>It is no JSON, or names no redirect_url.</p>', 422)
  const code = newToken('')
  manifests.set(code, manifest)
  const target = new URL(redirect)
  target.searchParams.set('code', code)
  const state = url.searchParams.get('state') ?? fields.get('state')
  if (state !== undefined) target.searchParams.set('state', state)
  return page('Create GitHub App', `<p>${escaped(textOf(manifest, 'name') ?? '')}</p><p><a href="${escaped(target.href)}">Create GitHub App</a></p>`)
}

async function fieldsOf(request: Request, url: URL): Promise<ReadonlyMap<string, string>> {
  const fields = new Map<string, string>(url.searchParams)
  const text = await request.text()
  const json = request.headers.get('content-type')?.includes('json') === true ? parsed(text) : null
  for (const [name, value] of json === null ? new URLSearchParams(text) : Object.entries(json)) fields.set(name, String(value))
  return fields
}

function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value as Json : null
  } catch {
    return null
  }
}

function page(title: string, body: string, status = 200): Response {
  return new Response(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><body style="font: 1rem system-ui; margin: 2rem auto; max-width: 40rem"><h1>${escaped(title)}</h1>${body}</body></html>`, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}
