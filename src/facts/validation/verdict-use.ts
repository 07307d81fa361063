import type { Expression, FunctionStatement, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { someExpression, wordsIn } from '../python/expressions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { callersOf, eachExpression } from './callers.ts'
import { isReached } from './reached.ts'

const HOPS = 3

/** Where the verdict of a call ends the run, or keeps bad data out, when it is bad; null where nothing acts on it. */
export type VerdictUse = { readonly path: string; readonly line: number }

/** Follows what a call returns: into an `if` that raises, exits, returns or skips, an `assert`, or out of its function to the callers. */
export function useOfVerdict(facts: RepositoryFacts, module: PythonModule, call: Call, hops = HOPS): VerdictUse | null {
  const inner = call.context.functions.at(-1) ?? null
  const body = inner === null ? module.tree.body : inner.body
  const found = usedIn(body, call)
  if (found.line !== null) return isReached(facts, module, inner) ? { path: module.path, line: found.line } : null
  if (!found.handsOn || inner === null || hops === 0) return null
  return useOfResult(facts, inner, hops - 1)
}

/** The same for what a function returns to the callers of project code; the first that acts. */
export function useOfResult(facts: RepositoryFacts, node: FunctionStatement, hops = HOPS): VerdictUse | null {
  for (const caller of callersOf(facts, node)) {
    if (caller.handedOn) {
      // A branch of an orchestrator acts on the verdict by itself.
      if (/(?:Branch\w*|ShortCircuit)Operator$/.test(caller.call.name)) return { path: caller.module.path, line: caller.call.line }
      continue
    }
    const use = useOfVerdict(facts, caller.module, caller.call, hops)
    if (use !== null) return use
  }
  return null
}

/** In one body: the line of the `if` or `assert` that acts on the call's value, and whether the value leaves the function. */
function usedIn(body: readonly Statement[], call: Call): { readonly line: number | null; readonly handsOn: boolean } {
  const names = new Set<string>()
  let line: number | null = null
  let handsOn = false
  const holds = (one: Expression): boolean => someExpression(one, (inner) => inner.kind === 'call' && inner.line === call.line && inner.callee === call.callee)
  const speaks = (one: Expression): boolean => holds(one) || wordsIn(one).some((word) => names.has(word))
  const look = (block: readonly Statement[], under: boolean): void => {
    for (const statement of block) {
      if (line !== null) return
      switch (statement.kind) {
        case 'if': {
          const [first] = statement.branches
          for (const branch of statement.branches) {
            const about = under || statement.branches.some((one) => one.test !== null && speaks(one.test))
            if (about && acts(branch.body)) line = branch.test === null ? first?.line ?? statement.line : branch.line
            look(branch.body, about)
          }
          break
        }
        case 'assert':
          if (speaks(statement.test)) line = statement.line
          break
        case 'return':
          if (statement.value !== null && (under || speaks(statement.value))) handsOn = true
          break
        case 'assign':
          if (statement.value !== null && (speaks(statement.value) || (under && isFlag(statement.value)))) for (const target of statement.targets) for (const word of wordsIn(target)) if (word !== 'self') names.add(word)
          break
        case 'expression':
          // `suite.run(…)` keeps its verdict in the suite.
          if (holds(statement.value) && call.callee.kind === 'attribute') for (const word of wordsIn(call.callee.of)) names.add(word)
          if (statement.value.kind === 'call' && under && statement.value.callee.kind === 'attribute' && /^(?:append|add|extend)$/.test(statement.value.callee.name)) for (const word of wordsIn(statement.value.callee.of)) names.add(word)
          if (statement.value.kind === 'call' && speaks(statement.value) && /^(?:append|extend|put|xcom_push|update)$/.test(methodOf(statement.value))) { for (const word of wordsIn(statement.value.callee)) names.add(word) }
          break
        case 'for':
          if (speaks(statement.iterable)) for (const word of wordsIn(statement.target)) names.add(word)
          look(statement.body, under)
          break
        case 'while': case 'with': look(statement.body, under); break
        case 'try':
          look(statement.body, under)
          for (const handler of statement.handlers) look(handler.body, under)
          look(statement.otherwise, under)
          look(statement.finally, under)
          break
        default: break
      }
    }
  }
  look(body, false)
  return { line, handsOn }
}

function methodOf(expression: Expression & { readonly kind: 'call' }): string {
  return expression.callee.kind === 'attribute' ? expression.callee.name : expression.callee.kind === 'name' ? expression.callee.id : ''
}

function isFlag(value: Expression): boolean {
  return value.kind === 'constant' || value.kind === 'string' || value.kind === 'number'
}

/** Whether a branch ends the run or leaves the data out: it raises, exits, skips to the next, or returns early without a result. */
function acts(body: readonly Statement[]): boolean {
  return body.some((statement) => statement.kind === 'raise' || statement.kind === 'continue' || (statement.kind === 'return' && (statement.value === null || isRefusal(statement.value)))
    || (statement.kind === 'expression' && statement.value.kind === 'call' && /^(?:exit|_exit|abort|fail|quit)$/.test(methodOf(statement.value)))
    || (statement.kind === 'if' && statement.branches.some((branch) => acts(branch.body))))
}

/** `None`, `False`, a message, an empty list, a report that is no result (`{"status": "failed"}`), or a tuple that starts with one. */
function isRefusal(value: Expression): boolean {
  if (value.kind === 'constant') return value.value === null || value.value === false
  if (value.kind === 'collection') return value.items[0] === undefined || isRefusal(value.items[0])
  return value.kind === 'string' || value.kind === 'number' || (value.kind === 'dict' && value.entries.some((entry) => entry.value.kind === 'string'))
}

/** A place that reads a status of validation that another stage wrote, and goes on only where it is good. */
export const statusReadersOf = memoise((facts: RepositoryFacts): readonly VerdictUse[] =>
  projectModulesOf(facts).flatMap((module) => definitionsOf(module.tree).functions.flatMap(({ node }): readonly VerdictUse[] => {
    let reads = false
    let tested: number | null = null
    eachExpression(node.body, (one) => {
      if (one.kind === 'call' && /^(?:open|read_text|load|read|loads|safe_load|read_yaml|load_json|load_yaml)$/.test(methodOf(one)) && wordsIn(one).some((word) => /status/i.test(word)) && !wordsIn(one).some((word) => /^[wa]\+?$/.test(word))) reads = true
    })
    const look = (block: readonly Statement[]): void => {
      for (const statement of block) {
        if (statement.kind === 'if') {
          if (statement.branches.some((branch) => branch.test !== null && wordsIn(branch.test).some((word) => /status|valid/i.test(word)))) tested ??= statement.line
          for (const branch of statement.branches) look(branch.body)
        }
        if (statement.kind === 'with' || statement.kind === 'try' || statement.kind === 'for') look(statement.body)
      }
    }
    look(node.body)
    return reads && tested !== null ? [{ path: module.path, line: tested }] : []
  })))
