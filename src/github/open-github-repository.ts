import { isCommitName, nearestHint } from '../flow/reading/commit-names.ts'
import type { Opened, Refusal } from '../flow/ports/repository-port.ts'
import { printable } from '../flow/printable.ts'
import { submoduleGaps, withoutDeepest } from '../flow/reading/tree-entries.ts'
import type { GitHubClient } from './client.ts'
import type { Connection } from './connection.ts'
import type { Failure } from './failure.ts'
import { textField } from './json.ts'
import { listBranches } from './list-branches.ts'
import { listTree } from './list-tree.ts'
import { measureBlobs } from './measure-blobs.ts'
import { readBlobs } from './read-blobs.ts'
import { refusalOf } from './refusals.ts'
import { readAddress, type RepositoryAddress } from './repository-address.ts'
import { createTokenClient, type TokenClientOptions } from './token-client.ts'

export type OpenedOnGitHub = Opened & {
  /** How many requests were sent until now. */
  readonly requests: () => number
  /** Why the rest could not be read, where reading came to an early end: what it left are gaps. */
  readonly halted: () => Refusal | null
}

export type GitHubOptions = TokenClientOptions & {
  /** The commit to read: SHA, branch or tag; null for the default branch. */
  readonly at: string | null
  /** The time of the snapshot, ISO 8601. */
  readonly takenAt: string
  /** Who asks, as GitHub wants to know: name and version. */
  readonly userAgent: string
}

/**
 * Opens a repository on GitHub for reading at one commit, without a clone: its branches, its tree, and each file when it is asked for.
 * What cannot be opened comes back as what is wrong with which repository, and what to do.
 */
export async function openGitHubRepository(address: RepositoryAddress, connection: Connection, options: GitHubOptions): Promise<OpenedOnGitHub> {
  const client = createTokenClient(connection, options.userAgent, options)
  const where = `${address.owner}/${address.name}`
  const worded = (failure: Failure): Refusal => refusalOf(failure, where, connection)
  const opened = await openWith(client, address, options)
  if ('failure' in opened) client.close()
  const halted = (): Refusal | null => {
    const failure = client.halted()
    return failure === null ? null : worded(failure)
  }
  const result: Opened = 'failure' in opened ? { ok: false, ...(opened.hint === undefined ? worded(opened.failure) : { reason: `${where}: ${opened.reason}`, hint: opened.hint }) } : opened
  return { ...result, requests: client.requests, halted }
}

type Failed = { readonly failure: Failure; readonly reason?: string; readonly hint?: string }

async function openWith(client: GitHubClient, address: RepositoryAddress, { at, takenAt }: GitHubOptions): Promise<(Opened & { readonly ok: true }) | Failed> {
  const { owner, name } = address
  const repository = await client.ask((rest, request) => rest.repos.get({ owner, repo: name, request }))
  if (!repository.ok) return repository
  const [fullName, defaultBranch, url] = ['full_name', 'default_branch', 'html_url'].map((key) => textField(repository.body, key))
  if (typeof fullName !== 'string' || typeof defaultBranch !== 'string') return { failure: { kind: 'not-understood' } }
  const [asked, listed] = await Promise.all([resolveCommit(client, address, at === null || at === 'HEAD' ? defaultBranch : at), listBranches(client, address)])
  if (!listed.ok) return listed
  if ('failure' in asked) {
    if (asked.failure.kind !== 'no-such-commit') return asked
    const named = at ?? defaultBranch
    return isCommitName(named)
      ? { ...asked, reason: `${printable(named)}: the repository has no such commit, branch or tag`, hint: nearestHint(named, listed.branches) }
      : { ...asked, reason: `${printable(named)}: this does not name a commit`, hint: 'Give a commit\'s SHA, a branch or a tag.' }
  }
  // Git is not led from an earlier name to the present one.
  const listing = await listTree(client, readAddress(fullName) ?? address, asked.commit)
  if (!listing.ok) return listing
  const { tree, gaps } = withoutDeepest(listing.tree)
  return {
    ok: true,
    reader: {
      snapshot: { name: printable(fullName), url: pageOf(url), commit: asked.commit, takenAt, defaultBranch, branches: listed.branches, tree, gaps: [...listing.gaps, ...gaps, ...submoduleGaps(tree)] },
      identify: (entries) => measureBlobs(client, address, entries),
      read: (entries) => readBlobs(client, address, entries),
      close: () => { client.close(); return Promise.resolve() },
    },
  }
}

/** A page's address, if it is one that a report may link to. */
function pageOf(url: string | null | undefined): string | null {
  return typeof url === 'string' && /^https?:\/\/[\w.:/-]{1,500}$/.test(url) ? url : null
}

async function resolveCommit(client: GitHubClient, { owner, name }: RepositoryAddress, ref: string): Promise<{ readonly commit: string } | { readonly failure: Failure }> {
  if (!isCommitName(ref)) return { failure: { kind: 'no-such-commit' } }
  const answer = await client.ask((rest, request) => rest.repos.getCommit({ owner, repo: name, ref, mediaType: { format: 'sha' }, request }))
  if (!answer.ok) return answer.failure.kind === 'not-found' ? { failure: { kind: 'no-such-commit' } } : answer
  return typeof answer.body === 'string' && /^[0-9a-f]{40,64}$/.test(answer.body.trim()) ? { commit: answer.body.trim() } : { failure: { kind: 'not-understood' } }
}
