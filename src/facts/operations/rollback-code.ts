import type { Statement } from '../../parse/python/tree.ts'
import type { Place } from '../commands/command.ts'
import { isOfDatabase } from '../commands/rollback-commands.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, wordsIn } from '../python/expressions.ts'
import { projectModulesOf } from '../python/modules.ts'
import { walk, walkBody } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** A place that brings an earlier version back (`procedure`), or that only speaks of it or leaves it to the platform. `flaw` says why a procedure cannot be followed. */
export type Rollback = Place & { readonly says: string; readonly from: 'document' | 'workflow' | 'task' | 'code' | 'settings'; readonly procedure: boolean; readonly flaw: string | null }

const NAMED = /^_*(?:\w+_)?(?:roll_?back|revert_(?:to|model|deploy)|restore_(?:previous|last|prior|production))/i
const SERVED = /model|version|alias|stage|deploy|image|revision|release|endpoint|registry|champion|production|task_definition/i

/**
 * Functions of the project that bring an earlier version back. In a script that is named after it and can be started they are a command to run
 * (as is such a script without functions); anywhere else a person still has to find out how. A database's own rollback is none.
 */
export function rollbackCodeOf(facts: RepositoryFacts): readonly Rollback[] {
  return projectModulesOf(facts).flatMap(({ path, tree }): readonly Rollback[] => {
    const file = path.replace(/^.*\//, '').replace(/\.py$/, '')
    const isScript = /(?:^|_)(?:roll_?back|revert|restore_previous)(?:_|$)/i.test(file) && !isOfDatabase(file.replaceAll('_', ' ')) && canBeStarted(tree)
    const [definition] = definitionsOf(tree).functions.filter(({ name, node }) => (isScript ? !name.startsWith('_') : NAMED.test(name)) && !isOfDatabase(name.replaceAll('_', ' ')) && actsOnWhatIsServed(name, node.body))
    if (definition !== undefined) return [{ path, line: definition.node.line, says: `${definition.qualified}() in ${path}`, from: 'code', procedure: isScript, flaw: null }]
    return isScript && actsOnWhatIsServed('', tree.body) ? [{ path, line: 1, says: `the script ${path}`, from: 'code', procedure: true, flaw: null }] : []
  })
}

/** Whether its body does more than call a session's own `rollback`: it calls something, and speaks of models, versions or deployments. */
function actsOnWhatIsServed(name: string, body: readonly Statement[]): boolean {
  const words: string[] = []
  let calls = false
  walkBody(body, (statement) => {
    for (const expression of expressionsIn(statement)) {
      const inside = wordsIn(expression)
      words.push(...inside)
      calls ||= inside.some((word) => !/^(?:print|log\w*|info|warning|error|debug|rollback|session|self|str|format)$/.test(word)) && statement.kind !== 'raise'
    }
  })
  return calls && (SERVED.test(name) || words.some((word) => SERVED.test(word)))
}

function canBeStarted(tree: Parameters<typeof walk>[0]): boolean {
  let starts = false
  walk(tree, (statement, context) => {
    const isTop = context.functions.length === 0 && context.classes.length === 0
    starts ||= context.main || (isTop && statement.kind === 'expression' && statement.value.kind === 'call' && statement.line > 1)
  })
  return starts
}
