import type { Argument, Expression, FunctionStatement, PythonTree, Statement } from '../python/tree.ts'
import { taskScript, type Task, type TaskScript } from './task.ts'

type Call = Extract<Expression, { kind: 'call' }>

/** `defaults` are the sessions that `nox` runs by itself. */
export type NoxFile = { readonly sessions: readonly Task[]; readonly defaults: readonly string[] }

/** Reads a noxfile.py: sessions with what `session.run` runs, in the order it is written. */
export function noxSessions(tree: PythonTree): NoxFile {
  const sessions = functionsOf(tree.body).flatMap((statement): readonly Task[] => {
    const decorator = statement.decorators.find((item) => dotted(item.kind === 'call' ? item.callee : item).endsWith('session'))
    if (decorator === undefined) return []
    const name = decorator.kind === 'call' ? textOf(decorator.args.find((argument) => argument.name === 'name')?.value) : null
    const session = statement.parameters[0]?.name ?? 'session'
    const calls = callsIn(statement.body).filter((call) => /^(?:run|run_always|run_install)$/.test(methodOf(call, session)))
    return [{ name: name ?? statement.name, line: statement.line, needs: [], scripts: calls.flatMap(scriptOfRun) }]
  })
  const chosen = tree.body.flatMap((statement) => statement.kind === 'assign' && statement.targets.some((target) => dotted(target) === 'nox.options.sessions') && statement.value?.kind === 'collection'
    ? statement.value.items.map(textOf).filter((text) => text !== null)
    : [])
  return { sessions, defaults: chosen.length > 0 ? chosen : sessions.map((session) => session.name) }
}

/** Reads a tasks.py of invoke: functions with `@task` and what `c.run("…")` runs. */
export function invokeTasks(tree: PythonTree): readonly Task[] {
  return functionsOf(tree.body).flatMap((statement): readonly Task[] => {
    const decorator = statement.decorators.find((item) => /(?:^|\.)task$/.test(dotted(item.kind === 'call' ? item.callee : item)))
    if (decorator === undefined) return []
    const args = decorator.kind === 'call' ? decorator.args : []
    const name = textOf(args.find((argument) => argument.name === 'name')?.value)
    const needs = args.filter((argument) => (argument.name === null && argument.spread === '') || argument.name === 'pre')
      .flatMap((argument) => argument.value.kind === 'collection' ? argument.value.items : [argument.value]).map(dotted).map((need) => need.split('.').at(-1) ?? '').filter((need) => need !== '')
    const context = statement.parameters[0]?.name ?? 'c'
    const scripts = callsIn(statement.body).flatMap((call): readonly TaskScript[] => {
      const text = methodOf(call, context) === 'run' ? textOf(call.args[0]?.value) : null
      return text === null ? [] : [taskScript(text, call.line, { ignored: isTrue(call.args, 'warn') ? '`warn=True` takes its failure' : null })]
    })
    return [{ name: (name ?? statement.name).replaceAll('_', '-'), line: statement.line, needs: needs.map((need) => need.replaceAll('_', '-')), scripts }]
  })
}

function scriptOfRun(call: Call): readonly TaskScript[] {
  const words = call.args.filter((argument) => argument.name === null && argument.spread === '').map((argument) => textOf(argument.value))
  if (words.length === 0 || words[0] === null) return []
  const codes = call.args.find((argument) => argument.name === 'success_codes')?.value
  const forgiving = codes?.kind === 'collection' && codes.items.some((item) => item.kind === 'number' && item.value === 1)
  return [taskScript(words.map((word) => quoted(word ?? '…')).join(' '), call.line, { ignored: forgiving ? '`success_codes` takes its failure' : null })]
}

function functionsOf(body: readonly Statement[]): readonly FunctionStatement[] {
  return body.filter((statement) => statement.kind === 'function')
}

function isTrue(args: readonly Argument[], name: string): boolean {
  const value = args.find((argument) => argument.name === name)?.value
  return value?.kind === 'constant' && value.value === true
}

function methodOf(call: Call, owner: string): string {
  return call.callee.kind === 'attribute' && call.callee.of.kind === 'name' && call.callee.of.id === owner ? call.callee.name : ''
}

function textOf(value: Expression | undefined): string | null {
  return value?.kind === 'string' ? value.text : null
}

function dotted(expression: Expression): string {
  return expression.kind === 'name' ? expression.id : expression.kind === 'attribute' ? `${dotted(expression.of)}.${expression.name}` : ''
}

/** Every call below these statements in source order, found by shape so that no kind of statement is forgotten. */
function callsIn(root: unknown): readonly Call[] {
  const calls: Call[] = []
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 200) return
    if ('kind' in value && value.kind === 'call' && 'callee' in value) calls.push(value as Call)
    for (const inner of Object.values(value)) visit(inner, depth + 1)
  }
  visit(root, 0)
  return calls
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
