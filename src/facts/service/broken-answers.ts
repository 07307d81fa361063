import { memoiseEach } from '../memoise.ts'
import { importsAtTop, missingModule } from '../python/missing-modules.ts'
import { isLeftOutOnPurpose, leftOutWords } from '../python/left-out.ts'
import { unknownNameIn } from '../python/unknown-names.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Route, RouteHandler } from './route.ts'

/** What keeps a route from answering, where that stands, and what would mend it. */
export type BrokenAnswer = { readonly path: string; readonly line: number; readonly says: string; readonly mend: string }

/**
 * Why a route cannot answer whatever is asked, as far as the file of its handler tells: the handler reads a name that nothing gives a value, or
 * the file imports a module of the project that is not there. Null where neither is so.
 */
export function brokenAnswerOf(facts: RepositoryFacts, { handler }: Route): BrokenAnswer | null {
  if (handler === null) return null
  const { path, tree, node } = handler
  const unknown = node.kind === 'function' ? unknownNameIn(tree, node) : null
  if (unknown !== null) return { path, line: unknown.line, says: `its handler reads ${unknown.name}, and nothing in the file imports or defines it`, mend: `Give ${unknown.name} a value or an import in ${path} (line ${unknown.line})` }
  return brokenImportIn(facts, handler)
}

/** The first import of a file that leads to no module of the project; many routes may stand in one. */
const brokenImportIn = memoiseEach(({ path }: RouteHandler) => path, (facts: RepositoryFacts, { path, tree }): BrokenAnswer | null => {
  const found = importsAtTop(tree).map((one) => ({ line: one.line, missing: missingModule(facts, path, one) })).find(({ missing }) => missing !== null && !isLeftOutOnPurpose(facts, path, missing))
  const missing = found?.missing ?? ''
  return found === undefined ? null : { path, line: found.line, says: `its file imports ${missing}, which is not there${leftOutWords(facts, path, missing)}`, mend: `Bring ${missing} into the repository, or take its import out of ${path} (line ${found.line})` }
})
