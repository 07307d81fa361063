import { describe, expect, it } from 'vitest'
import { chooseConnection } from '../../src/github/connection.ts'

function chosen(host: string | null, apiUrl: string | null, environment: Readonly<Record<string, string>>): string {
  const connected = chooseConnection('octo-org/churn', host, apiUrl, environment)
  if (!connected.ok) return connected.reason
  const { connection } = connected
  return `${connection.host} ${connection.apiUrl} ${connection.graphqlUrl} ${connection.tokenName}=${connection.token}`
}

const GITHUB = 'github.com https://api.github.com https://api.github.com/graphql'
const ENTERPRISE = 'git.example.edu https://git.example.edu/api/v3 https://git.example.edu/api/graphql'

describe('the GitHub that is asked, and the token', () => {
  it.each<readonly [string, string | null, string | null, Readonly<Record<string, string>>, string]>([
    ['github.com', null, null, { GITHUB_TOKEN: 'a', GH_TOKEN: 'b' }, `${GITHUB} GITHUB_TOKEN=a`],
    ['the variable of the GitHub CLI', 'github.com', null, { GH_TOKEN: ' b\n' }, `${GITHUB} GH_TOKEN=b`],
    ['what Actions sets', null, null, { GITHUB_API_URL: 'https://api.github.com', GITHUB_TOKEN: 'ghs_a.b-c_d' }, `${GITHUB} GITHUB_TOKEN=ghs_a.b-c_d`],
    ['SSH over port 443', 'ssh.github.com', null, { GITHUB_TOKEN: 'a' }, `${GITHUB} GITHUB_TOKEN=a`],
    ['an option before the environment', null, 'https://git.example.edu/api/v3/', { GITHUB_API_URL: 'https://other.example/api/v3', GITHUB_TOKEN: 'a' }, `${ENTERPRISE} GITHUB_TOKEN=a`],
    ['an Enterprise Server by its host', 'git.example.edu', null, { GH_HOST: 'git.example.edu', GH_ENTERPRISE_TOKEN: 'e', GITHUB_TOKEN: 'a' }, `${ENTERPRISE} GH_ENTERPRISE_TOKEN=e`],
    ['an Enterprise Server by the setting of the App, before that of the GitHub CLI', null, null, { GHE_HOST: 'Git.example.edu', GH_HOST: 'github.com', GITHUB_TOKEN: 'a' }, `${ENTERPRISE} GITHUB_TOKEN=a`],
    ['an address before a host', null, null, { GITHUB_API_URL: 'https://api.github.com', GHE_HOST: 'git.example.edu', GITHUB_TOKEN: 'a' }, `${GITHUB} GITHUB_TOKEN=a`],
    ['an enterprise of ghe.com', 'octo.ghe.com', null, { GH_HOST: 'octo.ghe.com', GH_ENTERPRISE_TOKEN: 'e', GH_TOKEN: 'b' }, 'octo.ghe.com https://api.octo.ghe.com https://api.octo.ghe.com/graphql GH_TOKEN=b'],
    ['a sandbox on loopback', null, 'http://127.0.0.1:8080/api/v3', { GITHUB_TOKEN: 'a' }, '127.0.0.1 http://127.0.0.1:8080/api/v3 http://127.0.0.1:8080/api/graphql GITHUB_TOKEN=a'],
  ])('%s', (_, host, apiUrl, environment, expected) => { expect(chosen(host, apiUrl, environment)).toBe(expected) })

  it.each<readonly [string, string | null, string | null, Readonly<Record<string, string>>, string]>([
    ['no token', null, null, { GITHUB_TOKEN: ' ' }, 'octo-org/churn: GitHub is asked for it with a token, and neither GITHUB_TOKEN nor GH_TOKEN is set'],
    ['a token of several lines', null, null, { GITHUB_TOKEN: 'a\nb' }, 'GITHUB_TOKEN: this is not a token: it holds characters that none has'],
    ['no address', null, 'git.example.edu', { GITHUB_TOKEN: 'a' }, '--api-url: this is not the address of a GitHub\'s API'],
    ['a host with more behind it', null, null, { GHE_HOST: 'git.example.edu/?x=', GITHUB_TOKEN: 'a' }, 'GHE_HOST: this is not the address of a GitHub\'s API'],
    ['a password in it', null, 'https://u:p@git.example.edu/api/v3', { GITHUB_TOKEN: 'a' }, '--api-url: this is not the address of a GitHub\'s API'],
    ['an open connection', null, null, { GITHUB_API_URL: 'http://git.example.edu/api/v3', GITHUB_TOKEN: 'a' }, 'GITHUB_API_URL: http://git.example.edu is not encrypted, and a token would be sent to it'],
    ['a host that only looks like loopback', null, 'http://localhost.example.edu/', { GITHUB_TOKEN: 'a' }, '--api-url: http://localhost.example.edu is not encrypted, and a token would be sent to it'],
    ['another host', 'gitlab.com', null, { GITHUB_TOKEN: 'a' }, 'octo-org/churn: this is on gitlab.com, and the GitHub that is asked is github.com'],
    ['a host that ends alike', 'evilgithub.com', null, { GITHUB_TOKEN: 'a' }, 'octo-org/churn: this is on evilgithub.com, and the GitHub that is asked is github.com'],
  ])('refuses %s', (_, host, apiUrl, environment, expected) => { expect(chosen(host, apiUrl, environment)).toBe(expected) })
})
