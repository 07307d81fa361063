import type { Expression, FunctionStatement, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, lastName, someExpression, stringsIn, textOf, walkExpression, wordsIn } from '../python/expressions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { comparesMeasure } from './threshold-tests.ts'

/** A place where monitoring code sees that a line is crossed and tells nobody: a branch that logs, prints or collects, or a flag in a report. */
export type ThresholdLog = { readonly kind: 'branch' | 'flag'; readonly test: string; readonly compares: boolean; readonly path: string; readonly line: number }

const FINDING = /drift|degrad|decay|deterior|anomal|breach|(?:^|_)alerts?(?:_|$)|alerta/i
/** Names that hold a tool, a setting or a collection and no finding. */
const NO_FINDING = /detector|monitor|report|_data|dataset|_df$|_dir|module|_run|job|task|history|_log|config|path|file|url|mail|enabled?$|service|manager|client|type$|name$/i
/** `dataset_drift` and `data_drift_detected` are findings, though a data set is none. */
const DRIFT_OF = /(?:^|_)(?:dataset|data|target|model|feature|concept|column)_drift(?:ed|_detected)?$/i
const PLACE = /drift|monitor|degrad|decay|anomal|alert/i
const SERVICE = /latency|response_time|error_rate|failure_rate/i

/** Every such place in project code: branches first, and first of each what compares a measure itself. */
export const thresholdLogsOf = memoise((facts: RepositoryFacts): readonly ThresholdLog[] => {
  const rank = ({ kind, compares }: ThresholdLog): number => (kind === 'branch' ? 0 : 2) + (compares ? 0 : 1)
  return projectModulesOf(facts).flatMap(thresholdLogsIn).toSorted((one, other) => rank(one) - rank(other))
})

const thresholdLogsIn = memoise((module: PythonModule): readonly ThresholdLog[] => definitionsOf(module.tree).statements.flatMap(({ statement, context }) => {
  const watched = PLACE.test(module.path) || context.functions.some((one) => PLACE.test(one.name)) || context.classes.some((one) => PLACE.test(one.name))
  return [...branches(statement, watched, module.path), ...laterTold(statement, context, watched, module), ...flags(statement, watched, module.path)]
}))

function branches(statement: Statement, watched: boolean, path: string): readonly ThresholdLog[] {
  if (statement.kind !== 'if') return []
  return statement.branches.flatMap(({ test, body, line }): readonly ThresholdLog[] => {
    if (test === null || !tells(body, 2)) return []
    const compares = comparesMeasure(test)
    const choices = choicesIn(test)
    const words = wordsIn(test).filter((word) => !choices.has(word))
    const crossed = (compares && (watched || words.some((word) => FINDING.test(word) || SERVICE.test(word)))) || (!isAbsence(test) && words.some((word) => word.length < 60 && (FINDING.test(word) ? isFinding(word) : watched && /detected|_exceeded/.test(word))))
    return crossed || asksFailedTest(test) ? [{ kind: 'branch', test: textOf(test), compares, path, line }] : []
  })
}

/** A branch that only words what it found (`status = "WARNING: …"`), where the same function tells of that word further down. */
function laterTold(statement: Statement, context: Context, watched: boolean, module: PythonModule): readonly ThresholdLog[] {
  if (statement.kind !== 'if' || !watched) return []
  const [first] = statement.branches
  if (first === undefined || first.test === null || tells(first.body, 2) || !comparesMeasure(first.test)) return []
  const worded = first.body.flatMap((one) => one.kind === 'assign' && one.value?.kind === 'string' ? one.targets.flatMap((target) => target.kind === 'name' ? [target.id] : []) : [])
  const lastTold = lastTellingsOf(module).get(context.functions.at(-1))
  return worded.some((word) => (lastTold?.get(word) ?? 0) > statement.line) ? [{ kind: 'branch', test: textOf(first.test), compares: true, path: module.path, line: first.line }] : []
}

/** For each function of a module (and its top) the words that it tells anything of, with the last line where it does. */
const lastTellingsOf = memoise(({ tree }: PythonModule): ReadonlyMap<FunctionStatement | undefined, ReadonlyMap<string, number>> => {
  const found = new Map<FunctionStatement | undefined, Map<string, number>>()
  for (const { statement, context } of definitionsOf(tree).statements) {
    if (statement.kind !== 'expression' || !tells([statement], 0)) continue
    const around = context.functions.at(-1)
    const lines = found.get(around) ?? new Map<string, number>()
    for (const word of wordsIn(statement.value)) lines.set(word, Math.max(lines.get(word) ?? 0, statement.line))
    found.set(around, lines)
  }
  return found
})

