import type { DockerfileTree } from '../../parse/dockerfile/tree.ts'
import { globMatcher } from '../../parse/glob.ts'
import { memoise } from '../memoise.ts'
import { fileAt, normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { dockerIgnores, isGitIgnored } from '../settings/ignore-rules.ts'
import type { LeftOut, MissingSource } from './missing-source.ts'
import { missingLists } from './package-lists.ts'

/**
 * What a Dockerfile copies out of its build context and is not there. The context is a folder from the repository's root.
 * `made` says of a path from the root that something before the build may have made or fetched it.
 */
export function missingSources(facts: RepositoryFacts, path: string, tree: DockerfileTree, context: string, made: (path: string) => boolean): readonly MissingSource[] {
  const ignored = ignoredIn(facts, path, context)
  const copied = tree.stages.flatMap((stage) => stage.copies).filter((copy) => copy.from === null).flatMap(({ sources, line }): readonly MissingSource[] => {
    const local = sources.filter((source) => !/[$`]|:\/\/|^git@/.test(source))
    const globs = local.filter((source) => /[*?[]/.test(source))
    const plain = local.filter((source) => !globs.includes(source))
    const unmatched = plain.length === 0 && globs.length === local.length && globs.length === sources.length && globs.length > 0 && !globs.some((glob) => matches(facts, context, glob)) ? globs.slice(0, 1) : []
    return [
      ...plain.flatMap((source) => { const absent = absence(facts, context, source, ignored, made); return absent === null ? [] : [{ source, line, ...absent, use: 'copies' as const }] }),
      ...unmatched.filter((glob) => !made(normalPath(`${context}/${glob}`))).map((source) => ({ source, line, reason: 'nothing matches it', use: 'copies' as const, leftOut: null })),
    ]
  })
  return [...copied, ...missingLists(facts, tree, context, made)]
}

/** A source as Docker reads it: from the context's root, with every `../` that leads out of it taken off. */
function withinContext(source: string): string {
  return normalPath(source).replace(/^(?:\.\.\/)+/, '').replace(/^\.\.$/, '.').replace(/^\/+/, '')
}

function absence(facts: RepositoryFacts, context: string, source: string, ignored: Ignored, made: (path: string) => boolean): { readonly reason: string; readonly leftOut: LeftOut | null } | null {
  const inside = withinContext(source)
  if (inside === '.') return null
  const full = normalPath(`${context}/${inside}`)
  if (facts.paths.has(full)) {
    const isLeftOut = ignored.accepts(inside) && ![...filesBelow(facts, full)].some((path) => !ignored.accepts(context === '.' ? path : path.slice(context.length + 1)))
    return isLeftOut ? { reason: `${ignored.by} leaves it out`, leftOut: { by: 'docker', path: ignored.by } } : null
  }
  if (made(full) || linksOf(facts).some((link) => full.startsWith(link))) return null
  return isGitIgnored(facts, full) ? { reason: '.gitignore keeps it out of the repository', leftOut: { by: 'git' } } : { reason: 'it is not in the repository', leftOut: null }
}

/** Folders whose content the tree does not show: submodules and links. */
const linksOf = memoise((facts: RepositoryFacts): readonly string[] => facts.snapshot.tree.filter((entry) => entry.mode === 'submodule' || entry.mode === 'symlink').map((entry) => `${entry.path}/`))

function* filesBelow(facts: RepositoryFacts, folder: string): Iterable<string> {
  for (const { path } of facts.snapshot.tree) if (path === folder || path.startsWith(`${folder}/`)) yield path
}

function matches(facts: RepositoryFacts, context: string, glob: string): boolean {
  const accepts = globMatcher(normalPath(`${context}/${withinContext(glob)}`))
  for (const path of facts.paths) if (accepts(path)) return true
  return false
}

/** What the ignore file at `by` leaves out of a build, by paths from its context's root. */
type Ignored = { readonly by: string; readonly accepts: (path: string) => boolean }

/** The ignore rules of a build: the file beside the Dockerfile that is named after it, else `.dockerignore` of the context. */
function ignoredIn(facts: RepositoryFacts, path: string, context: string): Ignored {
  const own = `${path}.dockerignore`
  const by = fileAt(facts, own) === null ? normalPath(`${context}/.dockerignore`) : own
  const read = fileAt(facts, by)?.facts
  return { by, accepts: read?.kind === 'lines' ? dockerIgnores(read.entries) : () => false }
}
