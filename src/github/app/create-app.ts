import { Probot, ProbotOctokit } from 'probot'
import { webUrlOf } from '../../flow/github-address.ts'
import type { AppPort, InstallationPort } from '../../flow/ports/github-ports.ts'
import type { RequestMade } from '../../flow/ports/operation-ports.ts'
import type { CloneTree } from '../../flow/ports/repository-port.ts'
import { createPacer, type Pacer, type PacerParts } from '../../flow/pace/pacer.ts'
import type { Purpose } from '../../model/purpose.ts'
import { createClient, type Cloning, type GitHubClient, type Sender, type SentRequest } from '../client.ts'
import { graphqlUrlOf } from '../connection.ts'
import { textField } from '../json.ts'
import { promptManners } from '../manners.ts'
import { deliveriesSince, hookOf, installationsOf, newestDeliveries, redeliver, registrationOf } from './app-requests.ts'
import { createInstallationPort } from './installation-port.ts'

export type AppOptions = {
  readonly appId: number
  /** PEM with line breaks. */
  readonly privateKey: string
  readonly webhookSecret: string
  /** Where the API is, without a slash at its end: `https://api.github.com`, `https://HOST/api/v3`. */
  readonly apiUrl: string
  /** Who asks, as GitHub wants to know: name and version. */
  readonly userAgent: string
  /** Told of every request, those for tokens too. */
  readonly onRequest?: (made: RequestMade) => void
  readonly now?: () => number
  /** How long one request may take, in milliseconds. */
  readonly longestRequest?: number
  /** How an installation is asked no more than GitHub takes; without it, GitHub's answers alone are kept to. */
  readonly pace?: Omit<PacerParts, 'installationId' | 'now'>
  /** Lists what GitHub cuts short; without it, folders are asked for one by one. */
  readonly cloneTree?: CloneTree
}

export type GitHubApp = AppPort & {
  /** Whether a body, exactly as it came, was signed with the webhook secret (`X-Hub-Signature-256`). */
  readonly verify: (body: string, signature: string) => Promise<boolean>
  /** Ends what is being sent; nothing more is sent. */
  readonly close: () => void
}

type Log = { readonly child: () => Log } & Readonly<Record<'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal', () => void>>

/** Probot logs bodies where it logs at all. */
const SILENT: Log = { child: () => SILENT, trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, fatal: () => {} }

const LONGEST_REQUEST = 30_000

