import { apiUrlOf, hostOfApi } from '../flow/github-address.ts'
import type { Refusal } from '../flow/ports/repository-port.ts'
import { printable } from '../flow/printable.ts'

/** Where a GitHub's API is, and with which token it is asked. `host` is the name that people know it by. */
export type Connection = {
  readonly host: string
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly token: string
  /** The variable that the token was in, for messages: the token itself is never shown. */
  readonly tokenName: string
}

export type Environment = Readonly<Record<string, string | undefined>>

type Connected = { readonly ok: true; readonly connection: Connection } | ({ readonly ok: false } & Refusal)

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * Decides which GitHub is asked, and with which token: `--api-url` first, then GITHUB_API_URL, then GHE_HOST (as the App), then GH_HOST (as the GitHub CLI), else github.com.
 * A token is sent to no other host: an address that names one the settings do not know is refused, and so is a connection that others could read.
 */
export function chooseConnection(where: string, host: string | null, apiUrl: string | null, environment: Environment): Connected {
  const set = (name: string): string => environment[name]?.trim() ?? ''
  const [chosen, from] = [
    [apiUrl ?? '', '--api-url'], [set('GITHUB_API_URL'), 'GITHUB_API_URL'], ...['GHE_HOST', 'GH_HOST'].map((name) => [set(name) === '' ? '' : apiUrlOf(set(name)), name]), ['https://api.github.com', ''],
  ].find(([url]) => url !== '') ?? ['', '']
  const url = URL.canParse(chosen ?? '') ? new URL(chosen ?? '') : null
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return { ok: false, reason: `${from}: this is not the address of a GitHub's API`, hint: 'Give it as https://HOST/api/v3, without user or password.' }
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.includes(url.hostname))) {
    return { ok: false, reason: `${from}: ${printable(url.origin)} is not encrypted, and a token would be sent to it`, hint: 'Give an address that begins with https://' }
  }
  const known = hostOfApi(url.hostname)
  if (host !== null && host.replace(/^(?:www|ssh)\./, '') !== known) {
    return {
      ok: false, reason: `${where}: this is on ${host}, and the GitHub that is asked is ${known}`,
      hint: `Say where the API of ${host} is, for example: --api-url ${apiUrlOf(host)}`,
    }
  }
  const isEnterprise = known !== 'github.com' && !known.endsWith('.ghe.com')
  const names = [...(isEnterprise ? ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'] : []), 'GITHUB_TOKEN', 'GH_TOKEN']
  const tokenName = names.find((name) => set(name) !== '')
  if (tokenName === undefined) {
    return {
      ok: false, reason: `${where}: GitHub is asked for it with a token, and neither GITHUB_TOKEN nor GH_TOKEN is set`,
      hint: 'Set GITHUB_TOKEN to one that may read the repository (Contents and Metadata, read-only). The GitHub CLI has one: GITHUB_TOKEN=$(gh auth token)',
    }
  }
  const token = set(tokenName)
  if (!/^[\w.~+/=-]{1,2000}$/.test(token)) return { ok: false, reason: `${tokenName}: this is not a token: it holds characters that none has`, hint: 'Set it anew, without quotes or line breaks inside.' }
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`
  return { ok: true, connection: { host: known, apiUrl: base, graphqlUrl: graphqlUrlOf(base), token, tokenName } }
}

/** Where GraphQL is asked, from where REST is: an Enterprise Server has them side by side. */
export function graphqlUrlOf(apiUrl: string): string {
  return apiUrl.endsWith('/api/v3') ? `${apiUrl.slice(0, -'/v3'.length)}/graphql` : `${apiUrl}/graphql`
}
