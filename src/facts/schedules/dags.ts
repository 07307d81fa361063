import type { Expression, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { keywordOf, keywordThrough, literalOf, positionalOf, stringOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, projectModulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { partKey } from './code-parts.ts'
import { lastLineOf } from './last-line.ts'

/** Lines of a file's top that belong to a DAG; `part` is the part they stand in. */
type Region = { readonly part: string; readonly from: number; readonly to: number }

/**
 * An Airflow DAG. `schedule` is what starts it by itself (a cron, a preset, a data set) and null where only a person or another DAG does
 * (`None`, `@once`, or no schedule at all); `line` is where the schedule stands, else the DAG's own. `regions` hold its tasks.
 */
export type Dag = { readonly id: string; readonly path: string; readonly line: number; readonly schedule: string | null; readonly regions: readonly Region[] }

/** The Airflow DAGs of the project, found by what a file says, in the order of the tree. */
export const dagsOf = memoise((facts: RepositoryFacts): readonly Dag[] => projectModulesOf(facts).flatMap((module) => {
  if (!definitionsOf(module.tree).imports.some((one) => one.module.split('.')[0] === 'airflow')) return []
  return [...decorated(facts, module), ...constructed(facts, module)]
}))

function decorated(facts: RepositoryFacts, module: PythonModule): readonly Dag[] {
  return definitionsOf(module.tree).functions.filter((one) => one.context.functions.length === 0).flatMap((one) => one.node.decorators.flatMap((decorator, index): readonly Dag[] => {
    if (!/(?:^|\.)dag$/.test(one.decorators[index] ?? '')) return []
    const call = { args: decorator.kind === 'call' ? decorator.args : [] }
    const id = stringOf(keywordOf(call, 'dag_id') ?? positionalOf(call, 0), module.tree, one.context) ?? one.name
    return [{ id, path: module.path, ...scheduleOf(facts, module, call, one.context, decorator.line), regions: [{ part: partKey(module.path, one.name), from: 0, to: Number.MAX_SAFE_INTEGER }] }]
  }))
}

function constructed(facts: RepositoryFacts, module: PythonModule): readonly Dag[] {
  const names = namesOf(module.tree)
  const found: { call: Expression & { kind: 'call' }; context: Context; body: readonly Statement[] | null; name: string | null }[] = []
  const isDag = (expression: Expression | null, context: Context): expression is Expression & { kind: 'call' } => expression?.kind === 'call' && /(?:^|\.)DAG$/.test(names.dotted(expression.callee, context))
  for (const { statement, context } of definitionsOf(module.tree).statements) {
    if (statement.kind === 'with') {
      for (const item of statement.items) if (isDag(item.value, context)) found.push({ call: item.value, context, body: statement.body, name: null })
    } else if (statement.kind === 'assign' && isDag(statement.value, context)) {
      const [target] = statement.targets
      found.push({ call: statement.value, context, body: null, name: target?.kind === 'name' ? target.id : null })
    }
  }
  return found.map(({ call, context, body, name }): Dag => {
    const id = stringOf(keywordOf(call, 'dag_id') ?? positionalOf(call, 0), module.tree, context) ?? ''
    const owner = context.functions[0]?.name ?? ''
    const opened = name === null ? null : withOf(module, name)
    const alone = found.length === 1
    const regions = alone ? [owner, context.functions.length === 0 ? '__main__' : owner].map((part) => whole(module.path, part))
      : body !== null || opened !== null ? [{ part: partKey(module.path, owner), ...span(body ?? opened ?? []) }] : tasksOf(module, name)
    return { id, path: module.path, ...scheduleOf(facts, module, call, context, call.line), regions }
  })
}

function whole(path: string, part: string): Region {
  return { part: partKey(path, part), from: 0, to: Number.MAX_SAFE_INTEGER }
}

/** The body of `with dag:` for a DAG that was given a name. */
function withOf(module: PythonModule, name: string): readonly Statement[] | null {
  const found = definitionsOf(module.tree).statements.find(({ statement }) => statement.kind === 'with' && statement.items.some((item) => item.value.kind === 'name' && item.value.id === name))?.statement
  return found?.kind === 'with' ? found.body : null
}

/** The statements whose operator names the DAG (`dag=dag`). */
function tasksOf(module: PythonModule, name: string | null): readonly Region[] {
  return definitionsOf(module.tree).statements.flatMap(({ statement, context }) => {
    const value = statement.kind === 'assign' || statement.kind === 'expression' ? statement.value : null
    const dag = value?.kind === 'call' ? keywordOf(value, 'dag') : null
    return dag?.kind === 'name' && dag.id === name && context.functions.length === 0 ? [{ part: partKey(module.path, ''), ...span([statement]) }] : []
  })
}

function span(body: readonly Statement[]): { readonly from: number; readonly to: number } {
  return { from: body[0]?.line ?? Number.MAX_SAFE_INTEGER, to: lastLineOf(body) }
}

function scheduleOf(facts: RepositoryFacts, module: PythonModule, call: Pick<Call, 'args'>, context: Context, line: number): { readonly schedule: string | null; readonly line: number } {
  const written = ['schedule', 'schedule_interval', 'timetable'].map((name) => keywordThrough(call, name, module.tree, context)).find((one) => one !== null) ?? null
  if (written === null) return { schedule: null, line }
  return { schedule: startOf(facts, module, written, context), line: written.line }
}

/** What an expression starts by itself; null for `None` and `@once`. */
function startOf(facts: RepositoryFacts, module: PythonModule, written: Expression, context: Context): string | null {
  const value = importedValue(facts, module, literalOf(written, module.tree, context) ?? written)
  if (value.kind === 'constant') return value.value === null || value.value === false ? null : textOf(written)
  if (value.kind === 'string') return /^(?:@once|none|null|)$/i.test(value.text.trim()) ? null : value.text
  if (value.kind === 'collection' && value.items.length === 0) return null
  if (value.kind === 'call' && value.args.length > 1) {
    const fallback = value.args[1]?.value
    if (fallback !== undefined && /(?:^|\.)(?:getenv|get)$/.test(textOf(value.callee))) return startOf(facts, module, fallback, context)
  }
  return textOf(value)
}

/** The value of a constant that is imported from a module of the project. */
function importedValue(facts: RepositoryFacts, module: PythonModule, expression: Expression): Expression {
  if (expression.kind !== 'name') return expression
  const one = definitionsOf(module.tree).imports.find((candidate) => candidate.as === expression.id)
  const target = one === undefined ? null : moduleGraphOf(facts).resolve(module.path, one)
  if (target?.kind !== 'project' || target.name === null) return expression
  const file = modulesOf(facts).find((candidate) => candidate.path === target.path)
  const given = file === undefined ? null : namesOf(file.tree).valueOf(target.name, { functions: [], classes: [], dead: false, main: false, tests: [], loop: false, guarded: false, handler: null }, Number.MAX_SAFE_INTEGER)
  return given ?? expression
}
