import { createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { APP, ask, installationToken, jwtOf, sandboxWithApp } from '../support/app-on-sandbox.ts'

const originOf = (url: string): string => new URL(url).origin

it('a person signs in: the page offers who there is, the code becomes a token once, the token says who it is', async () => {
  const sandbox = await sandboxWithApp()
  sandbox.user('maria')
  const origin = originOf(sandbox.url)
  const address = `${origin}/login/oauth/authorize?client_id=${APP.clientId}&redirect_uri=${encodeURIComponent('http://127.0.0.1:1/back')}&state=s1`
  const offered = await (await fetch(address)).text()
  expect(offered).toContain('>maria</a>')
  const back = new URL((await fetch(`${address}&login=maria`, { redirect: 'manual' })).headers.get('location') ?? '')
  expect([back.pathname, back.searchParams.get('state')]).toEqual(['/back', 's1'])
  const exchange = async (code: string | null, secret = APP.clientSecret): Promise<Readonly<Record<string, unknown>>> =>
    await (await fetch(`${origin}/login/oauth/access_token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ client_id: APP.clientId, client_secret: secret, code }) })).json() as Readonly<Record<string, unknown>>
  expect(await exchange('nothing', 'wrong')).toMatchObject({ error: 'incorrect_client_credentials' })
  const given = await exchange(back.searchParams.get('code'))
  expect((await ask(sandbox, String(given['access_token']), 'GET /user')).body).toMatchObject({ login: 'maria', type: 'User' })
  expect(await exchange(back.searchParams.get('code'))).toMatchObject({ error: 'bad_verification_code' })
})

describe('an App is registered by its manifest', () => {
  const manifest = { name: 'Capstone Coach', url: 'https://example.org', hook_attributes: { url: 'http://127.0.0.1:1/webhook' }, redirect_url: 'http://127.0.0.1:1/made', default_permissions: { checks: 'write' }, default_events: ['push'] }
  it('by a page that leads back with a code, which gives the credentials once', async () => {
    const sandbox = await sandboxWithApp({ app: null })
    const shown = await (await fetch(`${originOf(sandbox.url)}/settings/apps/new?state=s2`, { method: 'POST', body: new URLSearchParams({ manifest: JSON.stringify(manifest) }) })).text()
    const back = new URL((/href="([^"]+)"/.exec(shown)?.[1] ?? '').replaceAll('&amp;', '&'))
    expect([back.pathname, back.searchParams.get('state')]).toEqual(['/made', 's2'])
    const convert = (): Promise<Response> => fetch(`${sandbox.url}/app-manifests/${back.searchParams.get('code') ?? ''}/conversions`, { method: 'POST' })
    const made = await (await convert()).json() as Readonly<Record<string, string>>
    expect(made).toMatchObject({ slug: 'capstone-coach', permissions: { metadata: 'read', checks: 'write' }, events: ['push'] })
    expect(createPrivateKey(made['pem'] ?? '').asymmetricKeyType).toBe('rsa')
    expect((await convert()).status).toBe(404)
    expect((await ask(sandbox, jwtOf({ ...APP, id: Number(made['id']), privateKey: made['pem'] ?? '' }), 'GET /app')).status).toBe(200)
  })
})

it('says what somebody may do in a repository, and who is in a team', async () => {
  const sandbox = await sandboxWithApp()
  sandbox.organization('octo-org')
  await sandbox.createRepository('octo-org/churn', { private: true })
  sandbox.addCollaborator('octo-org/churn', 'maria', 'maintain')
  sandbox.user('kim')
  sandbox.addToTeam('octo-org', 'staff', 'ines', 'maintainer')
  const token = await installationToken(sandbox, sandbox.installApp('octo-org').id)
  const permission = async (login: string): Promise<unknown> => (await ask(sandbox, token, `GET /repos/octo-org/churn/collaborators/${login}/permission`)).body
  expect(await permission('maria')).toMatchObject({ permission: 'write', role_name: 'maintain', user: { login: 'maria', permissions: { push: true, admin: false } } })
  expect(await permission('kim')).toMatchObject({ permission: 'none' })
  expect((await ask(sandbox, token, 'GET /orgs/octo-org/teams/staff/memberships/ines')).body).toMatchObject({ role: 'maintainer', state: 'active' })
  expect((await ask(sandbox, token, 'GET /orgs/octo-org/teams/staff/memberships/kim')).status).toBe(404)
  const team = async (): Promise<unknown> => (await ask(sandbox, token, 'GET /orgs/octo-org/teams/staff/members')).body
  expect(await team()).toMatchObject([{ login: 'ines', type: 'User' }])
  const { id } = sandbox.user('ines')
  sandbox.renameAccount('ines', 'ines-k')
  sandbox.addToTeam('octo-org', 'staff', 'kim')
  expect(await team()).toMatchObject([{ login: 'ines-k', id }, { login: 'kim' }])
  sandbox.removeFromTeam('octo-org', 'staff', 'kim')
  expect([await team(), (await ask(sandbox, token, `GET /user/${id}`)).body]).toMatchObject([[{ id }], { login: 'ines-k' }])
  expect((await ask(sandbox, token, 'GET /users/ines')).status).toBe(404)
  expect((await ask(sandbox, token, 'GET /orgs/octo-org/teams/others/members')).status).toBe(404)
  expect((await ask(sandbox, await installationToken(sandbox, sandbox.installApp('octo-org', 'all', { permissions: { metadata: 'read' } }).id), 'GET /orgs/octo-org/teams/staff/members')).status).toBe(403)
})
