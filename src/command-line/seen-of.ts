import type { Refusal } from '../flow/ports/repository-port.ts'
import type { ReadArtifact } from '../flow/proof/run-artifacts.ts'
import { chooseConnection } from '../github/connection.ts'
import { readAddress } from '../github/repository-address.ts'
import type { CommitSeen } from '../model/proof-seen.ts'
import type { AssessmentRecord } from '../model/record.ts'
import type { GitHubAccess } from './open-target.ts'

/** Where what ran is taken from: GitHub's API, or what was read before. */
export type SeenFrom = { readonly kind: 'api' } | { readonly kind: 'file'; readonly file: string; readonly seen: CommitSeen }

export type SeenOf = { readonly ok: true; readonly seen: CommitSeen } | ({ readonly ok: false } & Refusal)

/** What ran on the commit that was judged; `named` is its repository on GitHub as it was asked for, null to take the one that the clone came from. Refused where that is no commit, or another one than the file is of. */
export async function seenOf({ name, url, commit }: AssessmentRecord['repository'], named: string | null, from: SeenFrom, onWait: (seconds: number) => void, access: GitHubAccess, read: ReadArtifact): Promise<SeenOf> {
  if (commit === null) return { ok: false, reason: `${name}: files as they lie on disk are no commit, so nothing ran on them`, hint: 'Judge a commit: --at HEAD.' }
  if (from.kind === 'file') {
    return from.seen.commit === commit ? { ok: true, seen: from.seen }
      : { ok: false, reason: `${from.file}: it says what ran on ${from.seen.commit.slice(0, 7)}, and ${commit.slice(0, 7)} was judged`, hint: `Judge the same commit (--at ${from.seen.commit.slice(0, 7)}), or write the file anew with capstone-coach runs.` }
  }
  return askedOf(named ?? url ?? name, commit, onWait, access, read)
}

/** What ran on a commit of a repository that is named by its page or as owner/name; `read` reads what its runs uploaded. */
export async function askedOf(named: string, commit: string, onWait: (seconds: number) => void, access: GitHubAccess, read: ReadArtifact): Promise<SeenOf> {
  const address = readAddress(named)
  if (address === null) return { ok: false, reason: `${named}: no repository on GitHub is known for this clone, so its runs cannot be asked for`, hint: 'Add the remote (git remote add origin URL), or take what capstone-coach runs wrote: --runs FILE.' }
  const connected = chooseConnection(`${address.owner}/${address.name}`, address.host, access.apiUrl, access.environment)
  if (!connected.ok) return connected
  const { readActivity } = await import('../github/read-activity.ts')
  return readActivity(address, commit, connected.connection, access.userAgent, read, { onWait })
}
