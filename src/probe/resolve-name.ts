import { Resolver } from 'node:dns/promises'
import type { ProbeSilence } from '../model/probe.ts'

export type Resolved = { readonly ok: true; readonly addresses: readonly string[] } | { readonly ok: false; readonly why: Extract<ProbeSilence, 'name-not-found' | 'name-server' | 'time'> }

/** Looks a name up, once: every IPv4 and IPv6 address that DNS gives, until the signal aborts. Never rejects. */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<Resolved>

const NO_SUCH = ['ENOTFOUND', 'ENODATA']

/**
 * Makes a look-up that asks DNS itself (`servers` as `address:port`, else those that the machine is set to) and not the machine's resolver: no names of /etc/hosts, no search
 * domains, and no thread that a slow server of names could hold, since an asking of `getaddrinfo` cannot be ended.
 */
export function createResolveName(servers: readonly string[] | null = null): ResolveName {
  return async (name, signal) => {
    const resolver = new Resolver({ timeout: 2000, tries: 2 })
    if (servers !== null) resolver.setServers(servers)
    const cancel = (): void => { resolver.cancel() }
    signal.addEventListener('abort', cancel)
    try {
      if (signal.aborted) return { ok: false, why: 'time' }
      const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
      const addresses = answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value : [])
      if (addresses.length > 0) return { ok: true, addresses }
      if (signal.aborted) return { ok: false, why: 'time' }
      return { ok: false, why: answers.every((answer) => answer.status === 'fulfilled' || NO_SUCH.includes(codeOf(answer.reason))) ? 'name-not-found' : 'name-server' }
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }
}

function codeOf(reason: unknown): string {
  return typeof reason === 'object' && reason !== null && 'code' in reason && typeof reason.code === 'string' ? reason.code : ''
}
