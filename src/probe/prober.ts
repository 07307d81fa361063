import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { performance } from 'node:perf_hooks'
import type { Prober } from '../flow/ports/probe-ports.ts'
import type { Probe, ProbeKind, ProbeResult } from '../model/probe.ts'
import { readPrometheusText } from '../parse/reports/prometheus-text.ts'
import { connectTo, dialAddress, type Dial } from './connect.ts'
import { exchange, type Exchanged } from './exchange.ts'
import { excerptOf } from './excerpt.ts'
import { slashAway } from './slash-away.ts'
import { isPublicAddress } from './public-address.ts'
import { createResolveName, type Resolved, type ResolveName } from './resolve-name.ts'
import { aimAt, type Target } from './target.ts'

export type ProberSettings = {
  /** Who asks and where one reads about it, sent as `User-Agent`. */
  readonly userAgent: string
  /** Whether this machine itself may be asked: for tests. */
  readonly loopback: boolean
  readonly now?: () => number
  readonly resolve?: ResolveName
  readonly dial?: Dial
  /** Authorities (PEM) that are trusted instead of the machine's own. */
  readonly authorities?: string
  /** How long all of one asking may take, in milliseconds. */
  readonly patience?: number
}

const PATIENCE = 5000
const MOST_ADDRESSES = 32
const MOST_FAMILIES = 60
const LONGEST_URL_KEPT = 500
const REDIRECTS = [301, 302, 303, 307, 308]
const ACCEPT: Readonly<Record<ProbeKind, string>> = { health: 'application/json, text/plain;q=0.9, */*;q=0.1', metrics: 'text/plain;version=0.0.4, */*;q=0.1' }

/**
 * Makes the client that asks deployed services. A name is looked up once, each of its addresses has to be public, and one of exactly these is connected to: no second
 * look-up can lead elsewhere. Nothing is followed, kept or sent along: no redirects, cookies, credentials, proxies or connections. A redirect that only puts a slash to the end of the
 * path, or takes it away, is answered by asking the same service at that path, once.
 */
export function createProber(settings: ProberSettings): Prober {
  const { now = Date.now, patience = PATIENCE } = settings
  return {
    ask: async (request) => {
      const at = now()
      const { what, url, path } = request
      const aimed = aimAt(request, settings)
      const said = { what, url: url.slice(0, LONGEST_URL_KEPT), path: path.slice(0, LONGEST_URL_KEPT), at }
      if (!aimed.ok) return { ...said, asked: null, result: { kind: 'refused', why: aimed.why, to: null } }
      const controller = new AbortController()
      const timer = setTimeout(() => { controller.abort() }, patience)
      try {
        return { ...said, ...await reach(what, aimed.target, settings, controller.signal) }
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

async function reach(what: ProbeKind, target: Target, settings: ProberSettings, signal: AbortSignal): Promise<Pick<Probe, 'asked' | 'result'>> {
  const begun = performance.now()
  const asked = addressOf(target)
  const found = await addressesOf(target, settings, signal)
  if (!('addresses' in found)) return { asked, result: found }
  const first = await exchangeWith(what, target, found.addresses, settings, signal)
  const path = first.kind === 'answer' && REDIRECTS.includes(first.status) ? slashAway(target, first.headers.location ?? '') : null
  if (path === null) return { asked, result: resultOf(what, first, performance.now() - begun) }
  const beside = { ...target, path }
  return { asked: addressOf(beside), result: resultOf(what, await exchangeWith(what, beside, found.addresses, settings, signal), performance.now() - begun) }
}

async function exchangeWith(what: ProbeKind, target: Target, addresses: readonly string[], { userAgent, dial = dialAddress, authorities }: ProberSettings, signal: AbortSignal): Promise<Exchanged> {
  const connected = await connectTo(target, addresses, signal, dial, authorities)
  if (!connected.ok) return { kind: 'silence', why: connected.why, status: null, detail: connected.detail }
  return exchange(connected.socket, target.path, { 'host': target.authority, 'user-agent': userAgent, 'accept': ACCEPT[what], 'accept-encoding': 'identity', 'connection': 'close' }, signal)
}

function addressOf({ secure, authority, path }: Target): string {
  return `${secure ? 'https' : 'http'}://${authority}${path}`
}

/** The addresses that may be connected to, or why there are none: one that is not public spoils all of them. */
async function addressesOf({ host, loopback }: Target, { resolve = createResolveName() }: ProberSettings, signal: AbortSignal): Promise<{ readonly addresses: readonly string[] } | ProbeResult> {
  if (loopback) return { addresses: host === 'localhost' ? ['127.0.0.1', '::1'] : [host] }
  const resolved = isIP(host) === 0 ? await Promise.race([resolve(host, signal), late(signal)]) : { ok: true, addresses: [host] } as const
  if (!resolved.ok) return { kind: 'no-answer', why: resolved.why, status: null, detail: null }
  if (resolved.addresses.length === 0) return { kind: 'no-answer', why: 'name-not-found', status: null, detail: null }
  const own = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
  const allowed = resolved.addresses.length <= MOST_ADDRESSES && resolved.addresses.every((address) => isPublicAddress(address, own))
  return allowed ? { addresses: resolved.addresses } : { kind: 'refused', why: 'not-public', to: null }
}

function late(signal: AbortSignal): Promise<Resolved> {
  return new Promise((settle) => { signal.addEventListener('abort', () => { settle({ ok: false, why: 'time' }) }) })
}

function resultOf(what: ProbeKind, exchanged: Exchanged, elapsed: number): ProbeResult {
  if (exchanged.kind === 'silence') return { ...exchanged, kind: 'no-answer' }
  const { status, headers, body } = exchanged
  if (REDIRECTS.includes(status)) return { kind: 'refused', why: 'redirect', to: excerptOf(headers.location ?? '') }
  if (!/^(?:identity)?$/i.test(headers['content-encoding']?.trim() ?? '')) return { kind: 'refused', why: 'compressed', to: null }
  const text = new TextDecoder().decode(body)
  return {
    kind: 'answered', status, milliseconds: Math.round(elapsed), contentType: headers['content-type'] === undefined ? null : excerptOf(headers['content-type'].slice(0, 100)),
    bytes: body.length, digest: createHash('sha256').update(body).digest('hex'), excerpt: excerptOf(text), metrics: what === 'metrics' && status >= 200 && status < 300 ? metricsOf(text) : null,
  }
}

function metricsOf(text: string): Extract<ProbeResult, { kind: 'answered' }>['metrics'] {
  const read = readPrometheusText(text)
  if (!read.ok) return { kind: 'unreadable', line: read.line, says: read.says }
  // Those of the model are kept first: a process has many that tell nothing of it.
  const rank = { model: 0, http: 1, other: 2, process: 3 } as const
  return { kind: 'families', families: read.families.toSorted((one, other) => rank[one.group] - rank[other.group]).slice(0, MOST_FAMILIES), count: read.families.length }
}
