import type { Expression } from '../../parse/python/tree.ts'
import { ciOf } from '../ci/ci-facts.ts'
import type { Command, Place } from '../commands/command.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import { keywordOf, literalOf, positionalOf, stringOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf, walkExpression } from '../python/expressions.ts'
import { namesOf } from '../python/names.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { edgesOfDag } from './activity.ts'
import { edgeTo, type Edge } from './edge.ts'
import { codePartsOf, partKey, type CodePart } from './code-parts.ts'
import { dagsOf } from './dags.ts'
import { pythonFileNamed } from './project-files.ts'
import { partsReferred } from './references.ts'
import { SCHEDULER_CALLS, SCHEDULER_DECORATORS, type SchedulerApi } from './scheduler-apis.ts'
import type { Start } from './start.ts'

/** The Airflow DAGs: on their schedule, or by a person where they have none. */
export const dagStartsOf = memoise((facts: RepositoryFacts): readonly Start[] => dagsOf(facts).map((dag): Start => ({
  by: dag.schedule === null ? 'person' : 'schedule',
  says: `${dag.id === '' ? 'an Airflow DAG' : `Airflow DAG \`${dag.id}\``} ${dag.schedule === null ? 'without a schedule' : `on \`${dag.schedule}\``}`,
  place: { path: dag.path, line: dag.line }, edges: edgesOfDag(facts, dag),
})))

/** What Python code puts on a schedule, through an orchestrator's or a scheduler's interface. */
export const pythonSchedulesOf = memoise((facts: RepositoryFacts): readonly Start[] => [...codePartsOf(facts).values()].flatMap((part) => {
  if (part.module.role !== 'code') return []
  return [...schedulingCallsOf(part).flatMap(({ call, api }) => startOfCall(facts, part, call, api)), ...startsOfDecorators(facts, part), ...beatSchedules(facts, part), ...classSchedules(facts, part)]
}))

function isImported(part: CodePart, root: RegExp): boolean {
  return definitionsOf(part.module.tree).imports.some((one) => root.test(one.module) || (one.module === '' && root.test(one.as)))
}

/** The calls of a part to a scheduler's interface. */
const schedulingCallsOf = memoise((part: CodePart): readonly { readonly call: Call; readonly api: SchedulerApi }[] => part.calls.flatMap((call) => {
  const api = SCHEDULER_CALLS.find((one) => one.method.test(call.method) && isImported(part, one.root))
  return api === undefined || !call.name.startsWith(api.of ?? '') ? [] : [{ call, api }]
}))

function startOfCall(facts: RepositoryFacts, part: CodePart, call: Call, api: SchedulerApi): readonly Start[] {
  const given = (api.keywords ?? []).map((name) => keywordOf(call, name)).find((value) => value !== null && isSet(value, part, call))
  if (api.keywords !== null && given === undefined) return []
  if (api.repeats === true && !repeats(part, call)) return []
  const place = { path: part.module.path, line: given?.line ?? call.line }
  const named = edgesNamed(facts, part, call, place)
  const says = given === undefined || given === null ? named.find((one) => !one.says.endsWith('.__init__'))?.says ?? call.method : textOf(given)
  const start = { place, edges: named.length > 0 || !api.whole ? named : edgesOfFile(facts, part.module.path, place) }
  return isOnlyMade(facts, call, api) ? [{ by: 'person', says: `${api.tool} (\`${says}\`), made and never applied,`, ...start, idle: true }] : [{ by: 'schedule', says: `${api.tool} (\`${says}\`)`, ...start }]
}

/** A deployment that code makes and hands to nobody: Prefect never hears of its clock. */
function isOnlyMade(facts: RepositoryFacts, call: Call, api: SchedulerApi): boolean {
  if (api.madeOnly?.test(call.method) !== true) return false
  return !['apply', 'output'].some((name) => keywordOf(call, name) !== null) && !handsOver(facts)
}

/** Whether some code hands a deployment to Prefect, or a command the file in which one is made; `apply` of a table is given a function. */
const handsOver = memoise((facts: RepositoryFacts): boolean => commandsOf(facts).some(({ words: [tool, group, act] }) => tool === 'prefect' && group === 'deployment' && act === 'create') || [...codePartsOf(facts).values()].some(({ calls }) => calls.some(({ method, args }) =>
  method === 'serve' || method === 'deploy' || method === 'add_deployment' || (method === 'apply' && args.every(({ name, spread }) => name === null ? spread !== '' : name !== 'func')))))

function commandsOf(facts: RepositoryFacts): readonly Command[] {
  return [...ciOf(facts).commands, ...taskCommandsOf(facts).flatMap((task) => task.commands)]
}

function isSet(value: Expression, part: CodePart, call: Call): boolean {
  const literal = literalOf(value, part.module.tree, call.context) ?? value
  return !(literal.kind === 'constant' && (literal.value === null || literal.value === false)) && !(literal.kind === 'collection' && literal.items.length === 0)
}

/** An APScheduler job that comes back; one with a date, or without a trigger, runs once. */
function repeats(part: CodePart, call: Call): boolean {
  const trigger = keywordOf(call, 'trigger') ?? positionalOf(call, 1)
  const text = trigger === null ? '' : stringOf(trigger, part.module.tree, call.context) ?? textOf(literalOf(trigger, part.module.tree, call.context) ?? trigger)
  return text !== '' && text !== 'date' && !/DateTrigger/.test(text)
}

/** The parts that a call names in itself and in what it is called on, also as `file.py:flow`. */
function edgesNamed(facts: RepositoryFacts, part: CodePart, call: Call, place: Place): readonly Edge[] {
  const keys = new Set<string>()
  const visit = (expression: Expression): void => {
    walkExpression(expression, (one) => {
      if (one.kind === 'name' || one.kind === 'attribute') {
        for (const key of partsReferred(facts, part.module.path, { expression: one, context: call.context })) keys.add(key)
        const value = one.kind === 'name' ? literalOf(one, part.module.tree, call.context) : null
        if (value?.kind === 'call') for (const argument of value.args) for (const key of partsReferred(facts, part.module.path, { expression: argument.value, context: call.context })) keys.add(key)
      }
      if (one.kind !== 'string') return
      const entry = /([\w./-]{1,200}\.py):(\w+)/.exec(one.text)
      const file = entry === null ? null : pythonFileNamed(facts, entry[1] ?? '')
      if (file !== null) keys.add(partKey(file, entry?.[2] ?? ''))
      for (const key of tasksNamed(facts, one.text)) keys.add(key)
    })
  }
  visit(call.callee)
  for (const argument of call.args) visit(argument.value)
  return [...keys].map((key) => edgeTo(key, place, key.slice(key.indexOf('::') + 2)))
}

/** Celery tasks by their dotted names, jobs of APScheduler by `module:function`. */
function tasksNamed(facts: RepositoryFacts, text: string): readonly string[] {
  const match = /^([\w.]{1,150})[.:](\w+)$/.exec(text)
  if (match === null) return []
  const file = pythonFileNamed(facts, `${(match[1] ?? '').replaceAll('.', '/')}.py`)
  const key = file === null ? '' : partKey(file, match[2] ?? '')
  return codePartsOf(facts).has(key) ? [key] : []
}

/** Everything in a file: what a schedule means that does not say what it starts. */
function edgesOfFile(facts: RepositoryFacts, path: string, place: Place): readonly Edge[] {
  return [...codePartsOf(facts).values()].filter((part) => part.module.path === path).map((part) => edgeTo(part.key, place, part.name))
}

function startsOfDecorators(facts: RepositoryFacts, part: CodePart): readonly Start[] {
  const { definition, module } = part
  if (definition === null) return []
  return definition.node.decorators.flatMap((decorator): readonly Start[] => {
    const callee = decorator.kind === 'call' ? decorator.callee : decorator
    const name = namesOf(module.tree).dotted(callee, definition.context)
    const api = SCHEDULER_DECORATORS.find((one) => one.name.test(name) && isImported(part, one.root))
    if (api === undefined) return []
    const args = { args: decorator.kind === 'call' ? decorator.args : [] }
    const place = { path: module.path, line: decorator.line }
    if (api.keywords !== null && !api.keywords.some((keyword) => keywordOf(args, keyword) !== null)) {
      // A function that runs on a provider's machines: a job that somebody starts.
      return api.byHand !== undefined ? [{ by: 'person', says: `the job \`${definition.name}\` ${api.byHand}`, place, edges: [edgeTo(part.key, place, definition.name)] }] : []
    }
    const jobs = args.args.flatMap((argument) => partsReferred(facts, module.path, { expression: argument.value, context: definition.context }))
    return [{ by: /sensor/i.test(name) ? 'data' : 'schedule', says: `${api.tool} \`${definition.name}\``, place, edges: [edgeTo(part.key, place, definition.name), ...jobs.map((job) => edgeTo(job, place, job))] }]
  })
}

/** `app.conf.beat_schedule = {"x": {"task": "tasks.retrain", "schedule": …}}`. */
function beatSchedules(facts: RepositoryFacts, part: CodePart): readonly Start[] {
  return beatSettingsIn(part).flatMap(({ value, line }): readonly Start[] => {
    const edges: Edge[] = []
    walkExpression(value, (one) => {
      if (one.kind !== 'string') return
      const task = one.text.slice(one.text.lastIndexOf('.') + 1)
      for (const candidate of codePartsOf(facts).values()) {
        if (one.text.includes('.') && candidate.definition?.name === task && candidate.definition.decorators.some((decorator) => decorator.endsWith('task'))) edges.push(edgeTo(candidate.key, { path: part.module.path, line: one.line }, one.text))
      }
    })
    return edges.length === 0 ? [] : [{ by: 'schedule', says: 'Celery beat', place: { path: part.module.path, line: edges[0]?.place.line ?? line }, edges }]
  })
}

const beatSettingsIn = memoise((part: CodePart): readonly { readonly value: Expression; readonly line: number }[] => part.statements.flatMap(({ statement }) =>
  statement.kind === 'assign' && statement.value !== null && statement.targets.some((target) => /(?:^|\.)(?:beat_schedule|CELERY_?BEAT_SCHEDULE)$/i.test(textOf(target))) ? [{ value: statement.value, line: statement.line }] : []))

/** Metaflow's `@schedule` on a flow. */
function classSchedules(facts: RepositoryFacts, part: CodePart): readonly Start[] {
  if (part.name !== '') return []
  return definitionsOf(part.module.tree).classes.filter((one) => one.decorators.some((decorator) => /^metaflow\.(?:schedule|trigger|trigger_on_finish)$/.test(decorator))).map((one): Start => {
    const place = { path: part.module.path, line: one.node.decorators[0]?.line ?? one.node.line }
    const methods = [...codePartsOf(facts).keys()].filter((key) => key.startsWith(partKey(part.module.path, `${one.name}.`)))
    return { by: 'schedule', says: `Metaflow flow \`${one.name}\` on a schedule`, place, edges: methods.map((key) => edgeTo(key, place, key)) }
  })
}
