import type { ClassStatement, Expression, FunctionStatement, Handler, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, lastName, someExpression, stringsIn, textOf, wordsIn } from '../python/expressions.ts'
import { holdsAnyway } from '../python/holds-anyway.ts'
import { statementsWithin } from '../python/layout.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { asksRangeOfRow, kindsIn, oneColumnIn, type DataKind } from './data-properties.ts'

/** What code does when data are not as expected: it stops (raises, exits, asserts), gives the verdict to its caller, reports it (logs, prints, writes), fills a list that others look at, or leaves such rows out. */
export type Reaction = 'stops' | 'returns' | 'reports' | 'filters' | 'fills'

/** One condition on a data set and what follows from it. `into` is the list that is filled: a name, or a field (`self.errors`). */
export type DataCondition = { readonly kinds: ReadonlySet<DataKind>; readonly reaction: Reaction; readonly line: number; readonly test: string; readonly into?: string }

/** A function (or the top of a file, where `node` is null) that looks at data and reacts. */
export type OwnCheck = { readonly module: PythonModule; readonly node: FunctionStatement | null; readonly owner: ClassStatement | null; readonly conditions: readonly DataCondition[] }

/** Every function and file top of project code and notebooks that has a condition on data with a reaction, in the order of the tree. */
export const ownChecksOf = memoise((facts: RepositoryFacts): readonly OwnCheck[] =>
  modulesOf(facts).filter((module) => module.role === 'code' || module.role === 'notebook').flatMap(ownChecksIn))

const ownChecksIn = memoise((module: PythonModule): readonly OwnCheck[] => [
  ...made(module, null, null, module.tree.body),
  ...definitionsOf(module.tree).functions.flatMap(({ node, context }) => made(module, node, context.classes.at(-1) ?? null, node.body)),
])

function made(module: PythonModule, node: FunctionStatement | null, owner: ClassStatement | null, body: readonly Statement[]): readonly OwnCheck[] {
  const conditions = conditionsIn(body)
  return conditions.length === 0 ? [] : [{ module, node, owner, conditions }]
}

/**
 * `asked` is the column that a condition of the body asked for alone; `training` are the lines of the body's calls that train; `keeps` says that an earlier branch of
 * the same condition registers or saves the model; `query` whether the last query counts rows.
 */
type State = { readonly known: Map<string, Set<DataKind>>; readonly values: Map<string, Expression>; readonly found: DataCondition[]; readonly handlers: readonly Handler[]; readonly asked: Set<string>; readonly training: readonly number[]; readonly keeps: boolean; readonly query: { counts: boolean } }

/** The conditions of one body, without those of functions inside it. Reads from top to bottom: names that hold a verdict or a list of errors carry what it is about to the condition that ends the run. */
export function conditionsIn(body: readonly Statement[]): readonly DataCondition[] {
  const found: DataCondition[] = []
  readBlock(body, { known: new Map(), values: new Map(), found, handlers: [], asked: new Set(), training: linesOfCalls(body, TRAINS), keeps: false, query: { counts: false } }, new Set())
  return found
}

const TRAINS = /^(?:fit|train|fit_model|train_model|train_and_\w+|partial_fit)$/
const KEEPS_MODEL = /^(?:log_model|register_model|save_model|set_registered_model_alias|transition_model_version_stage)$/

/** The lines of the calls by these names in a body, without those of functions inside it. */
function linesOfCalls(body: readonly Statement[], names: RegExp): readonly number[] {
  return statementsWithin(body).filter((statement) => expressionsIn(statement).some((one) => someExpression(one, (inner) => inner.kind === 'call' && names.test(lastName(inner.callee))))).map((statement) => statement.line)
}

const LOGS = /^(?:print|debug|info|warning|warn|error|critical|exception|log\w*|write|write_text|dump|writelines|echo|send\w*)$/

function readBlock(block: readonly Statement[], state: State, under: ReadonlySet<DataKind>): void {
  for (const statement of block) {
    read(statement, state, under)
  }
}

