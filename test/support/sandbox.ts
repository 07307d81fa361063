import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Connection } from '../../src/github/connection.ts'
import { openGitHubRepository, type GitHubOptions, type OpenedOnGitHub } from '../../src/github/open-github-repository.ts'
import type { Clock } from '../../src/github/patience.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'

export const TOKEN = 'github_pat_sandbox'

/** A sandbox that shows a clone as octo-org/churn; closed when the test ends. */
export async function sandboxOf(folder: string, options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ repositories: [{ owner: 'octo-org', name: 'churn', folder: join(folder, '.git') }], tokens: [TOKEN], ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** The connection to a sandbox. */
function connectionTo(sandbox: Sandbox): Connection {
  return { host: 'the sandbox', apiUrl: sandbox.url, graphqlUrl: sandbox.url.replace(/v3$/, 'graphql'), token: TOKEN, tokenName: 'GITHUB_TOKEN' }
}

/** Opens octo-org/churn of a sandbox. */
export function openOn(sandbox: Sandbox, at: string | null = null, options: Partial<GitHubOptions> = {}): Promise<OpenedOnGitHub> {
  return openGitHubRepository({ owner: 'octo-org', name: 'churn', host: null }, connectionTo(sandbox), { at, takenAt: '2026-01-01T00:00:00Z', userAgent: 'test', ...options })
}

/** A clock that waits no time and counts how long it would have been, in milliseconds. */
export function quickClock(): Clock & { readonly slept: () => number } {
  const start = Date.now()
  let slept = 0
  return { now: () => start + slept, sleep: (milliseconds) => { slept += milliseconds; return Promise.resolve() }, slept: () => slept }
}
