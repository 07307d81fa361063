import type { Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, lastName, walkExpression } from '../python/expressions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { PlacedStatement } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { isExitCall } from './endings.ts'
import { DECIDES, isTelling } from './verdict-fields.ts'

/** A statement that asks for a field, with where it stands. */
export type FieldUse = PlacedStatement & { readonly module: PythonModule }

/** Calls that look a key up. */
const ASKS = /^(?:get|pop|xcom_pull|getattr)$/

/** The conditions, assertions, assignments, returns and exits of project code that ask for a field or key, by its name; and those that ask a name which says that it is a decision. */
export const fieldUsesOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly FieldUse[]> => {
  const uses = new Map<string, FieldUse[]>()
  for (const module of projectModulesOf(facts)) {
    for (const { statement, context } of definitionsOf(module.tree).statements) {
      if (!asks(statement)) continue
      for (const word of wordsOf(statement)) {
        const known = uses.get(word)
        if (known === undefined) uses.set(word, [{ module, statement, context }])
        else known.push({ module, statement, context })
      }
    }
  }
  return uses
})

/** Statements that can act on a field; of plain calls only those that end the run. */
function asks(statement: Statement): boolean {
  return /^(?:if|assert|assign|return|raise)$/.test(statement.kind) || (statement.kind === 'expression' && isExitCall(statement.value))
}

function wordsOf(statement: Statement): ReadonlySet<string> {
  const words = new Set<string>()
  const add = (word: string): void => { if (word.length < 60 && isTelling(word)) words.add(word) }
  for (const expression of statement.kind === 'assign' ? statement.value === null ? [] : [statement.value] : expressionsIn(statement)) {
    walkExpression(expression, (one) => {
      if (one.kind === 'attribute') add(one.name)
      else if (one.kind === 'name' && DECIDES.test(one.id)) add(one.id)
      else if (one.kind === 'subscript') { for (const index of one.index) if (index.kind === 'string') add(index.text) } else if (one.kind === 'call' && ASKS.test(lastName(one.callee))) { for (const { value } of one.args) if (value.kind === 'string') add(value.text) }
    })
  }
  return words
}
