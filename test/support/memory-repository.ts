import { createHash } from 'node:crypto'
import { EXTRACTORS } from '../../src/facts/extractors.ts'
import { classifyPaths } from '../../src/facts/paths/classify-paths.ts'
import { chooseProject, isInProject } from '../../src/facts/paths/project.ts'
import { FOREIGN_ROLES } from '../../src/facts/paths/role.ts'
import { indexRepository, type RepositoryFacts } from '../../src/facts/repository-facts.ts'
import type { Problem, TreeEntry } from '../../src/model/repository.ts'

export type MemoryOptions = { readonly project?: string; readonly 'default-branch'?: string; readonly branches?: readonly string[]; readonly name?: string }

/** The facts of a repository that is written down in a test: the same extractors and index as for a real one, without git or threads. */
export async function factsOf(files: Readonly<Record<string, string>>, options: MemoryOptions = {}): Promise<RepositoryFacts> {
  const tree = Object.entries(files).map(([path, text]): TreeEntry => ({ path, mode: path.endsWith('.sh') ? 'executable' : 'file', sha: blobSha(text), size: Buffer.byteLength(text) }))
  const chosen = chooseProject(tree, options.project ?? null)
  if (!chosen.ok) throw new Error(chosen.reason)
  const roles = classifyPaths(tree)
  const problems: Problem[] = []
  const read = tree.map((entry) => {
    const role = roles.get(entry.path) ?? 'other'
    const extractor = FOREIGN_ROLES.has(role) ? undefined : EXTRACTORS.find((candidate) => candidate.reads(entry.path))
    const extracted = extractor?.extract(files[entry.path] ?? '', entry.path)
    problems.push(...extracted?.problems ?? [])
    return { ...entry, role, facts: extracted?.facts ?? null }
  })
  const defaultBranch = options['default-branch'] ?? 'main'
  return indexRepository({
    snapshot: { name: options.name ?? 'student/capstone', commit: null, takenAt: '2026-01-01T00:00:00Z', defaultBranch, branches: options.branches ?? [defaultBranch], tree, gaps: [] },
    project: chosen.project,
    files: read.filter((file) => isInProject(file.path, chosen.project) || file.role === 'workflow'),
    gaps: [], problems,
  })
}

function blobSha(text: string): string {
  return createHash('sha1').update(`blob ${Buffer.byteLength(text)}\0${text}`).digest('hex')
}
