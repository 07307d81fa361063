import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf, type FunctionDefinition } from '../python/definitions.ts'
import { partsOfFunction } from '../python/function-parts.ts'
import { projectModulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { followName } from './follow-name.ts'

/** A function of the project that writes messages to a log by its own means, and how often other files call it. */
export type OwnLogWriter = { readonly path: string; readonly line: number; readonly name: string; readonly calls: number }

const NAME = /^_?(?:log|logger|logging|log_?(?:message|msg|text|line|info|warning|error|entry|to_file)|write_?(?:to_?)?logs?|append_?logs?|add_?log|setup_?(?:logging|logger))$/i

/** Functions that are called like loggers, write what they are given to a file, and are called from other files. A helper that only prints is none. */
export const ownLogWritersOf = memoise((facts: RepositoryFacts): readonly OwnLogWriter[] => projectModulesOf(facts).flatMap(({ path, tree }) =>
  definitionsOf(tree).functions.filter((one) => one.owner === null && one.context.functions.length === 0 && NAME.test(one.name) && one.node.parameters.length > 0 && writes(tree, one)).flatMap((one) => {
    const calls = projectModulesOf(facts).filter((module) => module.path !== path).flatMap((module) => callsOf(module.tree).filter((call) => {
      if (call.method !== one.name && !isName(call.callee)) return false
      const there = followName(facts, module.path, call.name)
      return there.kind === 'project' && there.path === path && there.name === one.name
    })).length
    return calls === 0 ? [] : [{ path, line: one.node.line, name: one.name, calls }]
  })))

function isName(callee: Expression): boolean {
  return callee.kind === 'name'
}

function writes(tree: PythonTree, { node }: FunctionDefinition): boolean {
  return partsOfFunction(tree, node).calls.some(({ method }) => method === 'write' || method === 'writelines' || method === 'upload_from_string')
}
