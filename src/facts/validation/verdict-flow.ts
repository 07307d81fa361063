import type { Expression, Statement } from '../../parse/python/tree.ts'
import type { Call } from '../python/calls.ts'
import { lastName, someExpression, walkExpression, wordsIn } from '../python/expressions.ts'

/** What one body does with a verdict: the line of the `if` or `assert` that acts on it, whether it leaves with `return`, and the calls that get it as an argument. */
export type VerdictFlow = { readonly line: number | null; readonly handsOn: boolean; readonly passedTo: readonly PassedVerdict[] }

/** A call that gets the verdict: by keyword, or at a position among the positional arguments. */
export type PassedVerdict = { readonly callee: Expression; readonly keyword: string | null; readonly position: number }

/** Where the verdict comes from: a call in the body, or a parameter of it. */
export type VerdictSource = { readonly call: Pick<Call, 'callee'> } | { readonly parameter: string }

/** Calls whose result still is the verdict that they are given. */
const KEEPS = /^(?:[A-Z]\w*|\w*(?:valid|passed|verdict)\w*|len|all|any|bool|dict|list|tuple|str|sum|min|max|sorted|asdict|vars|getattr|int|not_|values|items|get|join)$/

/** Follows a verdict through one body, without the functions inside it. */
export function flowIn(body: readonly Statement[], source: VerdictSource): VerdictFlow {
  const names = new Set<string>('parameter' in source ? [source.parameter] : [])
  const passedTo: PassedVerdict[] = []
  const state = { line: null as number | null, handsOn: false }
  const isSource = (one: Expression): boolean => 'call' in source && one.kind === 'call' && one.callee === source.call.callee
  const holds = (one: Expression): boolean => someExpression(one, isSource)
  const speaks = (one: Expression): boolean => holds(one) || wordsIn(one).some((word) => names.has(word))
  const keeps = (value: Expression): boolean => holds(value) || (speaks(value) && !(value.kind === 'call' && !KEEPS.test(lastName(value.callee)) && !wordsIn(value.callee).some((word) => names.has(word))))
  const add = (expression: Expression): void => { for (const word of wordsIn(expression)) if (word !== 'self' && word !== 'cls') names.add(word) }
  const pass = (expression: Expression): void => {
    walkExpression(expression, (one) => {
      if (one.kind !== 'call' || isSource(one) || passedTo.length > 20) return
      one.args.forEach((argument, position) => { if (speaks(argument.value) && !holds(argument.value)) passedTo.push({ callee: one.callee, keyword: argument.name, position }) })
    })
  }
  const simple = (statement: Statement, under: boolean): void => {
    if (statement.kind === 'assert' && speaks(statement.test)) state.line = statement.line
    if (statement.kind === 'return' && statement.value !== null && (under || speaks(statement.value))) state.handsOn = true
    if (statement.kind === 'assign' && statement.value !== null) {
      pass(statement.value)
      if (keeps(statement.value) || (under && isFlag(statement.value))) statement.targets.forEach(add)
    }
    // `raise SystemExit(0 if ok else 1)`, `sys.exit(main())`: the verdict is how the run ends.
    if (statement.kind === 'raise' && statement.value?.kind === 'call' && lastName(statement.value.callee) === 'SystemExit' && statement.value.args.some((argument) => speaks(argument.value))) state.line = statement.line
    if (statement.kind !== 'expression' || statement.value.kind !== 'call') return
    const { value } = statement
    if (/^(?:exit|_exit)$/.test(lastName(value.callee)) && value.args.some((argument) => speaks(argument.value))) state.line = statement.line
    pass(value)
    // `suite.run(…)` keeps its verdict in the suite, `errors.append(…)` under a condition keeps it in the list.
    if (value.callee.kind === 'attribute' && (isSource(value) || (under && /^(?:append|add|extend)$/.test(value.callee.name)) || (speaks(value) && /^(?:append|extend|put|update)$/.test(value.callee.name)))) add(value.callee.of)
  }
  const look = (block: readonly Statement[], under: boolean): void => {
    for (const statement of block) {
      if (state.line !== null) return
      switch (statement.kind) {
        case 'if': {
          const about = under || statement.branches.some((one) => one.test !== null && speaks(one.test))
          for (const branch of statement.branches) {
            if (about && acts(branch.body)) state.line = branch.line
            look(branch.body, about)
          }
          break
        }
        case 'for':
          if (speaks(statement.iterable)) add(statement.target)
          look(statement.body, under)
          break
        case 'while': case 'with': look(statement.body, under); break
        case 'try':
          look(statement.body, under)
          for (const handler of statement.handlers) look(handler.body, under)
          look(statement.otherwise, under)
          look(statement.finally, under)
          break
        default: simple(statement, under)
      }
    }
  }
  look(body, false)
  return { ...state, passedTo }
}

/** Whether a branch ends the run or leaves the data out: it raises, exits, skips to the next, or returns early without a result. */
export function acts(body: readonly Statement[]): boolean {
  return body.some((statement) => statement.kind === 'raise' || statement.kind === 'continue' || (statement.kind === 'return' && (statement.value === null || isRefusal(statement.value)))
    || (statement.kind === 'expression' && statement.value.kind === 'call' && /^(?:exit|_exit|abort|fail|quit)$/.test(lastName(statement.value.callee)))
    || (statement.kind === 'if' && statement.branches.some((branch) => acts(branch.body))))
}

/** `None`, `False`, a message, an empty list, a report that is no result (`{"status": "failed"}`), or a tuple that starts with one. */
function isRefusal(value: Expression): boolean {
  if (value.kind === 'constant') return value.value === null || value.value === false
  if (value.kind === 'collection') return value.items[0] === undefined || isRefusal(value.items[0])
  return value.kind === 'string' || value.kind === 'number' || (value.kind === 'dict' && value.entries.some((entry) => entry.value.kind === 'string'))
}

function isFlag(value: Expression): boolean {
  return value.kind === 'constant' || value.kind === 'string' || value.kind === 'number'
}
