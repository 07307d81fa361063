import type { MetricFamily } from './report-facts.ts'

/** What a deployed service is asked for. */
export type ProbeKind = 'health' | 'metrics'

/**
 * By which of its own rules the App did not ask, or did not read on; nothing is held against anybody. `address`: no address of the web. `scheme`: not https.
 * `credentials`: a user or password in it. `port`: another one than 443. `name`: a name of a private network, or none that DNS could hold. `host`: neither a deployment
 * of the repository nor the course names it. `path`: no plain path. `not-public`: it leads, or one of its addresses leads, to no public address.
 * `redirect`: it answered that one should ask elsewhere (`to`). `compressed`: it answered in a compressed form that was not asked for.
 */
export type ProbeRefusal = 'address' | 'scheme' | 'credentials' | 'port' | 'name' | 'host' | 'path' | 'not-public' | 'redirect' | 'compressed'

/**
 * Why a service that was asked gave no answer. `name-not-found`: DNS knows no such name. `name-server`: DNS did not answer. `connection`: nobody listens, or it broke off.
 * `tls`: no encrypted connection for this name. `not-http`: something else than HTTP/1.1. `too-large`: more than is read. `time`: it took longer than is waited.
 */
export type ProbeSilence = 'name-not-found' | 'name-server' | 'connection' | 'tls' | 'not-http' | 'too-large' | 'time'

/** The metrics of an answer: its first families and how many there are, or the first line that is not as Prometheus reads it. */
export type SeenMetrics =
  | { readonly kind: 'families'; readonly families: readonly MetricFamily[]; readonly count: number }
  | { readonly kind: 'unreadable'; readonly line: number; readonly says: string }

/** The paths by which a deployed service can be asked; null where the code declares none that a GET without parameters reaches. */
export type ProbePaths = Readonly<Record<ProbeKind, string | null>>

/** What came of asking. `status` is that of HTTP, null where none came; `detail` is the code that Node gives a fault of the connection. */
export type ProbeResult =
  | {
    readonly kind: 'answered'
    readonly status: number
    readonly milliseconds: number
    readonly contentType: string | null
    readonly bytes: number
    /** SHA-256 of the body, 64 hex digits. */
    readonly digest: string
    /** The beginning of the body as one line of what can be seen; text of strangers. */
    readonly excerpt: string
    /** Null where health was asked for, and of an answer that is no success. */
    readonly metrics: SeenMetrics | null
  }
  | { readonly kind: 'refused'; readonly why: ProbeRefusal; readonly to: string | null }
  | { readonly kind: 'no-answer'; readonly why: ProbeSilence; readonly status: number | null; readonly detail: string | null }

/** One asking: `url` as the deployment gave it, `path` as the code declares it, `asked` the address that both make (null where a rule refused it before its name was looked up).
 * Times are milliseconds since 1970. */
export type Probe = {
  readonly what: ProbeKind
  readonly url: string
  readonly path: string
  readonly asked: string | null
  readonly at: number
  readonly result: ProbeResult
}
