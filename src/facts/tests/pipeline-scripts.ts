import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { wordsIn } from '../python/expressions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'
import { conditionIn } from './assertions.ts'
import { startedBy, startedIn, startsProcess } from './started-scripts.ts'
import { isTemplate } from './test-files.ts'
import { filesWithTestsOf } from './test-functions.ts'

const TRIES = /(?:^|[_-])(?:tests?|e2e|smoke|integration|end_to_end|verify)(?:[_-]|$)/i

/** A script that tries the project's pipeline out, by its name, and holds no test function: it starts what the pipeline consists of as processes. */
export type PipelineScript = { readonly path: string; readonly line: number; readonly says: string; readonly asserts: boolean }

/** Every such script, in the order of the tree. */
export function pipelineScripts(facts: RepositoryFacts): readonly PipelineScript[] {
  const graph = moduleGraphOf(facts)
  return modulesOf(facts).filter((module) => (module.role === 'test' || module.role === 'code') && module.path.endsWith('.py') && !isTemplate(module.path)
    && !filesWithTestsOf(facts).has(module.path) && TRIES.test(nameOf(module.path).replace(/\.py$/, '')) && graph.importersOf(module.path).size === 0)
    .flatMap((module) => { const found = startIn(facts, module); return found === null ? [] : [{ path: module.path, ...found }] })
}

/** The first call that starts something of the project, itself or through the file's own helper for commands. A runner of tests is nothing of the pipeline. */
function startIn(facts: RepositoryFacts, { tree }: PythonModule): Omit<PipelineScript, 'path'> | null {
  const calls = callsOf(tree)
  const starters = calls.filter((call) => startsProcess(call.name))
  if (starters.length === 0) return null
  const { statements, functions } = definitionsOf(tree)
  const helpers = new Set(functions.filter(({ node }) => starters.some((call) => call.context.functions.includes(node))).map((one) => one.name))
  for (const call of calls) {
    const words = call.args.flatMap(({ value }) => wordsIn(value))
    if (words.some((word) => /\b(?:pytest|unittest|ruff|flake8|black|pip)\b/.test(word))) continue
    const started = startsProcess(call.name) ? startedBy(facts, call, statements.filter(({ context }) => context.functions.at(-1) === call.context.functions.at(-1))) : helpers.has(call.name) ? startedIn(facts, words) : null
    if (started === null || facts.files.get(started)?.role === 'test') continue
    const assertion = conditionIn(statements)
    return { line: assertion?.line ?? call.line, says: `it starts ${started}${assertion === null ? '' : ' and asserts what comes of it'}`, asserts: assertion !== null }
  }
  return null
}
