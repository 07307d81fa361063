import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, walkExpression } from '../python/expressions.ts'
import { projectModulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** A setting of Airflow that mails when a task fails or is retried. */
export type FailureMail = { readonly path: string; readonly line: number }

/** The places that set `email_on_failure` or `email_on_retry` to True, in `default_args` or at an operator. */
export const failureMailsOf = memoise((facts: RepositoryFacts): readonly FailureMail[] =>
  projectModulesOf(facts).filter((module) => definitionsOf(module.tree).imports.some((one) => one.module.split('.')[0] === 'airflow')).flatMap((module) => {
    const found: FailureMail[] = []
    for (const { statement } of definitionsOf(module.tree).statements) {
      for (const expression of expressionsIn(statement)) {
        walkExpression(expression, (one) => {
          const pairs = one.kind === 'dict' ? one.entries.map(({ key, value }) => ({ name: key?.kind === 'string' ? key.text : '', value })) : one.kind === 'call' ? one.args : []
          for (const { name, value } of pairs) {
            if ((name === 'email_on_failure' || name === 'email_on_retry') && value.kind === 'constant' && value.value === true) found.push({ path: module.path, line: value.line })
          }
        })
      }
    }
    return found
  }))