function read(statement: Statement, state: State, under: ReadonlySet<DataKind>): void {
  switch (statement.kind) {
    case 'if': {
      const before = new Set<DataKind>(under)
      let { keeps } = state
      for (const { test, body } of statement.branches) {
        const kinds = test === null ? new Set<DataKind>() : kindsOf(test, state)
        for (const kind of kinds) before.add(kind)
        readBlock(body, { ...state, keeps }, new Set(before))
        keeps ||= linesOfCalls(body, KEEPS_MODEL).length > 0
      }
      return
    }
    case 'for':
      if (kindsOf(statement.iterable, state).size > 0) note(statement.target, kindsOf(statement.iterable, state), state)
      return readBlock(statement.body, state, under)
    case 'while': return readBlock(statement.body, state, new Set([...under, ...kindsOf(statement.test, state)]))
    case 'with': return readBlock(statement.body, state, under)
    case 'try':
      readBlock(statement.body, { ...state, handlers: [...state.handlers, ...statement.handlers] }, under)
      for (const handler of statement.handlers) readBlock(handler.body, state, under)
      readBlock(statement.otherwise, state, under)
      return readBlock(statement.finally, state, under)
    default: readSimple(statement, state, under)
  }
}

function readSimple(statement: Statement, state: State, under: ReadonlySet<DataKind>): void {
  const add = (reaction: Reaction, kinds: ReadonlySet<DataKind>, test: string): void => {
    if (kinds.size > 0 && state.found.length < 200) state.found.push({ kinds, reaction, line: statement.line, test })
  }
  if (statement.kind === 'raise' && !isOther(statement.value)) add(state.handlers.some(swallows) ? 'reports' : 'stops', under, statement.value === null ? 'raise' : textOf(statement.value))
  if (statement.kind === 'assert' && !holdsAnyway(statement.test)) add(state.handlers.some(swallows) ? 'reports' : 'stops', kindsOf(statement.test, state), textOf(statement.test))
  if (statement.kind === 'return' && isRefusal(statement.value) && under.size > 0 && (state.keeps || state.training.some((line) => line > statement.line))) {
    // What would train, or would keep the model, is left without doing so.
    add('stops', under, statement.value === null ? 'return' : textOf(statement.value))
  } else if (statement.kind === 'return' && statement.value !== null) {
    if (isVerdict(statement.value) && under.size > 0) add('returns', under, textOf(statement.value))
    else if (givesVerdict(statement.value) || listsFaults(statement.value)) add('returns', kindsOf(statement.value, state), textOf(statement.value))
    else if (filters(statement.value)) add('filters', kindsIn(statement.value), textOf(statement.value))
    else if (carries(statement.value, state).size > 0) add('returns', carries(statement.value, state), textOf(statement.value))
  }
  if (statement.kind === 'assign' && statement.value !== null) {
    for (const target of statement.targets) {
      if (target.kind === 'name') state.values.set(target.id, statement.value)
      if (under.size > 0 && isVerdict(statement.value)) note(target, under, state)
      const carried = carries(statement.value, state)
      if (carried.size > 0) note(target, carried, state)
      if (givesVerdict(statement.value) || listsFaults(statement.value)) note(target, kindsOf(statement.value, state), state)
      // `faults["age"] = 3` under a condition, where `faults = {}` stands above.
      if (under.size > 0 && target.kind === 'subscript' && target.of.kind === 'name' && isEmptyDict(state.values.get(target.of.id))) note(target, under, state)
      if (isCounted(statement.value, state)) note(target, new Set(['rows']), state)
    }
  }
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return
  const { callee, args } = statement.value
  const name = lastName(callee)
  if (name === 'execute') state.query.counts = countsRows(statement.value)
  if (/^(?:exit|_exit|abort|fail|quit)$/.test(name)) return add('stops', new Set([...under, ...args.flatMap((argument) => [...kindsOf(argument.value, state)])]), textOf(statement.value))
  if (/^assert/i.test(name)) return add('stops', new Set(args.flatMap((argument) => [...kindsOf(argument.value, state)])), textOf(statement.value))
  // `errors.append(…)`, and `result.add_check("not empty", len(df) > 0)` of a collector.
  if (callee.kind === 'attribute' && (/^(?:append|add|extend|update)$/.test(name) || (/^(?:add|record|register|collect)_\w+$/.test(name) && (under.size > 0 || args.some((argument) => givesVerdict(argument.value)))))) {
    const kinds = new Set([...under, ...args.flatMap((argument) => [...kindsOf(argument.value, state)])])
    if (kinds.size > 0 && state.found.length < 200) state.found.push({ kinds, reaction: 'fills', line: statement.line, test: textOf(statement.value), into: textOf(callee.of) })
    return note(callee.of, kinds, state)
  }
  if (LOGS.test(name) && under.size > 0) add('reports', under, textOf(statement.value))
}

