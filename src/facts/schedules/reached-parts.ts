import { groupedBy } from '../grouped.ts'
import { memoise, memoiseEach } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { edgesFrom } from './activity.ts'
import { codePartsOf, type CodePart } from './code-parts.ts'
import type { Edge } from './edge.ts'

/** Nobody writes a project whose one command leads to more of its parts. */
const MOST = 3_000

/** The keys of everything that some edges lead to, over any number of steps: parts of the code, DAGs, workflows; at most 3,000. */
export function partsReached(facts: RepositoryFacts, from: readonly Edge[]): ReadonlySet<string> {
  return reachedFrom(facts, [...new Set(from.flatMap(({ to }) => to ?? []))].sort())
}

/** Many commands and starts lead to the same parts: each set of them is followed once. */
const reachedFrom = memoiseEach((starts: readonly string[]) => starts.join('\n'), (facts: RepositoryFacts, starts): ReadonlySet<string> => {
  const reached = new Set<string>()
  const queue = [...starts]
  for (let at = 0; at < queue.length && reached.size < MOST; at += 1) {
    const key = queue[at] ?? ''
    if (reached.has(key)) continue
    reached.add(key)
    for (const { to } of edgesFrom(facts, key)) if (to !== null && !reached.has(to)) queue.push(to)
  }
  return reached
})

/** The part of the code that a line belongs to; null outside of Python that is read as parts. */
export function partAt(facts: RepositoryFacts, path: string, line: number): CodePart | null {
  const parts = partsByPath(facts).get(path) ?? []
  const inside = parts.filter(({ definition }) => definition !== null && definition.node.line <= line && line <= definition.node.endLine)
  return inside.at(-1) ?? parts.find((part) => part.definition === null && part.statements.some(({ statement }) => statement.line === line)) ?? parts.find((part) => part.definition === null) ?? null
}

const partsByPath = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly CodePart[]> => groupedBy([...codePartsOf(facts).values()], ({ module }) => module.path))
