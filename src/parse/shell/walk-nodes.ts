import type { AndOr, CommandNode, CompoundList, If, Pipeline, PipelineNode, Statement } from 'unbash'
import { branchOutcome, type BranchOutcome } from './branch-outcome.ts'
import { COMMANDS_DECIDE } from './commands-decide.ts'
import { walkCommand, walkWords } from './walk-command.ts'
import { asSubshell, type WalkContext, type WalkState } from './walk-state.ts'
import type { Fate } from './shell-command.ts'

const DEPTH = 40
const COMMANDS = 3_000
const STEPS = 30_000
const FAILS_LATER = /\b(?:exit|return)\b(?! +0\b)|\bfalse\b/
const ENDS_SCRIPT = /\bexit\b(?! +0\b)/

/** Walks the statements of a script or a block in order, with what each failure would do. */
export function walkStatements(statements: readonly Statement[], context: WalkContext, state: WalkState): void {
  if (context.depth > DEPTH) return
  let { unless } = context
  for (const [index, statement] of statements.entries()) {
    state.steps += 1
    if (state.commands.length >= COMMANDS || state.steps > STEPS) return
    const next = statements[index + 1]
    const quiet = next === undefined ? context.quiet : looksAtStatus(next, state) ? context.exit : goesOn(state)
    const loud = state.errexit && !context.ignored ? context.exit : quiet
    const inner = { ...context, unless, quiet, loud, depth: context.depth + 1 }
    if (statement.background) {
      const waited = /\bwait +\S/.test(state.source.slice(statement.end))
      const fate = waited ? context.exit : 'it is left in the background'
      asSubshell(state, () => { walkNode(statement.command, { ...inner, quiet: fate, loud: fate, exit: fate, background: true, subshell: true }, state) })
    } else {
      walkNode(statement.command, next === undefined ? { ...inner, ...(context.negated ? { negated: context.negated } : {}) } : withoutNegated(inner), state)
    }
    if (endsHere(statement)) return
    unless = leavingTest(statement, state) ?? unless
  }
}

/** The test of a statement that leaves the script with success where it holds: `if …; then exit 0; fi`, `… && exit 0`. */
function leavingTest({ command }: Statement, state: WalkState): string | null {
  if (command.type === 'If' && command.elif.length === 0 && command.else === undefined) return leaves(command.then.commands.at(-1)?.command) ? textOfList(command.clause, state) : null
  if (command.type !== 'AndOr' || command.operators.join(' ') !== '&&') return null
  const [test, last] = command.commands
  return test !== undefined && isTest(test) && leaves(last) ? state.restore(state.source.slice(test.pos, test.end)).slice(0, 300) : null
}

function leaves(node: PipelineNode | AndOr | undefined): boolean {
  if (node?.type !== 'Command' || (node.name?.value !== 'exit' && node.name?.value !== 'return')) return false
  const status = node.args.find((item) => item.type === 'Word')?.value
  return status === undefined || status === '0'
}

function goesOn(state: WalkState): string {
  return state.switchedOff ? `\`set +e\` lets the script go on, and ${COMMANDS_DECIDE}` : state.goesOn
}

function withoutNegated(context: WalkContext): WalkContext {
  const { negated: _, ...rest } = context
  return rest
}

