import { existsSync } from 'node:fs'
import { printable } from '../flow/printable.ts'
import type { Opened, Refusal } from '../flow/ports/repository-port.ts'
import { chooseConnection, type Environment } from '../github/connection.ts'
import type { openGitHubRepository } from '../github/open-github-repository.ts'
import { looksRemote, readAddress, withoutCredentials } from '../github/repository-address.ts'
import { createCloneTree } from '../local/clone-tree.ts'
import { openRepository } from '../local/open-repository.ts'

/** How GitHub is asked: the variables that may name it and hold a token, and who asks. */
export type GitHubAccess = { readonly environment: Environment; readonly apiUrl: string | null; readonly userAgent: string }

export type Target = Opened & {
  readonly isRemote: boolean
  /** How many requests GitHub was sent until now. */
  readonly requests: () => number
  /** Why GitHub was not asked to the end, or null. */
  readonly halted: () => Refusal | null
}

/** Opens what a person named: a path that is there, else a repository on GitHub by `owner/name`, URL or SSH remote. */
export async function openTarget(named: string, at: string | null, onWait: (seconds: number) => void, access: GitHubAccess): Promise<Target> {
  const takenAt = new Date().toISOString()
  const isThere = existsSync(named)
  const address = isThere ? null : readAddress(named)
  if (address !== null) {
    const where = `${address.owner}/${address.name}`
    const connected = chooseConnection(where, address.host, access.apiUrl, access.environment)
    const opened = connected.ok ? await askGitHub(address, connected.connection, { at, takenAt, onWait, userAgent: access.userAgent, cloneTree: createCloneTree() }) : { ...connected, ...ASKED_NOTHING }
    // GitHub knew the repository, or the address cannot be a path: no folder was meant.
    if (opened.ok || looksRemote(named) || opened.requests() > 1) return { ...opened, isRemote: true }
    return { ...opened, hint: `${opened.hint}\nIf a folder was meant: there is none at ${printable(named)}.`, isRemote: true }
  }
  if (!isThere && looksRemote(named)) {
    return { ok: false, reason: `${printable(withoutCredentials(named))}: this is not the address of a repository on GitHub`, hint: 'Give owner/name, for example octo-org/churn, and a branch or commit with --at.', isRemote: true, ...ASKED_NOTHING }
  }
  return { ...await openRepository(named, { at, takenAt }), isRemote: false, ...ASKED_NOTHING }
}

/** GitHub's client takes longer to load than a small clone to read: only who asks GitHub loads it. */
const askGitHub: typeof openGitHubRepository = async (...asked) => (await import('../github/open-github-repository.ts')).openGitHubRepository(...asked)

const ASKED_NOTHING = { requests: () => 0, halted: () => null }
