import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { edgesFrom } from './activity.ts'
import { codePartsOf, partKey, type CodePart } from './code-parts.ts'
import type { Edge } from './edge.ts'
import type { Start } from './start.ts'
import { callsTraining } from './training-code.ts'

/** From this many programs on, what runs them in turn is a pipeline. */
const SEVERAL = 3

/**
 * Code that runs several programs of the project in turn: the main functions of files that start by themselves too, called for what they do and not for
 * what they answer. What takes data from helpers and trains is a lone script.
 */
export const programsInTurnOf = memoise((facts: RepositoryFacts): readonly Start[] => {
  const parts = codePartsOf(facts)
  return [...parts.values()].flatMap((part): readonly Start[] => {
    if (part.module.role !== 'code' || callsTraining(part) || (part.name !== '' && !parts.has(partKey(part.module.path, '__main__')))) return []
    const lines = bareCallsIn(part)
    const steps = lines.size < SEVERAL ? [] : edgesFrom(facts, part.key).filter((edge) => lines.has(edge.place.line) && isProgram(facts, part, edge))
    if (new Set(steps.map(({ to }) => pathOf(to ?? ''))).size < SEVERAL) return []
    return [{ by: 'person', says: part.definition === null ? `\`${part.module.path}\`` : `\`${part.name}\``, place: { path: part.module.path, line: part.line }, edges: steps }]
  })
})

/** The lines of calls whose answer nobody takes. */
const bareCallsIn = memoise((part: CodePart): ReadonlySet<number> =>
  new Set(part.statements.flatMap(({ statement }) => statement.kind === 'expression' && statement.value.kind === 'call' ? [statement.line] : [])))

/** Whether a call starts what another file starts by itself: its `main`, or what stands under `if __name__ == "__main__"` there. */
function isProgram(facts: RepositoryFacts, { module }: CodePart, { to }: Edge): boolean {
  if (to === null || pathOf(to) === module.path) return false
  const own = partKey(pathOf(to), '__main__')
  return codePartsOf(facts).has(own) && (to === partKey(pathOf(to), 'main') || edgesFrom(facts, own).some((edge) => edge.to === to))
}

function pathOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf('::')))
}