/** Whether the next statement looks at `$?` or `PIPESTATUS` and the script can fail from there on. */
function looksAtStatus(next: Statement, state: WalkState): boolean {
  const text = state.source.slice(next.pos, next.end)
  if (callsWhatLooks(next, state)) return true
  return (text.includes('$?') || text.includes('PIPESTATUS')) && (FAILS_LATER.test(state.source.slice(next.pos)) || /^\s*(?:\[|test\b)/.test(text))
}

/** Whether a statement calls a function of the script that begins with a look at `$?` and can end the script with a failure: `stop_on_failure() { code=$?; if [ $code != 0 ]; then exit $code; fi; }`. */
function callsWhatLooks({ command }: Statement, state: WalkState): boolean {
  const body = command.type === 'Command' ? state.functions.get(command.name?.value ?? '') : undefined
  const [first] = body?.type === 'BraceGroup' ? body.body.commands : []
  if (body === undefined || first === undefined) return false
  return state.source.slice(first.pos, first.end).includes('$?') && ENDS_SCRIPT.test(state.source.slice(first.pos, body.end))
}

/** After `exit` or `exec` nothing of the list runs. */
function endsHere(statement: Statement): boolean {
  const { command } = statement
  return command.type === 'Command' && (command.name?.value === 'exit' || (command.name?.value === 'exec' && command.args.length > 0))
}

/** Walks a pipeline, a list joined by && and ||, or one command, adding what it may run to the state. */
export function walkNode(node: PipelineNode | AndOr, context: WalkContext, state: WalkState): void {
  if (node.type === 'AndOr') walkAndOr(node, context, state)
  else if (node.type === 'Pipeline') walkPipeline(node, context, state)
  else walkCompound(node, context, state)
}

function walkAndOr(node: AndOr, context: WalkContext, state: WalkState): void {
  const last = node.commands.length - 1
  const textOf = (index: number): string => state.restore(state.source.slice(node.commands[index]?.pos ?? 0, node.commands[index]?.end ?? 0)).slice(0, 300)
  const fateAt = (index: number): Fate => {
    const fallback = node.operators.findIndex((operator, at) => at >= index && operator === '||')
    if (fallback < 0) return index === last ? context.loud : context.quiet === null ? null : onTheLeft(context.quiet)
    const branch = node.commands[fallback + 1]
    if (branch === undefined) return context.quiet
    const outcome = branchOutcome(branch, state.functions)
    if (outcome === 'fails' || outcome === 'looks') return fateAt(fallback + 1)
    return branchFate(outcome, branch.end, `\`|| ${firstLine(textOf(fallback + 1))}\` takes its failure`, context, state)
  }
  node.commands.forEach((command, index) => {
    const fate = fateAt(index)
    const before = node.operators[index - 1]
    const condition = before === '||' ? `! ${textOf(index - 1)}` : before === '&&' && isTest(node.commands[index - 1]) ? textOf(index - 1) : context.condition
    const inner = { ...withoutNegated(context), condition }
    walkNode(command, index === last ? { ...inner, loud: context.loud, quiet: context.quiet } : { ...inner, loud: fate, quiet: fate, ignored: true }, state)
  })
}

function onTheLeft(quiet: string): string {
  return quiet.startsWith('without `set -e`') || quiet.startsWith('`set +e`') ? 'a failure on the left of `&&` does not end the script, and commands follow' : quiet
}

function branchFate(outcome: BranchOutcome, from: number, otherwise: string, context: WalkContext, state: WalkState): Fate {
  if (outcome === 'exits') return context.exit
  if (outcome === 'fails') return context.loud
  if (typeof outcome === 'object') {
    const after = state.source.slice(from)
    return after.includes(`$${outcome.records}`) || after.includes(`\${${outcome.records}`) ? FAILS_LATER.test(after) ? context.exit : otherwise : otherwise
  }
  return otherwise
}

function isTest(node: PipelineNode | undefined): boolean {
  return node?.type === 'TestCommand' || (node?.type === 'Command' && (node.name?.value === '[' || node.name?.value === 'test'))
}

function walkPipeline(node: Pipeline, context: WalkContext, state: WalkState): void {
  const negated = node.prefixes.some((prefix) => prefix.type === 'Negation')
  const inverted: Fate = negated ? context.negated ? context.negated.fate : '`!` turns its failure into success' : null
  const whole = negated ? { ...withoutNegated(context), loud: inverted, quiet: inverted, ignored: true } : context
  if (node.commands.length === 1) {
    const [only] = node.commands
    if (only) walkCompound(only, whole, state)
    return
  }
  const after = state.source.slice(node.end)
  const asked = after.includes('PIPESTATUS') && FAILS_LATER.test(after)
  node.commands.forEach((command, index) => {
    const decides = index === node.commands.length - 1 || state.pipefail
    const fate = decides ? whole.loud : asked ? whole.exit : 'without `pipefail`, the last command of the pipe decides'
    const quiet = decides ? whole.quiet : fate
    asSubshell(state, () => { walkCompound(command, { ...withoutNegated(whole), loud: fate, quiet, exit: fate, subshell: true }, state) })
  })
}

function walkCompound(node: CommandNode, context: WalkContext, state: WalkState): void {
  const inner = { ...context, depth: context.depth + 1 }
  const list = (body: CompoundList, more: Partial<WalkContext> = {}): void => { walkStatements(body.commands, { ...withoutNegated(inner), ...more }, state) }
  switch (node.type) {
    case 'Command': walkCommand(node, context, state); return
    case 'Redirected': walkCompound(node.command, inner, state); return
    case 'BraceGroup': list(node.body); return
    case 'Subshell': asSubshell(state, () => { list(node.body, { exit: context.loud, quiet: context.loud, subshell: true }) }); return
    case 'If': walkIf(node, inner, state); return
    case 'While': {
      const asked = textOfList(node.clause, state)
      list(node.clause, { ignored: true, loud: 'the loop only asks for its result', quiet: 'the loop only asks for its result' })
      if (asked !== 'false') list(node.body, asked === 'true' ? {} : { condition: asked })
      return
    }
    case 'For': case 'Select': walkWords(node.wordlist ?? [], inner, state); list(node.body); return
    case 'ArithmeticFor': list(node.body); return
    case 'Case': {
      const known = state.args && /^"?\$\{?1\b/.test(node.word.text) ? state.args[0] ?? '' : null
      const items = known === null ? node.items : node.items.filter((item) => item.pattern.some((pattern) => pattern.value === known || pattern.value === '*')).slice(0, 1)
      for (const item of items) list(item.body, { condition: known === null ? `case ${state.restore(node.word.text)} in ${item.pattern.map((pattern) => pattern.text).join('|')}` : context.condition })
      return
    }
    case 'Function': state.functions.set(node.name.value, node.body); break
    case 'TestCommand': case 'ArithmeticCommand': break
    case 'Coproc': {
      const fate = 'it is left in the background'
      if (node.body.type !== 'CompoundList') walkCompound(node.body, { ...withoutNegated(inner), loud: fate, quiet: fate, exit: fate, background: true }, state)
    }
  }
}

function walkIf(node: If, context: WalkContext, state: WalkState): void {
  const asked = textOfList(node.clause, state)
  const fateOf = (branch: CompoundList | undefined): Fate => {
    const otherwise = 'the `if` around it only asks for its result'
    return branch ? branchFate(branchOutcome(branch, state.functions), branch.end, otherwise, context, state) : otherwise
  }
  const plain = withoutNegated(context)
  const clause = (list: CompoundList, otherwise: CompoundList | undefined, then: CompoundList): void => {
    const fate = fateOf(otherwise)
    walkStatements(list.commands, { ...plain, ignored: true, loud: fate, quiet: fate, negated: { fate: fateOf(then) } }, state)
  }
  clause(node.clause, node.elif.length > 0 ? node.elif[0]?.then : node.else, node.then)
  if (asked !== 'false') walkStatements(node.then.commands, { ...plain, condition: asked === 'true' ? context.condition : asked }, state)
  for (const branch of node.elif) {
    clause(branch.clause, node.else, branch.then)
    walkStatements(branch.then.commands, { ...plain, condition: textOfList(branch.clause, state) }, state)
  }
  if (node.else && asked !== 'true') walkStatements(node.else.commands, { ...plain, condition: asked === 'false' ? context.condition : `not: ${asked}` }, state)
}

function textOfList(list: CompoundList, state: WalkState): string {
  return state.restore(state.source.slice(list.pos, list.end)).trim().replace(/;$/, '').trim().slice(0, 300)
}

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? ''
  return line.length > 60 ? `${line.slice(0, 57)}...` : line
}