/** What a condition is about: what it reads itself, what the names in it were given, and the verdicts that they hold. */
function kindsOf(test: Expression, state: State): ReadonlySet<DataKind> {
  const kinds = new Set(kindsIn(test))
  const column = oneColumnIn(test)
  if (column !== null) state.asked.add(column)
  // That the one with the label is there says little of a data set; of a second one it begins to be a schema.
  if (column !== null && state.asked.size === 1 && kinds.delete('columns')) kinds.add('column')
  if (asksRangeOfRow(test, state.values)) kinds.add('range')
  follow(test, state, kinds, 3)
  return kinds
}

function follow(test: Expression, state: State, kinds: Set<DataKind>, hops: number): void {
  for (const word of wordsIn(test).slice(0, 30)) {
    for (const kind of state.known.get(word) ?? []) kinds.add(kind)
    const value = state.values.get(word)
    if (value === undefined || value === test || !isFinding(value)) continue
    for (const kind of kindsIn(value)) kinds.add(kind)
    if (hops > 0) follow(value, state, kinds, hops - 1)
  }
}

/** Values that hold what is wrong (missing columns, counts of nulls), not the data themselves. */
function isFinding(value: Expression): boolean {
  if (value.kind === 'name') return false
  if (value.kind === 'attribute') return /^(?:columns|dtypes?|shape|empty|size)$/.test(value.name)
  if (value.kind === 'subscript') return value.index.some((index) => index.kind === 'compare')
  if (value.kind === 'collection') return kindsIn(value).size > 0
  if (value.kind === 'call' && value.callee.kind === 'attribute') return /^(?:sum|any|all|mean|difference|symmetric_difference|issubset|issuperset|min|max|count|item|tolist|to_list|nunique|unique|value_counts|isnull|isna|duplicated|keys|lower|strip|equals|to_dict|quantile|between|isin)$/.test(value.callee.name)
  if (value.kind === 'call') return value.callee.kind === 'name' && /^(?:len|set|list|sorted|any|all|sum|int|float|bool|min|max|tuple)$/.test(value.callee.id)
  return true
}

function note(target: Expression, kinds: ReadonlySet<DataKind>, { known }: State): void {
  const name = target.kind === 'name' ? target.id : target.kind === 'attribute' ? target.name : target.kind === 'subscript' ? wordsIn(target.of)[0] : undefined
  if (name === undefined || kinds.size === 0) return
  const all = known.get(name) ?? new Set<DataKind>()
  for (const kind of kinds) all.add(kind)
  known.set(name, all)
}

/** A return without a result: nothing, None, False, or a tuple that starts so. */
function isRefusal(value: Expression | null): boolean {
  if (value === null) return true
  if (value.kind === 'collection') return value.items[0] !== undefined && isRefusal(value.items[0])
  return value.kind === 'constant' && (value.value === null || value.value === false)
}

/** A bare verdict: True, False, None, a message, or a tuple that starts with one. */
function isVerdict(value: Expression): boolean {
  if (value.kind === 'collection' && value.of === 'tuple') return value.items.some(isVerdict)
  return value.kind === 'string' || (value.kind === 'constant' && value.value !== 'ellipsis')
}

