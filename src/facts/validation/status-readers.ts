import type { Expression, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { lastName, someExpression, wordsIn } from '../python/expressions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { eachExpression } from './callers.ts'
import { acts } from './verdict-flow.ts'

/**
 * Stages that read the verdict of a validation which another stage left: `file` where a status file is read and decides,
 * else the name of the field (`artifact.validation_status`) that an `if` with an end decides on.
 */
export type StatusReader = { readonly field: string | null; readonly path: string; readonly line: number }

const READS = /^(?:open|read_text|load|read|loads|safe_load|read_yaml|load_json|load_yaml|read_json)$/
const FIELD = /valid|passed/i

/** Every such stage in project code, in the order of the tree. */
export const statusReadersOf = memoise((facts: RepositoryFacts): readonly StatusReader[] =>
  projectModulesOf(facts).flatMap(statusReadersIn))

const statusReadersIn = memoise((module: PythonModule): readonly StatusReader[] =>
  definitionsOf(module.tree).functions.flatMap(({ node }): readonly StatusReader[] => {
    const reads = readsStatus(node.body)
    return conditionsIn(node.body).flatMap((statement): readonly StatusReader[] => {
      const tests = statement.branches.flatMap((branch) => branch.test ?? [])
      const place = { path: module.path, line: statement.line }
      const decides = statement.branches.some((branch) => acts(branch.body)) || statement.branches.some((branch) => branch.test === null)
      if (reads && tests.some((test) => wordsIn(test).some((word) => /status|valid/i.test(word)))) return [{ field: null, ...place }]
      return decides ? tests.flatMap(fieldsIn).map((field) => ({ field, ...place })) : []
    })
  }))

function readsStatus(body: readonly Statement[]): boolean {
  let reads = false
  eachExpression(body, (one) => {
    if (one.kind === 'call' && READS.test(lastName(one.callee)) && wordsIn(one).some((word) => /status/i.test(word)) && !wordsIn(one).some((word) => /^[wa]\+?$/.test(word))) reads = true
  })
  return reads
}

/** `artifact.validation_status`, `report["is_valid"]`: fields of something that was made elsewhere. */
function fieldsIn(test: Expression): readonly string[] {
  const fields: string[] = []
  someExpression(test, (one) => {
    if (one.kind === 'attribute' && FIELD.test(one.name) && one.of.kind === 'attribute') fields.push(one.name)
    return false
  })
  return fields
}

function conditionsIn(body: readonly Statement[]): readonly (Statement & { readonly kind: 'if' })[] {
  return body.flatMap((statement) => {
    if (statement.kind === 'if') return [statement, ...statement.branches.flatMap((branch) => conditionsIn(branch.body))]
    return statement.kind === 'with' || statement.kind === 'try' || statement.kind === 'for' ? conditionsIn(statement.body) : []
  })
}
