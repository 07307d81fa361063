import type { Gap, TreeEntry } from '../model/repository.ts'
import { runGit, type GitPlace } from './git.ts'

export type Listing = { readonly ok: true; readonly tree: readonly TreeEntry[]; readonly gaps: readonly Gap[] } | { readonly ok: false; readonly reason: string; readonly hint: string }

/** More entries than any repository that can be judged holds. */
const MOST_ENTRIES = 500_000

/** Deeper than any project's folders: such a path costs more to look at than it can say. */
const DEEPEST = 64

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

/** Leaves out what is nested deeper than 64 folders, as one gap for the first of it. */
export function withoutDeepest(tree: readonly TreeEntry[]): { readonly tree: readonly TreeEntry[]; readonly gaps: readonly Gap[] } {
  const isDeep = ({ path }: TreeEntry): boolean => {
    let slashes = 0
    for (let at = path.indexOf('/'); at >= 0 && slashes <= DEEPEST; at = path.indexOf('/', at + 1)) slashes += 1
    return slashes > DEEPEST
  }
  const first = tree.find(isDeep)
  if (first === undefined) return { tree, gaps: [] }
  return { tree: tree.filter((entry) => !isDeep(entry)), gaps: [{ what: 'folder', path: first.path.slice(0, 200), reason: `nested deeper than ${DEEPEST} folders` }] }
}

function parseTree(output: Buffer): readonly TreeEntry[] {
  return output.toString('utf8').split('\0').flatMap((line) => {
    const tab = line.indexOf('\t')
    const [mode = '', , sha = '', size = ''] = line.slice(0, tab).split(/ +/)
    return tab < 0 ? [] : [{ path: line.slice(tab + 1), mode: modeOf(mode), sha, size: /^\d+$/.test(size) ? Number(size) : null }]
  })
}

/** The kind of an entry by git's octal mode. */
export function modeOf(mode: string): TreeEntry['mode'] {
  if (mode === '120000') return 'symlink'
  if (mode === '160000') return 'submodule'
  return mode === '100755' ? 'executable' : 'file'
}
