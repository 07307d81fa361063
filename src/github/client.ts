import { setMaxListeners } from 'node:events'
import type { Octokit } from '@octokit/rest'
import type { CloneTree, ClonedTree } from '../flow/ports/repository-port.ts'
import type { Act, Pacer } from '../flow/pace/pacer.ts'
import type { Purpose } from '../model/purpose.ts'
import { hourIn } from './hour-in.ts'
import { failureInAnswer, failureOf, type Failure } from './failure.ts'
import { field, textField } from './json.ts'
import type { Manners, Resource } from './manners.ts'
import type { RepositoryAddress } from './repository-address.ts'
import { readBody } from './read-body.ts'
import { withinDeadline } from './within-deadline.ts'

/** `next` is the address of the list's next page, `location` where the answer leads to; null where there is none. */
export type Answer = { readonly ok: true; readonly body: unknown; readonly next: string | null; readonly location: string | null } | { readonly ok: false; readonly failure: Failure }

/** What every call hands on to Octokit, whose own reading of JSON takes ten times as long, and holds whatever is sent. */
export type Call = { readonly signal: AbortSignal; readonly parseSuccessResponseBody: false }

/** An Octokit that is logged in, in whatever way. */
export type Sender = Pick<Octokit, 'rest' | 'request'>

type Send<Through> = (through: Through, request: Call) => Promise<{ readonly data: unknown; readonly headers?: unknown; readonly status?: number }>

/** What Octokit calls the requests that do something to GitHub's limits. */
type NamesOf = { readonly read: `${'get' | 'list' | 'download'}${string}`; readonly write: `${'update' | 'delete'}${string}`; readonly content: `create${string}`; readonly 'check-run': 'create' }

/** The requests that do this, and no others: one that writes cannot be sent for one that reads. */
type RestThat<Does extends keyof NamesOf> = { readonly [Group in keyof Sender['rest']]: Pick<Sender['rest'][Group], Extract<keyof Sender['rest'][Group], NamesOf[Does]>> }

export type GitHubClient = {
  /** Sends one REST request, again where its manners say so; gives the answer's JSON, or its text where it is none. `act` says what it does to GitHub's limits; it reads unless that says so. Never rejects. */
  readonly ask: <Does extends keyof NamesOf = 'read'>(send: Send<RestThat<Does>>, act?: Does) => Promise<Answer>
  /** The same with a route that Octokit has no name for: `GET /repositories/{id}`. */
  readonly askRoute: (route: string, parameters: Readonly<Record<string, string | number>>) => Promise<Answer>
  /** Sends one GraphQL query; not again where it took too long: whoever asks too much at a time asks for less. Never rejects. */
  readonly query: (query: string, variables: Readonly<Record<string, string>>) => Promise<Answer>
  /** Fetches the folders of a commit with git, which counts as one request; null where that was not provided for. Never rejects. */
  readonly clone: ((address: RepositoryAddress, commit: string) => Promise<ClonedTree>) | null
  /** The same connection for requests that serve a purpose: where they have to wait, it says which go first. */
  readonly as: (purpose: Purpose) => GitHubClient
  /** How many requests were sent, those that were repeated too. */
  readonly requests: () => number
  /** Why nothing more is sent, or null. */
  readonly halted: () => Failure | null
  readonly close: () => void
}

/** How one request ended: its status, 0 where no answer came, and its headers. `clone` is all that git asked for together. */
export type SentRequest = { readonly resource: Resource | 'clone'; readonly status: number; readonly headers: unknown }

export type ClientParts = {
  readonly sender: () => Promise<Sender>
  readonly graphqlUrl: string
  readonly manners: Manners
  readonly now: () => number
  /** How long one request may take, in milliseconds. */
  readonly longestRequest?: number
  readonly onSent?: (sent: SentRequest) => void
  readonly cloning?: Cloning
  /** Says when requests may be sent; without one, at once. */
  readonly pacer?: Pacer
}

/** How git fetches from the same GitHub: `webUrl` is where repositories have their pages, `token` rejects where there is none to be had. */
export type Cloning = { readonly cloneTree: CloneTree; readonly webUrl: string; readonly token: () => Promise<string> }

const LONGEST_REQUEST = 30_000

