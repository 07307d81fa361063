import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createSignIn } from '../../src/github/sign-in.ts'
import { APP, sandboxWithApp } from '../support/app-on-sandbox.ts'

const VERIFIER = 'v'.repeat(64)
const RETURN = 'http://127.0.0.1:1/sign-in/callback'

it('learns who signed in, once, and only with the verifier that the sign-in was begun with', async () => {
  const sandbox = await sandboxWithApp()
  const maria = sandbox.user('maria')
  const webUrl = new URL(sandbox.url).origin
  const signIn = createSignIn({ webUrl, apiUrl: sandbox.url, client: { id: APP.clientId, secret: APP.clientSecret }, userAgent: 'test' })
  const code = async (): Promise<string> => {
    const address = signIn.addressOf({ state: 's1', challenge: createHash('sha256').update(VERIFIER).digest('base64url'), returnUrl: RETURN })
    const back = new URL((await fetch(`${address}&login=maria`, { redirect: 'manual' })).headers.get('location') ?? '')
    expect([back.href.startsWith(RETURN), back.searchParams.get('state')]).toEqual([true, 's1'])
    return back.searchParams.get('code') ?? ''
  }
  const good = await code()
  expect(await signIn.personOf(good, VERIFIER, RETURN)).toEqual({ ok: true, value: { id: maria.id, login: 'maria' } })
  for (const [given, verifier, returnUrl] of [[good, VERIFIER, RETURN], [await code(), 'w'.repeat(64), RETURN], [await code(), VERIFIER, 'http://127.0.0.1:2/'], ['nothing', VERIFIER, RETURN]] as const) {
    expect(await signIn.personOf(given, verifier, returnUrl)).toMatchObject({ ok: false, trouble: { kind: 'gone' } })
  }
  const wrong = createSignIn({ webUrl, apiUrl: sandbox.url, client: { id: APP.clientId, secret: 'another' }, userAgent: 'test' })
  expect(await wrong.personOf(await code(), VERIFIER, RETURN)).toMatchObject({ ok: false, trouble: { kind: 'refused', says: expect.stringContaining('incorrect_client_credentials') as string } })
})

it('says so where GitHub does not answer', async () => {
  const signIn = createSignIn({ webUrl: 'http://127.0.0.1:1', apiUrl: 'http://127.0.0.1:1/api/v3', client: { id: 'a', secret: 'b' }, userAgent: 'test' })
  expect(await signIn.personOf('code', VERIFIER, RETURN)).toEqual({ ok: false, trouble: { kind: 'passing', says: 'GitHub could not be reached.' } })
})
