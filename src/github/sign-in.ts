import type { FromGitHub } from '../flow/ports/github-ports.ts'
import { printable } from '../flow/printable.ts'
import type { SignIn } from '../flow/ports/sign-in-port.ts'
import type { Person } from '../model/course.ts'
import { field, textField } from './json.ts'
import { readBody } from './read-body.ts'

const PATIENCE = 15_000

export type SignInParts = { readonly webUrl: string; readonly apiUrl: string; readonly client: { readonly id: string; readonly secret: string }; readonly userAgent: string }

/**
 * Signing in by GitHub's web flow for Apps with a code challenge (docs.github.com, "Generating a user access token for a GitHub App"). Octokit's own client of that flow sends no verifier, so both requests are made here. The token
 * answers one request, `GET /user`, and is forgotten.
 */
export function createSignIn({ webUrl, apiUrl, client, userAgent }: SignInParts): SignIn {
  const ask = async (url: string, init: RequestInit): Promise<{ readonly status: number; readonly body: unknown } | null> => {
    try {
      const answer = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })
      return { status: answer.status, body: await readBody(answer.body ?? '') }
    } catch {
      return null
    }
  }
  return {
    addressOf: ({ state, challenge, returnUrl }) => `${webUrl}/login/oauth/authorize?${new URLSearchParams({ client_id: client.id, redirect_uri: returnUrl, state, code_challenge: challenge, code_challenge_method: 'S256' }).toString()}`,
    personOf: async (code, verifier, returnUrl) => {
      const exchanged = await ask(`${webUrl}/login/oauth/access_token`, {
        method: 'POST', headers: { accept: 'application/json', 'user-agent': userAgent },
        body: new URLSearchParams({ client_id: client.id, client_secret: client.secret, code, redirect_uri: returnUrl, code_verifier: verifier }),
      })
      if (exchanged === null) return passing('GitHub could not be reached.')
      const token = textField(exchanged.body, 'access_token')
      if (token === null) return notGiven(exchanged)
      const asked = await ask(`${apiUrl}/user`, { headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${token}`, 'user-agent': userAgent, 'x-github-api-version': '2022-11-28' } })
      if (asked === null) return passing('GitHub could not be reached.')
      const person = personIn(asked.body)
      return person === null ? passing(`GitHub answered ${asked.status} when it was asked who signed in.`) : { ok: true, value: person }
    },
  }
}

/** GitHub says with 200 what is wrong with a code. */
function notGiven({ status, body }: { readonly status: number; readonly body: unknown }): FromGitHub<never> {
  const error = textField(body, 'error')
  if (error === 'bad_verification_code' || error === 'incorrect_code_verifier') return { ok: false, trouble: { kind: 'gone', says: 'The code was used already, or is too old.' } }
  if (error !== null) return { ok: false, trouble: { kind: 'refused', says: `GitHub refused the App's own client: ${printable(error)}.` } }
  return passing(`GitHub answered ${status} without a token.`)
}

function personIn(body: unknown): Person | null {
  const [id, login] = [field(body, 'id'), textField(body, 'login')]
  return typeof id === 'number' && Number.isSafeInteger(id) && login !== null && /^[\w-]{1,100}$/.test(login) ? { id, login } : null
}

function passing(says: string): FromGitHub<never> {
  return { ok: false, trouble: { kind: 'passing', says } }
}
