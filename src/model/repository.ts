/** One entry of a commit's tree. `size` is in bytes, null for a submodule or where the tree did not say. */
export type TreeEntry = {
  readonly path: string
  readonly mode: 'file' | 'executable' | 'symlink' | 'submodule'
  readonly sha: string
  readonly size: number | null
}

/** Something that is there and could not be seen: kept apart from what is not there. */
export type Gap = { readonly what: string; readonly path: string; readonly reason: string }

/** A file that was read and does not say what its format asks; `line` is 0 where the whole file is meant, `lenient` says that the readers of most tools do not mind it. */
export type Problem = { readonly path: string; readonly line: number; readonly says: string; readonly lenient?: true }

/** Who says which folder is the project: a person who asks, the student's `.capstone.yml`, or the repository's own shape. */
export type ProjectFrom = 'asked' | '.capstone.yml' | 'found'

/** What is known of one repository at one commit before any file is opened. `commit` is null for a work tree as it lies on disk. */
export type Snapshot = {
  readonly name: string
  /** Its page on GitHub (`https://host/owner/name`), without user or password; null where none is known. */
  readonly url: string | null
  readonly commit: string | null
  readonly takenAt: string
  readonly defaultBranch: string | null
  readonly branches: readonly string[]
  readonly tree: readonly TreeEntry[]
  readonly gaps: readonly Gap[]
}