/** A connection to one GitHub that counts its requests, and bears failures with the manners that it is given. Nothing is logged, and no token leaves it in a message. */
export function createClient({ sender, graphqlUrl, manners, now, longestRequest = LONGEST_REQUEST, onSent = () => {}, cloning, pacer }: ClientParts): GitHubClient {
  const closing = new AbortController()
  // Each request under way listens to it until it ends: more than ten are no leak.
  setMaxListeners(0, closing.signal)
  let requests = 0

  const once = async (resource: Resource, send: Send<Sender>): Promise<Answer> => {
    if (closing.signal.aborted) return { ok: false, failure: { kind: 'closed' } }
    requests += 1
    let told = false
    const tell = (status: unknown, headers: unknown): void => {
      const hour = told ? null : hourIn(headers, now())
      if (hour !== null) pacer?.heard(resource, hour)
      if (!told) onSent({ resource, status: typeof status === 'number' ? status : 0, headers })
      told = true
    }
    try {
      return await withinDeadline(longestRequest, closing.signal, async (signal) => {
        const { data, headers, status } = await send(await sender(), { signal, parseSuccessResponseBody: false })
        tell(status, headers)
        const body = await readBody(data)
        const failure = failureInAnswer(body, headers, now())
        return failure === null ? { ok: true, body, next: nextOf(headers), location: textField(headers, 'location') } : { ok: false, failure }
      })
    } catch (error) {
      const response = field(error, 'response')
      tell(field(response, 'status'), field(response, 'headers'))
      return { ok: false, failure: failureOf(error, now()) }
    }
  }
  const inPace = async (act: Act, purpose: Purpose, send: Send<Sender>): Promise<Answer> => {
    const entered = await pacer?.enter({ act, purpose }) ?? OPEN
    if (!entered.ok) return { ok: false, failure: { kind: 'paced', until: entered.until, reason: entered.reason } }
    try {
      return await once(resourceOf(act), send)
    } finally {
      entered.end()
    }
  }
  const wellMannered = async (act: Act, purpose: Purpose, send: Send<Sender>): Promise<Answer> => {
    for (const { ready, again } = manners.begin(resourceOf(act)); ;) {
      const failure = await ready()
      if (failure !== null) return { ok: false, failure }
      const answer = await inPace(act, purpose, send)
      if (answer.ok) manners.answered()
      if (answer.ok || !(await again(answer.failure))) return answer
    }
  }
  const clone = async ({ cloneTree, webUrl, token }: Cloning, { owner, name }: RepositoryAddress, commit: string): Promise<ClonedTree> => {
    const shown = await token().catch(() => null)
    if (shown === null) return { ok: false, trouble: { kind: 'failed' } }
    const cloned = await cloneTree({ url: `${webUrl}/${encodeURIComponent(owner)}/${encodeURIComponent(name)}.git`, token: shown, commit, signal: closing.signal })
    if (!cloned.ok && cloned.trouble.kind === 'no-git') return cloned
    requests += 1
    onSent({ resource: 'clone', status: cloned.ok ? 200 : cloned.trouble.kind === 'refused' ? cloned.trouble.status : 0, headers: {} })
    return cloned
  }
  const serving = (purpose: Purpose): GitHubClient => ({
    ask: (send, act) => wellMannered(act ?? 'read', purpose, ({ rest }, request) => send(rest, request)),
    askRoute: (route, parameters) => wellMannered(route.startsWith('GET ') ? 'read' : 'write', purpose, ({ request: ask }, request) => ask(route, { ...parameters, request })),
    query: (query, variables) => wellMannered('query', purpose, ({ request: ask }, request) => ask({ method: 'POST', url: graphqlUrl, query, variables, request })),
    clone: cloning === undefined ? null : (address, commit) => clone(cloning, address, commit),
    as: serving,
    requests: () => requests,
    halted: manners.halted,
    close: () => { closing.abort() },
  })
  return serving('verdict')
}

const OPEN = { ok: true, end: () => {} } as const

function resourceOf(act: Act): Resource {
  return act === 'query' ? 'graphql' : 'rest'
}

function nextOf(headers: unknown): string | null {
  return /<([^<>]{1,2000})>;\s*rel="next"/.exec(textField(headers, 'link')?.slice(0, 10_000) ?? '')?.[1] ?? null
}
