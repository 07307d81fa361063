import { fileEvidence, type RepositoryFacts, type RepositoryFile } from '../facts/repository-facts.ts'
import { nameOf } from '../facts/settings/settings.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { ownFiles } from './frame/own-files.ts'
import { pathMatcher } from './frame/path-matcher.ts'
import { sightingOf } from './frame/sightings.ts'

/** A file of the project's own, with something in it. */
export const file: ConditionCheck<'file'> = {
  kind: 'file',
  revision: 1,
  describe: ({ glob }) => `a file \`${glob}\``,
  next: ({ glob }) => `Add a file \`${glob}\` with what the item asks for in it.`,
  // The tree names every file, read or not.
  mayStandIn: () => false,
  look: ({ glob }, facts) => {
    const accepts = pathMatcher(glob, facts)
    const files = ownFiles(facts)
    const matching = files.filter(({ path }) => accepts(path))
    const found = matching.filter((one) => !isBlank(one)).map(({ path }) => ({ place: fileEvidence(facts, path, 1, 'the file is there'), why: null }))
    const [blank] = matching
    if (blank !== undefined) return sightingOf(found, fileEvidence(facts, blank.path, 1, 'the file is there and says nothing'))
    return sightingOf(found, nearest(facts, glob, files))
  },
}

/** An empty file, and one with nothing but comments or blank lines, is no evidence. */
function isBlank({ size, facts }: RepositoryFile): boolean {
  if (size === 0) return true
  switch (facts?.kind) {
    case 'python': return facts.tree.codeLines === 0
    case 'document': return facts.tree.blocks.length === 0
    case 'yaml': return facts.documents.every(({ value }) => value === null)
    default: return false
  }
}

/** A file of the same name in another folder or another case. */
function nearest(facts: RepositoryFacts, glob: string, files: readonly RepositoryFile[]): ReturnType<typeof fileEvidence> | null {
  const name = nameOf(glob).toLowerCase()
  const other = name.includes('*') ? undefined : files.find(({ path }) => nameOf(path).toLowerCase() === name)
  return other === undefined ? null : fileEvidence(facts, other.path, 1, 'a file of nearly that name')
}
