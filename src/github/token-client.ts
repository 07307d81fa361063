import { Octokit } from '@octokit/rest'
import { webUrlOf } from '../flow/github-address.ts'
import type { CloneTree } from '../flow/ports/repository-port.ts'
import { createClient, type GitHubClient } from './client.ts'
import type { Connection } from './connection.ts'
import { patientManners } from './manners.ts'
import { SYSTEM_CLOCK, type Clock } from './patience.ts'

export type TokenClientOptions = {
  readonly clock?: Clock
  readonly onWait?: (seconds: number) => void
  /** How long one request may take, in milliseconds. */
  readonly longestRequest?: number
  /** Lists what GitHub cuts short; without it, folders are asked for one by one. */
  readonly cloneTree?: CloneTree
}

/** A connection with a person's token that has patience with GitHub: failures that pass are tried again, a short limit is waited for. */
export function createTokenClient(connection: Connection, userAgent: string, { clock = SYSTEM_CLOCK, onWait = () => {}, cloneTree, longestRequest }: TokenClientOptions = {}): GitHubClient {
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const octokit = new Octokit({ auth: connection.token, baseUrl: connection.apiUrl, userAgent, log: silent })
  return createClient({
    sender: () => Promise.resolve(octokit), graphqlUrl: connection.graphqlUrl, manners: patientManners(clock, onWait), now: clock.now,
    ...(longestRequest === undefined ? {} : { longestRequest }),
    ...(cloneTree === undefined ? {} : { cloning: { cloneTree, webUrl: webUrlOf(connection.apiUrl), token: () => Promise.resolve(connection.token) } }),
  })
}
