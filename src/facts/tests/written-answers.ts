import type { Expression, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { expressionsIn, walkExpression } from '../python/expressions.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { codePartsOf } from '../schedules/code-parts.ts'
import { handlersOf } from '../schedules/request-handlers.ts'

const ASKS_MODEL = /predict|infer|score|classif|recommend|forecast|transcribe|generate|invoke|forward/i

/** Whether a test expects a number that the service's code writes into its answer under the same key (`{"minutes": 12.5}` in a handler that asks no model): that is no prediction. */
export function expectsWrittenAnswer(facts: RepositoryFacts, statements: readonly Statement[]): boolean {
  const written = writtenOf(facts)
  return written.size > 0 && statements.some((statement) => expressionsIn(statement).some((one) => [...entriesIn(one), ...comparisonsIn(one)].some((entry) => written.has(entry))))
}

const writtenOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => {
  const parts = codePartsOf(facts)
  return new Set(handlersOf(facts).flatMap(({ key }) => {
    const part = parts.get(key)
    if (part === undefined || part.calls.some((call) => ASKS_MODEL.test(call.method))) return []
    return part.statements.flatMap(({ statement }) => expressionsIn(statement).flatMap(entriesIn))
  }))
})

/** Entries of dicts that hold a fraction; whole numbers are classes, counts and codes. */
function entriesIn(expression: Expression): readonly string[] {
  const found: string[] = []
  walkExpression(expression, (one) => {
    if (one.kind === 'dict') for (const { key, value } of one.entries) if (key?.kind === 'string' && isFraction(value)) found.push(`${key.text} ${value.value}`)
  })
  return found
}

/** `answer["minutes"] == 12.5`, `abs(answer["minutes"] - 12.5)`. */
function comparisonsIn(expression: Expression): readonly string[] {
  const found: string[] = []
  walkExpression(expression, (one) => {
    const sides = one.kind === 'compare' ? one.operands : one.kind === 'binary' && one.operator === '-' ? [one.left, one.right] : []
    for (const side of sides) {
      const key = side.kind === 'subscript' && side.index[0]?.kind === 'string' ? side.index[0].text : null
      if (key !== null) for (const other of sides) if (isFraction(other)) found.push(`${key} ${other.value}`)
    }
  })
  return found
}

function isFraction(expression: Expression): expression is Expression & { readonly kind: 'number' } {
  return expression.kind === 'number' && !Number.isInteger(expression.value)
}
