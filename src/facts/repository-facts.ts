import type { CapstoneFile } from '../model/capstone-file.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Gap, Problem, ProjectFrom, Snapshot, TreeEntry } from '../model/repository.ts'
import type { FileFacts } from './file-facts.ts'
import { foldersAbove } from './paths/folders.ts'
import type { Role } from './paths/role.ts'
import { copiedPackagesIn } from './python/copied-packages.ts'
import { withOriginalNames } from './python/original-names.ts'

/** One file of the project (or of the repository's root, where it rules the whole); `facts` is null where no extractor reads it. */
export type RepositoryFile = {
  readonly path: string
  readonly role: Role
  readonly sha: string
  readonly size: number | null
  readonly mode: TreeEntry['mode']
  readonly facts: FileFacts | null
}

/** What collecting gives: everything read, before it is joined. `project` is a folder without a slash at its end, `.` for the whole repository; `capstone` is what the student's own file says, null where there is none. */
export type RepositoryInput = {
  readonly snapshot: Snapshot
  readonly project: string
  readonly projectFrom: ProjectFrom
  readonly capstone: CapstoneFile | null
  readonly files: readonly RepositoryFile[]
  readonly gaps: readonly Gap[]
  readonly problems: readonly Problem[]
}

/**
 * What the files of one repository say at one commit; every check judges this.
 * Views that join several files are functions over it, kept by `memoise`: `pythonOf(facts)`, `ciOf(facts)`.
 */
export type RepositoryFacts = Omit<RepositoryInput, 'files'> & {
  /** By path from the repository's root, in the order of the tree. */
  readonly files: ReadonlyMap<string, RepositoryFile>
  /** Every path of the tree and every folder above one, also outside the project. */
  readonly paths: ReadonlySet<string>
}

/** Joins what was collected; what lies in a copy of an installed package is set aside as vendored, with its gaps and problems, and imports of it are imports of the package. Pure. */
export function indexRepository(collected: RepositoryInput): RepositoryFacts {
  const input = withoutCopies(collected)
  const paths = new Set<string>(['.'])
  for (const { path } of input.snapshot.tree) {
    paths.add(path)
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      const folder = path.slice(0, cut)
      if (paths.has(folder)) break
      paths.add(folder)
    }
  }
  return { ...input, files: new Map(input.files.map((file) => [file.path, file])), paths }
}

function withoutCopies(input: RepositoryInput): RepositoryInput {
  const copies = copiedPackagesIn(input.files)
  if (copies.size === 0) return input
  const isOutside = ({ path }: { readonly path: string }): boolean => !foldersAbove(path).some((folder) => copies.has(folder))
  const files = input.files.map((file): RepositoryFile => {
    if (!isOutside(file)) return { ...file, role: 'vendored', facts: null }
    const { facts } = file
    return facts?.kind === 'python' || facts?.kind === 'notebook' ? { ...file, facts: { ...facts, tree: withOriginalNames(facts.tree, copies) } } : file
  })
  return { ...input, files, gaps: input.gaps.filter(isOutside), problems: input.problems.filter(isOutside) }
}

/** The files of the given roles, in the order of the tree. */
export function filesOfRole(facts: RepositoryFacts, ...roles: readonly Role[]): readonly RepositoryFile[] {
  return [...facts.files.values()].filter((file) => roles.includes(file.role))
}

/** The file at a path from the repository's root (`./` and `//` are understood), or null. */
export function fileAt(facts: RepositoryFacts, path: string): RepositoryFile | null {
  return facts.files.get(path) ?? facts.files.get(normalPath(path)) ?? null
}

/** Whether a file or folder is at this path from the repository's root. */
export function pathExists(facts: RepositoryFacts, path: string): boolean {
  return facts.paths.has(normalPath(path))
}

/** The paths of the tree that a test accepts, for a path filter or a glob (`globMatcher` in parse/glob.ts). */
export function pathsMatching(facts: RepositoryFacts, accepts: (path: string) => boolean): readonly string[] {
  return facts.snapshot.tree.map((entry) => entry.path).filter(accepts)
}

/** A line of a file as evidence: what it says is put on one line (a shell's continuation too), without a template's blanks, and cut at 200 characters. */
export function fileEvidence(facts: RepositoryFacts, path: string, line: number, says: string): FileEvidence {
  const oneLine = says.slice(0, 1000).replace(/\\\r?\n/g, ' ').replace(/\s+/g, ' ').replace(/_{6,}/g, '…').trim()
  return {
    kind: 'file', path, line, blob: (facts.files.get(path) ?? facts.snapshot.tree.find((entry) => entry.path === path))?.sha ?? '',
    says: oneLine.length > 200 ? `${oneLine.slice(0, 199)}…` : oneLine,
  }
}

/** A path without `.` and empty parts, with `..` resolved; `.` for the root. One that climbs out of the root keeps its `..`. */
export function normalPath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.length === 0 ? '.' : parts.join('/')
}
