import type { FromGitHub, OpenedCommit } from '../../flow/ports/github-ports.ts'
import { printable } from '../../flow/printable.ts'
import { submoduleGaps, withoutDeepest } from '../../flow/reading/tree-entries.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { GitHubClient } from '../client.ts'
import { field, itemsOf, textField } from '../json.ts'
import { listBranches } from '../list-branches.ts'
import { listTree } from '../list-tree.ts'
import { measureBlobs } from '../measure-blobs.ts'
import { readBlobs } from '../read-blobs.ts'
import type { RepositoryAddress } from '../repository-address.ts'
import type { Desk } from './desk.ts'
import { haltingClient } from './halting.ts'
import type { BranchNames } from './heads.ts'
import { troubleOf } from './trouble.ts'

const BRANCHES = `query ($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { refs(refPrefix: "refs/heads/", first: 100) { nodes { name } pageInfo { hasNextPage } } }
}`

/**
 * Opens a commit for reading: its tree, and the names of the branches where `branches` (those that were seen a moment ago) is null. What of a list of
 * files that GitHub cuts short can be had in no other way is a gap.
 */
export async function openCommit(desk: Desk, repository: HostedRepository, commit: string, takenAt: string, branches: BranchNames): Promise<FromGitHub<OpenedCommit>> {
  const asked = `commit ${commit.slice(0, 7)} of repository ${repository.id}`
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return { ok: false, trouble: { kind: 'gone', says: `repository ${repository.id}: what was asked for is not the name of a commit` } }
  const client = haltingClient(desk.client)
  const address: RepositoryAddress = { owner: repository.owner, name: repository.name, host: null }
  const [listing, listed] = await Promise.all([listTree(client, address, commit), branches === null ? namesOf(client, address) : { ok: true as const, branches }])
  const halted = (): ReturnType<OpenedCommit['halted']> => {
    const failure = client.halted()
    return failure === null ? null : troubleOf(failure, asked)
  }
  if (!listing.ok) return { ok: false, trouble: troubleOf(listing.failure, asked) }
  if (!listed.ok) return { ok: false, trouble: troubleOf(listed.failure, asked) }
  const trouble = halted()
  if (trouble !== null) return { ok: false, trouble }
  const { tree, gaps } = withoutDeepest(listing.tree)
  const reader: OpenedCommit['reader'] = {
    snapshot: {
      name: printable(`${repository.owner}/${repository.name}`), url: `${desk.webUrl}/${repository.owner}/${repository.name}`, commit, takenAt,
      defaultBranch: repository.defaultBranch, branches: inGitsOrder(listed.branches), tree, gaps: [...listing.gaps, ...gaps, ...submoduleGaps(tree)],
    },
    identify: (entries) => measureBlobs(client, address, entries),
    read: (entries) => readBlobs(client, address, entries),
    close: () => Promise.resolve(),
  }
  return { ok: true, value: { reader, halted } }
}

async function namesOf(client: GitHubClient, address: RepositoryAddress): ReturnType<typeof listBranches> {
  const answer = await client.query(BRANCHES, { owner: address.owner, name: address.name })
  if (!answer.ok) return answer
  const refs = field(field(field(answer.body, 'data'), 'repository'), 'refs')
  const isWhole = field(field(refs, 'pageInfo'), 'hasNextPage') === false
  return isWhole ? { ok: true, branches: itemsOf(field(refs, 'nodes')).flatMap((node) => textField(node, 'name') ?? []) } : listBranches(client, address)
}

function inGitsOrder(names: readonly string[]): readonly string[] {
  return names.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
}
