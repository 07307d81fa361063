import type { Answer, GitHubClient } from '../client.ts'
import type { Failure } from '../failure.ts'

/** Failures that say nothing about what was asked for: with another try it may be there. */
const HALTING: readonly Failure['kind'][] = ['rate-limit', 'paced', 'unauthorized', 'no-installation', 'unreachable', 'unavailable', 'timeout', 'closed', 'single-sign-on']

/**
 * The same client for the reading of one commit: after the first failure that says nothing about the commit nothing more is sent, since all of it is to be
 * read again anyway. A query that was too much is none: it is asked for in parts.
 */
export function haltingClient(client: GitHubClient): GitHubClient {
  let halt: Failure | null = null
  const kept = (answer: Answer, isQuery: boolean): Answer => {
    const isTooMuch = isQuery && !answer.ok && (answer.failure.kind === 'unavailable' || answer.failure.kind === 'timeout')
    if (!answer.ok && !isTooMuch && HALTING.includes(answer.failure.kind)) halt ??= answer.failure
    return answer
  }
  const unlessHalted = async (ask: () => Promise<Answer>, isQuery: boolean): Promise<Answer> => halt === null ? kept(await ask(), isQuery) : { ok: false, failure: halt }
  return {
    ...client,
    ask: (send, act) => unlessHalted(() => client.ask(send, act), false),
    askRoute: (route, parameters) => unlessHalted(() => client.askRoute(route, parameters), false),
    query: (query, variables) => unlessHalted(() => client.query(query, variables), true),
    clone: client.clone === null ? null : async (...asked) => halt === null && client.clone !== null ? client.clone(...asked) : { ok: false, trouble: { kind: 'closed' } },
    halted: () => halt,
  }
}
