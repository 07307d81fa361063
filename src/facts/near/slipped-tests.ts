import { definitionsOf } from '../python/definitions.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'

/** Slips of the one word that pytest goes by. */
const SLIPS: ReadonlySet<string> = new Set(['tets', 'tset', 'tst', 'tes', 'etst', 'teest'])

/** A test that pytest passes over because the word test is misspelt: in the name of its file or of its function; null where there is none. */
export function slippedTestOf(facts: RepositoryFacts): { readonly path: string; readonly line: number; readonly name: string; readonly meant: string } | null {
  for (const { path, facts: read } of facts.files.values()) {
    if (read?.kind !== 'python' || !path.endsWith('.py')) continue
    const name = nameOf(path)
    const isInTests = path.split('/').slice(0, -1).some((folder) => /^tests?$/i.test(folder))
    const renamed = mended(name)
    if (renamed !== null && (isInTests || definitionsOf(read.tree).functions.some(({ node }) => node.name.startsWith('test')))) return { path, line: 1, name, meant: renamed }
    const slipped = isInTests || name.startsWith('test') ? definitionsOf(read.tree).functions.find(({ node }) => mended(node.name) !== null) : undefined
    if (slipped !== undefined) return { path, line: slipped.node.line, name: slipped.node.name, meant: mended(slipped.node.name) ?? '' }
  }
  return null
}

function mended(name: string): string | null {
  const [, word = '', rest = ''] = /^([A-Za-z]+)(_.*)$/.exec(name) ?? []
  return SLIPS.has(word.toLowerCase()) ? `test${rest}` : null
}
