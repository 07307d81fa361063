import { isInBundle } from '../../evidence/committed-files.ts'
import { EXTRACTORS } from '../../facts/extractors.ts'
import { factKey } from '../../facts/fact-key.ts'
import type { Extracted, Extractor } from '../../facts/file-facts.ts'
import { classifyPaths } from '../../facts/paths/classify-paths.ts'
import { isInProject } from '../../facts/paths/project.ts'
import { FOREIGN_ROLES, type Role } from '../../facts/paths/role.ts'
import type { RepositoryInput } from '../../facts/repository-facts.ts'
import { CAPSTONE_FILE } from '../../model/capstone-file.ts'
import type { Gap, Problem, TreeEntry } from '../../model/repository.ts'
import type { ExtractPort, FactStore, RepositoryReader } from '../ports/repository-port.ts'
import { pointedProject, readCapstone } from './read-capstone.ts'
import { MORE_THAN_READ, MOST_BYTES, readMissing, type Wanted } from './read-missing.ts'

export type CollectOptions = {
  /** The capstone's folder, if a person named it; null to find it. */
  readonly project: string | null
  /** checklists/capstone.schema.json: what a student's own file may say. */
  readonly capstoneSchema: object
  /** Called as files are read, with how many of how many: the same content counts once, and what is in the store not at all. */
  readonly onProgress?: (done: number, all: number) => void
  readonly extractors?: readonly Extractor[]
}

export type Collected = { readonly ok: true; readonly input: RepositoryInput } | { readonly ok: false; readonly reason: string; readonly hint: string }

/** More files than any project has of its own; what lies beyond is a gap each. */
const MOST_FILES = 10_000
/** Larger files are not opened only to learn their SHA. */
const LARGEST_IDENTIFIED = 1024 * 1024
/** What is read first, so that a repository beyond the limits loses the least. */
const READING_ORDER: readonly Role[] = ['workflow', 'test', 'code', 'config', 'docs', 'migration', 'notebook', 'other']

/**
 * Reads what a repository's files say: chooses the entries that an extractor reads, takes known facts from the store by blob SHA, and extracts the others.
 * Nothing of environments, vendored packages, generated files and data is opened. A file that could not be read is a gap, never absent.
 */
export async function collectFacts(reader: RepositoryReader, extract: ExtractPort, store: FactStore, options: CollectOptions): Promise<Collected> {
  const { snapshot } = reader
  const extractors = options.extractors ?? EXTRACTORS
  const capstone = await readCapstone(reader, options.capstoneSchema)
  const chosen = pointedProject(snapshot.tree, options.project, capstone.file)
  if (!chosen.ok) return chosen
  const { project } = chosen
  const listed = classifyPaths(snapshot.tree)
  const isOwnBy = (role: (path: string) => Role) => (entry: TreeEntry): boolean => isInScope(entry.path, project) && !FOREIGN_ROLES.has(role(entry.path))
  const listedRole = (path: string): Role => listed.get(path) ?? 'other'
  const tree = await identified(reader, isOwnBy(listedRole), listedRole)
  // What a file is may rest on its size.
  const roles = snapshot.tree.some(({ size }, index) => size !== tree[index]?.size) ? classifyPaths(tree) : listed
  const roleOf = (path: string): Role => roles.get(path) ?? 'other'
  const isOwn = isOwnBy(roleOf)
  const candidates = tree.flatMap((entry) => {
    // What a student says of the capstone is no evidence of it; what a bundle says is a claim, and read apart.
    const extractor = isOwn(entry) && isFile(entry) && entry.path !== CAPSTONE_FILE && !isInBundle(entry.path) && roleOf(entry.path) !== 'data' ? extractors.find((one) => one.reads(entry.path)) : undefined
    return extractor === undefined ? [] : [{ entry, key: factKey(extractor, entry.sha === '' ? `unread:${entry.path}` : entry.sha, entry.path) }]
  })
  const { wanted, gaps: beyond } = withinLimits(candidates, roleOf)
  const known = await store.get([...new Set(wanted.map(({ key }) => key))])
  const read = await readMissing(reader, extract, store, wanted.filter(({ key }) => !known.has(key)), options.onProgress ?? (() => null))
  const factsOf = new Map<string, Extracted>()
  const problems: Problem[] = [...capstone.problems, ...chosen.problems]
  const gaps: Gap[] = [...snapshot.gaps, ...capstone.gaps, ...beyond]
  for (const { entry, key } of wanted) {
    const extracted = known.get(key) ?? read.get(key)
    if (extracted === undefined) continue
    if ('gap' in extracted) {
      gaps.push({ ...extracted.gap, path: entry.path })
      continue
    }
    factsOf.set(entry.path, extracted)
    // The same blob may be known from another path.
    problems.push(...extracted.problems.map((problem) => ({ ...problem, path: entry.path })))
  }
  const files = tree.filter((entry) => isInScope(entry.path, project)).map(({ path, sha, size, mode }) => ({
    path, role: roleOf(path), sha, size, mode, facts: factsOf.get(path)?.facts ?? null,
  }))
  return { ok: true, input: { snapshot: { ...snapshot, tree, gaps }, project, projectFrom: chosen.from, capstone: capstone.file, files, gaps, problems } }
}

/** The project's own files, and what rules it from the repository's root: GitHub's folder and the files directly there. */
function isInScope(path: string, project: string): boolean {
  return isInProject(path, project) || path.startsWith('.github/') || !path.includes('/')
}

function isFile(entry: TreeEntry): boolean {
  return entry.mode === 'file' || entry.mode === 'executable'
}

async function identified(reader: RepositoryReader, isOwn: (entry: TreeEntry) => boolean, roleOf: (path: string) => Role): Promise<readonly TreeEntry[]> {
  const { tree } = reader.snapshot
  const unmeasured = tree.filter((entry) => entry.size === null && entry.sha !== '' && isFile(entry) && roleOf(entry.path) !== 'data' && isOwn(entry))
  const unknown = [
    ...tree.filter((entry) => entry.sha === '' && entry.mode !== 'submodule' && isOwn(entry) && (entry.size ?? 0) <= LARGEST_IDENTIFIED),
    ...inReadingOrder(unmeasured, ({ path }) => roleOf(path)).slice(0, MOST_FILES),
  ]
  const byPath = new Map((await reader.identify(unknown)).map((entry) => [entry.path, entry]))
  return tree.map((entry) => byPath.get(entry.path) ?? entry)
}

function inReadingOrder<Item>(items: readonly Item[], roleOf: (item: Item) => Role): readonly Item[] {
  const order = (item: Item): number => READING_ORDER.indexOf(roleOf(item))
  return items.toSorted((left, right) => order(left) - order(right))
}

function withinLimits(candidates: readonly Wanted[], roleOf: (path: string) => Role): { readonly wanted: readonly Wanted[]; readonly gaps: readonly Gap[] } {
  const wanted: Wanted[] = []
  const gaps: Gap[] = []
  let bytes = 0
  for (const one of inReadingOrder(candidates, ({ entry }) => roleOf(entry.path))) {
    bytes += one.entry.size ?? 0
    if (wanted.length < MOST_FILES && bytes <= MOST_BYTES) wanted.push(one)
    else gaps.push({ what: 'file', path: one.entry.path, reason: MORE_THAN_READ })
  }
  return { wanted, gaps }
}