/** Names of what was judged: equal to a text they hold a finding. */
const JUDGED = /status|state|level|severity|result|verdict|decision|alert|drift|outcome|flag|label/i
/** Names of a choice, whatever it is of: `drift_type`. */
const CHOICE = /(?:type|mode|kind)$/i

/**
 * Words that a condition only chooses by: `mode == "data_drift"` asks which data to make (`status == "drift"` what was found), `metrics == [DataDriftPreset()]` which
 * report is at hand.
 */
function choicesIn(test: Expression): ReadonlySet<string> {
  const chosen = new Set<string>()
  walkExpression(test, (one) => {
    if (one.kind === 'collection' && one.items.length > 0 && one.items.every((item) => item.kind === 'call' && /^[A-Z]/.test(lastName(item.callee)))) for (const word of wordsIn(one)) chosen.add(word)
    if (one.kind !== 'compare' || !one.operators.every((operator) => /^(?:==|!=|in|not in)$/.test(operator)) || one.operands.some((operand) => operand.kind !== 'string' && wordsIn(operand).some((word) => JUDGED.test(word) && !CHOICE.test(word)))) return
    for (const operand of one.operands) for (const text of stringsIn(operand)) chosen.add(text)
  })
  return chosen
}

/** `if test["status"] != "SUCCESS"`: a test of Evidently's that failed. */
function asksFailedTest(test: Expression): boolean {
  return test.kind === 'compare' && wordsIn(test).some((word) => /^(?:SUCCESS|FAIL)$/.test(word)) && test.operands.some((one) => one.kind === 'subscript' && one.index[0]?.kind === 'string' && one.index[0].text === 'status' && /test/i.test(textOf(one.of)))
}

function isFinding(name: string): boolean {
  return FINDING.test(name) && !/^[A-Z][A-Z_]+$/.test(name) && (DRIFT_OF.test(name) || !NO_FINDING.test(name))
}

/** A list of findings: `if not alerts` tells that there are none. */
const SEVERAL = /(?:^|_)(?:alerts|anomalies|breaches|alertas|drifts)$/i

/** `x is None`, `not alerts` and `"drift" not in columns` ask whether something is there at all. */
function isAbsence(test: Expression): boolean {
  if (test.kind === 'unary') return isAbsence(test.operand) || (test.operator === 'not' && test.operand.kind === 'name' && SEVERAL.test(test.operand.id))
  if (test.kind === 'attribute') return test.name === 'empty'
  return test.kind === 'compare' && test.operators.every((operator) => /^(?:is|is not|in|not in)$/.test(operator))
}

/** Whether a branch puts what it found anywhere: logs, prints, collects, writes, raises. */
function tells(body: readonly Statement[], depth: number): boolean {
  return body.some((statement) => {
    if (statement.kind === 'raise') return true
    if (expressionsIn(statement).some((one) => someExpression(one, (inner) => inner.kind === 'call' && /^(?:print|info|warning|warn|error|critical|exception|debug|append|write|write_text|dump|exit|echo|log\w*|_log|set|inc)$/.test(lastName(inner.callee))))) return true
    return depth > 0 && (statement.kind === 'for' || statement.kind === 'with' || statement.kind === 'try') && tells(statement.body, depth - 1)
  })
}

/** `alert = drop >= LIMIT`, `{"drift_detected": p < 0.05}`, `Result(drifted=score > limit)`. */
function flags(statement: Statement, watched: boolean, path: string): readonly ThresholdLog[] {
  const isFlag = (name: string): boolean => isFinding(name) || (watched && /detected|exceeded/.test(name))
  const found: ThresholdLog[] = []
  const note = (name: string, value: Expression): void => {
    if (isFlag(name) && comparesMeasure(value)) found.push({ kind: 'flag', test: `${name} = ${textOf(value)}`, compares: true, path, line: value.line })
  }
  if (statement.kind === 'assign' && statement.value !== null) {
    for (const target of statement.targets) {
      if (target.kind === 'name') note(target.id, statement.value)
      else if (target.kind === 'attribute') note(target.name, statement.value)
      else if (target.kind === 'subscript' && target.index[0]?.kind === 'string') note(target.index[0].text, statement.value)
    }
  }
  for (const expression of expressionsIn(statement)) {
    walkExpression(expression, (one) => {
      if (one.kind === 'dict') for (const { key, value } of one.entries) if (key?.kind === 'string') note(key.text, value)
      if (one.kind === 'call') for (const argument of one.args) if (argument.name !== null) note(argument.name, argument.value)
    })
  }
  return found
}
