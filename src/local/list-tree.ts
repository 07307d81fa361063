import type { Gap, TreeEntry } from '../model/repository.ts'
import { MOST_ENTRIES, modeOf, withoutDeepest } from '../flow/reading/tree-entries.ts'
import { runGit, type GitPlace } from './git.ts'

export type Listing = { readonly ok: true; readonly tree: readonly TreeEntry[]; readonly gaps: readonly Gap[] } | { readonly ok: false; readonly reason: string; readonly hint: string }

/** Every entry of a commit's tree, whatever `.gitattributes` says of exporting. A missing blob has a null size. */
export async function listTree(objects: GitPlace, commit: string): Promise<Listing> {
  const listing = await runGit(objects, ['ls-tree', '-r', '-l', '-z', '--full-tree', commit])
  if (!listing.ok) {
    return {
      ok: false, reason: `commit ${commit.slice(0, 10)}: its files cannot be listed (${listing.says})`,
      hint: 'The clone may be partial or damaged. Check it with git fsck, or clone it again without --filter.',
    }
  }
  const tree = parseTree(listing.output)
  if (tree.length > MOST_ENTRIES) return { ok: false, reason: `commit ${commit.slice(0, 10)}: more than ${MOST_ENTRIES} files`, hint: 'A repository this large cannot be judged.' }
  return { ok: true, ...withoutDeepest(tree) }
}

function parseTree(output: Buffer): readonly TreeEntry[] {
  return output.toString('utf8').split('\0').flatMap((line) => entryIn(line) ?? [])
}

/** The entry in one line of `git ls-tree -z`, with its size where that was asked for (`-l`); null where there is none in it. */
export function entryIn(line: string): TreeEntry | null {
  const tab = line.indexOf('\t')
  const [mode = '', , sha = '', size = ''] = line.slice(0, tab).split(/ +/)
  return tab < 0 ? null : { path: line.slice(tab + 1), mode: modeOf(mode), sha, size: /^\d+$/.test(size) ? Number(size) : null }
}