/** The App on GitHub: Probot's tokens and signatures, without its throttle (which sleeps) and its retries: limits come back as `limited`, and the queue waits. */
export async function createApp(options: AppOptions): Promise<GitHubApp> {
  const { appId, privateKey, webhookSecret, apiUrl, onRequest = () => {}, now = Date.now, longestRequest = LONGEST_REQUEST, cloneTree, pace } = options
  // Without one, Probot takes what is signed with `development`.
  if (webhookSecret === '') throw new Error('the App has no webhook secret')
  const tokensAsked = new Map<number, number>()
  const sendFetch: typeof fetch = async (input, init) => {
    const installationId = tokenRequestOf(input)
    const signal = init?.signal ?? AbortSignal.timeout(longestRequest)
    if (installationId === null) return fetch(input, { ...init, signal })
    tokensAsked.set(installationId, (tokensAsked.get(installationId) ?? 0) + 1)
    const answer = await fetch(input, { ...init, signal })
    onRequest(madeOf({ resource: 'rest', status: answer.status, headers: Object.fromEntries(answer.headers) }, installationId))
    return answer
  }
  const probot = new Probot({ appId, privateKey, secret: webhookSecret, baseUrl: apiUrl, log: SILENT as never, request: { fetch: sendFetch }, Octokit: octokitOf(options) })
  await probot.ready()

  const webUrl = webUrlOf(apiUrl)
  const clientOf = (installationId: number | null, sender: () => Promise<Sender>, renew: () => void, more: { readonly cloning?: Cloning; readonly pacer?: Pacer } = {}): GitHubClient => createClient({
    ...more,
    sender, graphqlUrl: graphqlUrlOf(apiUrl), manners: promptManners(now, renew), now, longestRequest, onSent: (sent) => { onRequest(madeOf(sent, installationId)) },
  })
  const own = clientOf(null, () => probot.auth(), () => {})
  const clients = [own]
  const portsOf = (installationId: number): ((purpose: Purpose) => InstallationPort) => {
    let octokit: Promise<ProbotOctokit> | null = null
    let isStale = false
    const authenticated = async (): Promise<ProbotOctokit> => {
      octokit ??= probot.auth(installationId)
      const ready = await octokit
      if (isStale) await ready.auth({ type: 'installation', installationId, refresh: true })
      isStale = false
      return ready
    }
    const token = async (): Promise<string> => textField(await (await authenticated()).auth({ type: 'installation', installationId }), 'token') ?? Promise.reject(new Error('there is no token'))
    const pacer = pace === undefined ? {} : { pacer: createPacer({ ...pace, installationId, now }) }
    const client = clientOf(installationId, authenticated, () => { isStale = true }, { ...pacer, ...cloneTree === undefined ? {} : { cloning: { cloneTree, webUrl, token } } })
    clients.push(client)
    const room: InstallationPort['room'] = (purpose) => pacer.pacer?.room(purpose) ?? Promise.resolve(null)
    return once((purpose) => {
      const port = createInstallationPort({ client: client.as(purpose), installationId, appId, now, apiUrl, webUrl }, room)
      return { ...port, requests: () => port.requests() + (tokensAsked.get(installationId) ?? 0) }
    })
  }
  const installation = once(portsOf)
  return {
    registration: () => registrationOf(own),
    installations: () => installationsOf(own),
    deliveries: (since) => deliveriesSince(own, since),
    newestDeliveries: () => newestDeliveries(own),
    hook: () => hookOf(own),
    redeliver: (attemptId) => redeliver(own, attemptId),
    installation: (installationId, purpose = 'verdict') => installation(installationId)(purpose),
    verify: async (body, signature) => signature !== '' && await probot.webhooks.verify(body, signature),
    close: () => { for (const client of clients) client.close() },
  }
}

/** Probot's Octokit that neither waits nor repeats, and asks for tokens where the API is: by default they come from github.com once they are renewed. */
function octokitOf({ apiUrl, userAgent }: AppOptions): typeof ProbotOctokit {
  return ProbotOctokit.defaults((instance: Readonly<Record<string, unknown>>) => {
    const auth = instance['auth'] as { readonly request?: { readonly defaults: (to: object) => unknown } } | undefined
    const request = auth?.request?.defaults({ baseUrl: apiUrl })
    return { ...instance, userAgent, retry: { enabled: false }, throttle: { enabled: false }, ...(request === undefined ? {} : { auth: { ...auth, request } }) }
  })
}

/** The same, made once for each key. */
function once<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const made = new Map<Key, Made>()
  return (key) => {
    const one = made.get(key) ?? make(key)
    made.set(key, one)
    return one
  }
}

function tokenRequestOf(input: Parameters<typeof fetch>[0]): number | null {
  const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url
  const id = /\/app\/installations\/(\d+)\/access_tokens$/.exec(url)?.[1]
  return id === undefined ? null : Number(id)
}

function madeOf({ resource, status, headers }: SentRequest, installationId: number | null): RequestMade {
  const number = (name: string): number | null => {
    const text = textField(headers, name)
    return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null
  }
  const reset = number('x-ratelimit-reset')
  return {
    installationId, resource: /^[a-z_]{1,40}$/.exec(textField(headers, 'x-ratelimit-resource') ?? '')?.[0] ?? (resource === 'rest' ? 'core' : resource), status,
    remaining: number('x-ratelimit-remaining'), limit: number('x-ratelimit-limit'), resetAt: reset === null ? null : reset * 1000,
  }
}
