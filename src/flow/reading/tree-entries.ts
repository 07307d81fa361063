import type { Gap, TreeEntry } from '../../model/repository.ts'

/** More entries than any repository that can be judged holds. */
export const MOST_ENTRIES = 500_000

/** Deeper than any project's folders: such a path costs more to look at than it can say. */
const DEEPEST = 64

/** The kind of an entry by git's octal mode. */
export function modeOf(mode: string): TreeEntry['mode'] {
  if (mode === '120000') return 'symlink'
  if (mode === '160000') return 'submodule'
  return mode === '100755' ? 'executable' : 'file'
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

/** A gap for each submodule of a tree: its files are there and cannot be seen. */
export function submoduleGaps(tree: readonly TreeEntry[]): readonly Gap[] {
  return tree.flatMap((entry) => entry.mode === 'submodule' ? [{ what: 'submodule', path: entry.path, reason: 'its files are kept in another repository' }] : [])
}
