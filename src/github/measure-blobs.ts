import type { TreeEntry } from '../model/repository.ts'
import { sizeQuery, sizesOf } from './blob-query.ts'
import type { GitHubClient } from './client.ts'
import { inParallel } from './in-parallel.ts'
import type { RepositoryAddress } from './repository-address.ts'

const BLOBS_A_QUERY = 100
const QUERIES_TOGETHER = 2

/** Gives entries of unknown size back with it, asking for a hundred at a time; those that GitHub does not tell stay as they are. */
export async function measureBlobs(client: GitHubClient, { owner, name }: RepositoryAddress, entries: readonly TreeEntry[]): Promise<readonly TreeEntry[]> {
  const unknown = [...new Set(entries.filter(({ size, sha }) => size === null && sha !== '').map(({ sha }) => sha))]
  const sizes = new Map<string, number>()
  const answers = inParallel(QUERIES_TOGETHER, () => {
    const shas = unknown.splice(0, BLOBS_A_QUERY)
    return shas.length === 0 ? null : async () => ({ shas, answer: await client.query(sizeQuery(shas), { owner, name }) })
  })
  for await (const { shas, answer } of answers) if (answer.ok) for (const [sha, size] of sizesOf(answer.body, shas)) sizes.set(sha, size)
  return entries.map((entry) => ({ ...entry, size: entry.size ?? sizes.get(entry.sha) ?? null }))
}