/** An expression that is a verdict itself: a comparison, a negation, `all(…)`. */
function givesVerdict(value: Expression): boolean {
  if (value.kind === 'compare' || value.kind === 'boolean' || (value.kind === 'unary' && value.operator === 'not')) return true
  if (value.kind === 'collection') return value.items.some(givesVerdict)
  if (value.kind === 'conditional') return givesVerdict(value.test) || isVerdict(value.then)
  // A report: `{"passed": rate <= limit}`.
  if (value.kind === 'dict') return value.entries.some((entry) => givesVerdict(entry.value) || (entry.value.kind === 'attribute' && entry.value.name === 'empty'))
  return value.kind === 'call' && ((value.callee.kind === 'name' && /^(?:all|any|bool)$/.test(value.callee.id)) || (value.callee.kind === 'attribute' && /^(?:issubset|issuperset|all|any|equals|empty)$/.test(value.callee.name) && !value.args.some((argument) => argument.name === 'axis')))
}

/** What does not hold, one by one: `[name for name in required if name not in df.columns]`, `{name: n for name, n in nulls.items() if n > 0}`. */
function listsFaults(value: Expression): boolean {
  return value.kind === 'comprehension' && value.of !== 'generator' && value.inner.slice(1).some((one) => one.kind === 'compare' && one.operators.every((operator) => /^(?:not in|[<>]=?)$/.test(operator)))
}

function isEmptyDict(value: Expression | undefined): boolean {
  return value?.kind === 'dict' ? value.entries.length === 0 : value?.kind === 'call' && lastName(value.callee) === 'dict' && value.args.length === 0
}

/** `cursor.fetchone()[0]` after `SELECT count(*)`, or both in one. */
function isCounted(value: Expression, { query }: State): boolean {
  return someExpression(value, (one) => one.kind === 'call' && /^(?:fetchone|fetchall|fetchval|scalar|scalar_one)$/.test(lastName(one.callee))) && (countsRows(value) || (query.counts && !someExpression(value, (one) => one.kind === 'call' && lastName(one.callee) === 'execute')))
}

function countsRows(value: Expression): boolean {
  return stringsIn(value).some((text) => /^\s*select\s+count\s*\(/i.test(text))
}

function filters(value: Expression): boolean {
  return someExpression(value, (one) => one.kind === 'call' && one.callee.kind === 'attribute' && /^(?:filter|where|query)$/.test(one.callee.name))
}

/** The verdicts that an expression hands on: `errors`, `(ok, errors)`, `Report(status=ok)`, `len(errors) == 0`. */
function carries(value: Expression, { known }: State): ReadonlySet<DataKind> {
  const kinds = new Set<DataKind>()
  if (value.kind === 'subscript' || value.kind === 'binary' || (value.kind === 'attribute' && value.of.kind === 'subscript')) return kinds
  for (const word of wordsIn(value).slice(0, 30)) for (const kind of known.get(word) ?? []) kinds.add(kind)
  return kinds
}

/** What is not about data: a missing file, a refused request, something not written yet. */
function isOther(value: Expression | null): boolean {
  return value !== null && someExpression(value, (one) => (one.kind === 'name' && /^(?:FileNotFoundError|NotImplementedError|HTTPException|FileExistsError|StopIteration|ImportError|TypeError|PermissionError)$/.test(one.id)) || (one.kind === 'attribute' && /^(?:HTTPException|FileNotFoundError)$/.test(one.name)))
}

/** Whether a handler takes what is raised and goes on. */
function swallows({ types, body }: Handler): boolean {
  const names = types.flatMap((type) => (type.kind === 'collection' ? type.items : [type])).map((type) => wordsIn(type).at(-1) ?? '')
  if (names.length > 0 && !names.some((name) => /^(?:Exception|BaseException|ValueError|AssertionError|RuntimeError|SchemaErrors?|KeyError)$/.test(name))) return false
  return !leaves(body)
}

function leaves(body: readonly Statement[]): boolean {
  return body.some((statement) => statement.kind === 'raise' || expressionsIn(statement).some((one) => someExpression(one, (inner) => inner.kind === 'call' && /^(?:exit|_exit|abort|fail)$/.test(lastName(inner.callee))))
    || (statement.kind === 'if' && statement.branches.some((branch) => leaves(branch.body))))
}
