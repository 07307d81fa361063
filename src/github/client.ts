import { Octokit } from '@octokit/rest'
import type { Connection } from './connection.ts'
import { failureInAnswer, failureOf, type Failure } from './failure.ts'
import { createPatience, SYSTEM_CLOCK, type Clock } from './patience.ts'
import { readBody } from './read-body.ts'

export type Answer = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly failure: Failure }

/** What every call hands on to Octokit. */
export type Call = { readonly signal: AbortSignal }

export type GitHubClient = {
  /** Sends one REST request, again where the failure passes; gives the answer's JSON, or its text where it is none. Never rejects. */
  readonly ask: (send: (rest: Octokit['rest'], request: Call) => Promise<{ readonly data: unknown }>) => Promise<Answer>
  /** Sends one GraphQL query; not again where it took too long: whoever asks too much at a time asks for less. Never rejects. */
  readonly query: (query: string, variables: Readonly<Record<string, string>>) => Promise<Answer>
  /** How many requests were sent, those that were repeated too. */
  readonly requests: () => number
  /** Why nothing more is sent, or null: the token is refused, GitHub is gone, or its limit ends too late to wait for. */
  readonly halted: () => Failure | null
  readonly close: () => void
}

export type ClientOptions = {
  readonly clock?: Clock
  readonly onWait?: (seconds: number) => void
  /** How long one request may take, in milliseconds. */
  readonly longestRequest?: number
}

const LONGEST_REQUEST = 30_000
/** A pause before each repetition, in milliseconds. */
const PAUSES = [1000, 4000]
const MOST_LIMITS = 4

/**
 * A connection to one GitHub that counts its requests and has patience with it: failures that pass are tried again, a short limit is waited for.
 * Nothing is logged, and the token leaves it in no message.
 */
export function createClient(connection: Connection, userAgent: string, { clock = SYSTEM_CLOCK, onWait = () => {}, longestRequest = LONGEST_REQUEST }: ClientOptions = {}): GitHubClient {
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  // Octokit's own reading of JSON takes ten times as long, and holds whatever is sent.
  const octokit = new Octokit({ auth: connection.token, baseUrl: connection.apiUrl, userAgent, log: silent, request: { parseSuccessResponseBody: false } })
  const patience = createPatience(clock, onWait)
  const closing = new AbortController()
  const halts: { rest: Failure | null; graphql: Failure | null } = { rest: null, graphql: null }
  let requests = 0
  let answered = false

  const once = async (send: (request: Call) => Promise<{ readonly data: unknown; readonly headers?: unknown }>): Promise<Answer> => {
    await patience.ready()
    if (closing.signal.aborted) return { ok: false, failure: { kind: 'closed' } }
    requests += 1
    try {
      const { data, headers } = await send({ signal: AbortSignal.any([AbortSignal.timeout(longestRequest), closing.signal]) })
      const body = await readBody(data)
      const failure = failureInAnswer(body, headers, clock.now())
      return failure === null ? { ok: true, body } : { ok: false, failure }
    } catch (error) {
      return { ok: false, failure: failureOf(error, clock.now()) }
    }
  }
  const patiently = async (resource: 'rest' | 'graphql', send: Parameters<typeof once>[0]): Promise<Answer> => {
    const pauses = [...PAUSES]
    for (let limits = 0; ;) {
      const halt = halts[resource]
      if (halt !== null) return { ok: false, failure: halt }
      const answer = await once(send)
      if (answer.ok) {
        answered = true
        return answer
      }
      const { failure } = answer
      if (failure.kind === 'rate-limit' && limits < MOST_LIMITS && patience.putOff(failure.until)) {
        limits += 1
        continue
      }
      const pause = isPassing(failure, resource) && (answered || !isNowhere(failure)) ? pauses.shift() : undefined
      if (pause === undefined) {
        if (isFinal(failure)) halts[resource] = failure
        if (isFinal(failure) && !(failure.kind === 'rate-limit' && !failure.secondary)) Object.assign(halts, { rest: failure, graphql: failure })
        return answer
      }
      await clock.sleep(pause)
    }
  }
  return {
    ask: (send) => patiently('rest', (request) => send(octokit.rest, request)),
    query: (query, variables) => patiently('graphql', async (request) => {
      const response: { readonly data: unknown; readonly headers: unknown } = await octokit.request({ method: 'POST', url: connection.graphqlUrl, query, variables, request })
      return response
    }),
    requests: () => requests,
    halted: () => halts.rest,
    close: () => { closing.abort() },
  }
}

/** Whether the same request may succeed a moment later. A query that took too long would do so again. */
function isPassing({ kind }: Failure, resource: 'rest' | 'graphql'): boolean {
  return kind === 'unreachable' || (resource === 'rest' && (kind === 'unavailable' || kind === 'timeout'))
}

/** Whether a first request failed for a wrong address, a refused certificate or no network at all: waiting would not help. */
function isNowhere(failure: Failure): boolean {
  return failure.kind === 'unreachable' && /^(?:ENOTFOUND|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH)$|CERT/.test(failure.code)
}

/** Whether every other request would fail alike. A limit of requests that starts anew is counted for REST and GraphQL apart. */
function isFinal({ kind }: Failure): boolean {
  return kind === 'unauthorized' || kind === 'rate-limit' || kind === 'unreachable' || kind === 'closed'
}
