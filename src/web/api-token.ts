import { isSecretOf, readSecret } from '../flow/course-service/secret.ts'
import type { Token, TokenStore } from '../flow/ports/token-port.ts'
import type { Problem } from './api-problem.ts'
import { createLimit } from './limit.ts'

export type TokenReading = { readonly ok: true; readonly token: Token } | { readonly ok: false; readonly problem: Problem; readonly retryAfter: number | null }

/** So many wrong secrets of one token are looked at within so many milliseconds. */
const MOST_WRONG = 10
const WINDOW = 60_000

/**
 * Gives what reads the token of a request (`Authorization: Bearer …`). What is wrong with it is told to who knows its secret alone: to anybody else every token is one that there is not. After some wrong secrets of a token
 * more are answered by a word to wait; the right one is taken all the while, so that nobody who knows a token's id keeps its program out.
 */
export function createTokenReader({ tokens, now }: { readonly tokens: Pick<TokenStore, 'byId'>; readonly now: () => number }): (header: string | undefined) => Promise<TokenReading> {
  const takeWrong = createLimit({ most: MOST_WRONG, window: WINDOW, now })
  return async (header) => {
    const [, written = ''] = /^Bearer +(\S{1,200})$/i.exec(header ?? '') ?? []
    const read = readSecret(written)
    if (read === null) return unauthorized(header === undefined ? 'no token is given' : 'the token has not the form of one', 'Send it as "Authorization: Bearer cct_…". Whoever runs the App makes one with "capstone-coach token create".')
    const token = await tokens.byId(read.id)
    if (token === null || !isSecretOf(read.secret, token)) {
      const wait = takeWrong(read.id)
      if (wait !== null) return tooMany(wait)
      return unauthorized('there is no such token', 'See that all of it was copied, or have another one made.')
    }
    if (token.revokedAt !== null) return unauthorized('the token was revoked', 'Have another one made.')
    if (now() >= token.expiresAt) return unauthorized(`the token was valid until ${new Date(token.expiresAt).toISOString()}`, 'Have another one made.')
    return { ok: true, token }
  }
}

function unauthorized(detail: string, next: string): TokenReading {
  return { ok: false, problem: { status: 401, detail, where: null, next }, retryAfter: null }
}

function tooMany(retryAfter: number): TokenReading {
  return { ok: false, problem: { status: 429, detail: 'too many wrong secrets of this token were tried', where: null, next: `Wait ${retryAfter} seconds, and see that all of the token was copied.` }, retryAfter }
}
