/** The name that people know a GitHub by, from that of its API: `github.com` for `api.github.com`, the same for a server of its own. */
export function hostOfApi(hostname: string): string {
  return hostname.replace(/^api\.(?=github\.com$|.+\.ghe\.com$)/, '')
}

/** Where the API of a host is, by GitHub's own rules: a server of its own has it below `/api/v3`. */
export function apiUrlOf(host: string): string {
  const name = host.toLowerCase()
  return name === 'github.com' || name.endsWith('.ghe.com') ? `https://api.${name}` : `https://${name}/api/v3`
}

/** Where people see what an API answers of: `https://github.com`, without a path. Throws where the API has no address. */
export function webUrlOf(apiUrl: string): string {
  const url = new URL(apiUrl)
  url.hostname = hostOfApi(url.hostname)
  return url.origin
}
