import { createHash } from 'node:crypto'
import { loadSchema } from '../../src/command-line/checklists.ts'
import { extractInProcess } from '../../src/extract/extract-in-process.ts'
import { memoryFactStore } from '../../src/extract/memory-fact-store.ts'
import { indexRepository, type RepositoryFacts, type RepositoryInput } from '../../src/facts/repository-facts.ts'
import { collectFacts } from '../../src/flow/reading/collect-facts.ts'
import type { RepositoryReader } from '../../src/flow/ports/repository-port.ts'
import { submoduleGaps } from '../../src/flow/reading/tree-entries.ts'
import type { TreeEntry } from '../../src/model/repository.ts'

export type MemoryOptions = { readonly project?: string; readonly 'default-branch'?: string; readonly branches?: readonly string[]; readonly name?: string; /** Symbolic links and where they point. */ readonly links?: Readonly<Record<string, string>>; /** Folders that are kept in another repository. */ readonly modules?: readonly string[] }

/** The facts of a repository that is written down in a test: collected and indexed as those of a real one, without git or threads. */
export async function factsOf(files: Readonly<Record<string, string>>, options: MemoryOptions = {}): Promise<RepositoryFacts> {
  return indexRepository(await inputOf(files, options))
}

/** What is collected of a repository that is written down in a test. */
export async function inputOf(files: Readonly<Record<string, string>>, options: MemoryOptions = {}): Promise<RepositoryInput> {
  const collected = await collectFacts(memoryReader(files, options), extractInProcess(), memoryFactStore(), { project: options.project ?? null, capstoneSchema: loadSchema('capstone') })
  if (!collected.ok) throw new Error(collected.reason)
  return collected.input
}

/** A reader of these files, as of a commit on the default branch. */
export function memoryReader(files: Readonly<Record<string, string>>, options: MemoryOptions): RepositoryReader {
  const tree = [
    ...Object.entries(files).map(([path, text]): TreeEntry => ({ path, mode: path.endsWith('.sh') ? 'executable' : 'file', sha: blobSha(text), size: Buffer.byteLength(text) })),
    ...Object.entries(options.links ?? {}).map(([path, to]): TreeEntry => ({ path, mode: 'symlink', sha: blobSha(to), size: Buffer.byteLength(to) })),
    ...(options.modules ?? []).map((path): TreeEntry => ({ path, mode: 'submodule', sha: 'd'.repeat(40), size: null })),
  ]
  const defaultBranch = options['default-branch'] ?? 'main'
  return {
    snapshot: { name: options.name ?? 'student/capstone', url: null, commit: null, takenAt: '2026-01-01T00:00:00Z', defaultBranch, branches: options.branches ?? [defaultBranch], tree, gaps: submoduleGaps(tree) },
    identify: (entries) => Promise.resolve(entries),
    async *read(entries) {
      for (const entry of entries) yield { entry, bytes: Buffer.from(files[entry.path] ?? options.links?.[entry.path] ?? '') }
    },
    close: () => Promise.resolve(),
  }
}

function blobSha(text: string): string {
  return createHash('sha1').update(`blob ${Buffer.byteLength(text)}\0${text}`).digest('hex')
}
