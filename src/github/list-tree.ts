import { modeOf, MOST_ENTRIES } from '../flow/reading/tree-entries.ts'
import type { Gap, TreeEntry } from '../model/repository.ts'
import type { GitHubClient } from './client.ts'
import type { Failure } from './failure.ts'
import { field, itemsOf, textField } from './json.ts'
import { cloneReason, gapReason } from './refusals.ts'
import type { RepositoryAddress } from './repository-address.ts'

export type Listing = { readonly ok: true; readonly tree: readonly TreeEntry[]; readonly gaps: readonly Gap[] } | { readonly ok: false; readonly failure: Failure }

type Folder = { readonly path: string; readonly sha: string }
type Page = { readonly entries: readonly TreeEntry[]; readonly folders: readonly Folder[]; readonly truncated: boolean }

/** How many lists of folders are asked for where the whole list was cut short. */
const MOST_FOLDERS = 100
const CUT_SHORT = 'GitHub cut its list of files short'

/**
 * Every entry of a commit's tree in git's order, whatever `.gitattributes` says of exporting: with one request; where GitHub cuts the list short, from
 * git, which fetches the folders alone (sizes are then known as far as the cut list told them); where that fails, folder by folder. What could not be
 * listed to its end is a gap of the kind `file list`, one for all folders that lie side by side.
 */
export async function listTree(client: GitHubClient, address: RepositoryAddress, commit: string): Promise<Listing> {
  const whole = await readPage(client, address, { path: '', sha: commit }, true)
  if ('kind' in whole) return { ok: false, failure: whole }
  if (!whole.truncated) return { ok: true, tree: inTreeOrder(whole.entries), gaps: [] }
  const cloned = await client.clone?.(address, commit) ?? null
  if (cloned?.ok === true) return { ok: true, tree: inTreeOrder(withSizes(cloned.tree, whole.entries)), gaps: [] }
  return walkFolders(client, address, commit, whole.entries, cloned === null ? CUT_SHORT : `${CUT_SHORT}, ${cloneReason(cloned.trouble)}`)
}

async function walkFolders(client: GitHubClient, address: RepositoryAddress, commit: string, known: readonly TreeEntry[], reason: string): Promise<Listing> {
  const tree = new Map(known.map((entry) => [entry.path, entry]))
  const cut = new Map<string, string>()
  const pending: (Folder & { readonly shallow: boolean })[] = [{ path: '', sha: commit, shallow: true }]
  let asked = 0
  for (let folder = pending.shift(); folder !== undefined; folder = pending.shift()) {
    const page = asked < MOST_FOLDERS && tree.size < MOST_ENTRIES ? await readPage(client, address, folder, !folder.shallow) : null
    asked += 1
    if (page === null || 'kind' in page) {
      // Thousands of folders may be left; the one they lie in says as much.
      cut.set(page === null && folder.path.includes('/') ? folder.path.slice(0, folder.path.lastIndexOf('/')) : folder.path, page === null ? reason : gapReason(page))
    } else {
      for (const entry of page.entries) tree.set(entry.path, entry)
      if (page.truncated && !folder.shallow) {
        pending.push({ ...folder, shallow: true })
        continue
      }
      // GitHub's own folder first: what starts by itself is said there and nowhere else.
      if (folder.shallow) pending.push(...page.folders.toSorted((left, right) => Number(right.path === '.github') - Number(left.path === '.github')).map((below) => ({ ...below, shallow: false })))
      if (page.truncated) cut.set(folder.path, reason)
    }
  }
  const gaps = [...cut].map(([path, why]): Gap => ({ what: 'file list', path: path === '' ? '.' : path, reason: why }))
  return { ok: true, tree: inTreeOrder([...tree.values()]), gaps }
}

async function readPage(client: GitHubClient, { owner, name }: RepositoryAddress, folder: Folder, recursive: boolean): Promise<Page | Failure> {
  const answer = await client.ask((rest, request) => rest.git.getTree({ owner, repo: name, tree_sha: folder.sha, request, ...(recursive ? { recursive: '1' } : {}) }))
  if (!answer.ok) return answer.failure
  if (!Array.isArray(field(answer.body, 'tree'))) return { kind: 'not-understood' }
  const entries: TreeEntry[] = []
  const folders: Folder[] = []
  for (const item of itemsOf(field(answer.body, 'tree'))) {
    const [path, sha, type, size] = [textField(item, 'path'), textField(item, 'sha'), textField(item, 'type'), field(item, 'size')]
    if (path === null || sha === null || !/^[0-9a-f]{40,64}$/.test(sha)) continue
    const whole = folder.path === '' ? path : `${folder.path}/${path}`
    if (type === 'tree') folders.push({ path: whole, sha })
    else entries.push({ path: whole, mode: modeOf(textField(item, 'mode') ?? ''), sha, size: typeof size === 'number' ? size : null })
  }
  return { entries, folders, truncated: field(answer.body, 'truncated') === true }
}

/** A file of the same content has the same size. */
function withSizes(tree: readonly TreeEntry[], known: readonly TreeEntry[]): readonly TreeEntry[] {
  const sizes = new Map(known.map(({ sha, size }) => [sha, size]))
  return tree.map((entry) => ({ ...entry, size: entry.mode === 'submodule' ? null : sizes.get(entry.sha) ?? null }))
}

/** By the bytes of the whole path, as git walks it. */
function inTreeOrder(tree: readonly TreeEntry[]): readonly TreeEntry[] {
  return tree.map((entry) => ({ entry, key: Buffer.from(entry.path) })).sort((left, right) => Buffer.compare(left.key, right.key)).map(({ entry }) => entry)
}
