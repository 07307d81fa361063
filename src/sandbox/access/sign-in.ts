import { createHash } from 'node:crypto'
import type { Account } from '../state/records.ts'
import type { World } from '../state/world.ts'
import { newToken } from './tokens.ts'

/** A person's token holds for eight hours, a code for ten minutes. */
const TOKEN_TIME = 8 * 3_600_000
const CODE_TIME = 600_000

/** The codes that are given out and not yet used. */
export type Codes = Map<string, { readonly account: Account; readonly redirectUri: string | null; readonly challenge: string | null; readonly expiresAt: number }>

/** A code for a person who agreed to sign in to the App; `challenge` is what the App keeps the verifier of (RFC 7636, S256 alone), null where it sent none. */
export function newCode(world: World, codes: Codes, account: Account, redirectUri: string | null, challenge: string | null): string {
  const code = newToken('')
  codes.set(code, { account, redirectUri, challenge, expiresAt: world.now() + CODE_TIME })
  return code
}

/** Changes a code, or a refresh token, into a person's token: the answer's fields, an error's among them, as GitHub words them. */
export function exchange(world: World, codes: Codes, fields: ReadonlyMap<string, string>): Readonly<Record<string, string | number>> {
  const { app } = world
  if (app === null || fields.get('client_id') !== app.clientId || fields.get('client_secret') !== app.clientSecret) {
    return { error: 'incorrect_client_credentials', error_description: 'The client_id and/or client_secret passed are incorrect.' }
  }
  const code = fields.get('grant_type') === 'refresh_token' ? fields.get('refresh_token') ?? '' : fields.get('code') ?? ''
  const known = codes.get(code)
  codes.delete(code)
  const given = fields.get('redirect_uri')
  if (known === undefined || known.expiresAt <= world.now() || (given !== undefined && known.redirectUri !== null && given !== known.redirectUri)) {
    return { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' }
  }
  if (known.challenge !== null && createHash('sha256').update(fields.get('code_verifier') ?? '').digest('base64url') !== known.challenge) {
    return { error: 'incorrect_code_verifier', error_description: 'The code verifier does not fit the challenge.' }
  }
  const token = newToken('ghu_')
  const refresh = newToken('ghr_')
  world.grants.set(token, { caller: { kind: 'person', account: known.account }, expiresAt: world.now() + TOKEN_TIME })
  codes.set(refresh, { ...known, challenge: null, expiresAt: world.now() + 180 * 86_400_000 })
  return { access_token: token, expires_in: TOKEN_TIME / 1000, refresh_token: refresh, refresh_token_expires_in: 15_552_000, token_type: 'bearer', scope: '' }
}
