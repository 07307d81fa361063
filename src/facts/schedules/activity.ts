import { ciOf } from '../ci/ci-facts.ts'
import type { Command, Place } from '../commands/command.ts'
import { expandScript } from '../commands/expand.ts'
import { memoise } from '../memoise.ts'
import { wordsIn } from '../python/expressions.ts'
import { keywordOf, positionalOf, stringOf } from '../python/calls.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { codePartsOf, type CodePart } from './code-parts.ts'
import { targetsOf } from './command-targets.ts'
import { commandsStarted } from './commands-in-python.ts'
import { dagsOf, type Dag } from './dags.ts'
import { driftPartsOf, speaksOfDrift } from './drift-code.ts'
import { pathsAsked, handlersAt } from './request-handlers.ts'
import { moduleFileNamed, pythonFileNamed, scriptParts } from './project-files.ts'
import { partsReferred } from './references.ts'
import { trainingPartsOf } from './training-code.ts'

export type Effect = 'training' | 'drift'

/** One thing that leads to another. `to` is a part of the code, `dag:ID` or `workflow:PATH`, or null where only `named` says what happens there. */
export type Edge = {
  readonly to: string | null
  readonly named: readonly Effect[]
  readonly place: Place
  readonly says: string
  /** It happens only because of drift: the condition it stands under says so. */
  readonly onDrift: boolean
}

/** A way from a start to what it leads to; `end` is where that happens. */
export type Way = { readonly edges: readonly Edge[]; readonly end: Place; readonly onDrift: boolean }

/** What prepares a comparison and does not make one: loading a reference, setting thresholds, making drift up. */
const PREPARES = /^_*(?:load|calibrat|simulat|inject|synthe|bootstrap|warm_?up|create_reference|build_reference|init_)/i
const MOST_VISITED = 4000
const LONGEST_WAY = 14

/** The shortest way from these edges to a place that trains or looks for drift; null where none is found. */
export function wayTo(facts: RepositoryFacts, from: readonly Edge[], effect: Effect): Way | null {
  const ends = effect === 'training' ? trainingPartsOf(facts) : driftPartsOf(facts)
  const queue: (readonly Edge[])[] = from.map((edge) => [edge])
  const visited = new Set<string>()
  for (let at = 0; at < queue.length && at < MOST_VISITED; at += 1) {
    const edges = queue[at] ?? []
    const edge = edges.at(-1)
    if (edge === undefined) continue
    const end = edge.named.includes(effect) ? edge.place : edge.to === null ? undefined : ends.get(edge.to)
    if (end !== undefined) return { edges, end, onDrift: edges.some((one) => one.onDrift) }
    if (edge.to === null || visited.has(edge.to) || edges.length > LONGEST_WAY || (effect === 'drift' && PREPARES.test(nameOfPart(edge.to)))) continue
    visited.add(edge.to)
    for (const next of edgesFrom(facts, edge.to)) queue.push([...edges, next])
  }
  return null
}

function nameOfPart(key: string): string {
  return key.slice(Math.max(key.indexOf('::') + 2, key.lastIndexOf('.') + 1))
}

/** An edge to a part of the code. */
export function edgeTo(key: string, place: Place, says: string): Edge {
  return { to: key, named: [], place, says, onDrift: false }
}

/** What a part of the code, a DAG or a workflow leads to. */
export function edgesFrom(facts: RepositoryFacts, key: string): readonly Edge[] {
  if (key.startsWith('dag:')) return dagsOf(facts).filter((dag) => `dag:${dag.id}` === key).flatMap((dag) => edgesOfDag(facts, dag))
  if (key.startsWith('workflow:')) return edgesOfWorkflow(facts, key.slice('workflow:'.length))
  const part = codePartsOf(facts).get(key)
  return part === undefined ? [] : edgesOfPart(facts)(part)
}

/** What the tasks of a DAG lead to. */
export function edgesOfDag(facts: RepositoryFacts, dag: Dag): readonly Edge[] {
  return dag.regions.flatMap((region) => edgesInside(facts, region.part, region.from, region.to))
}

/** What some lines of a part lead to, and what happens on them. */
export function edgesInside(facts: RepositoryFacts, key: string, from: number, to: number): readonly Edge[] {
  const path = key.slice(0, key.indexOf('::'))
  const isInside = (place: Place): boolean => place.path === path && place.line >= from && place.line <= to
  const own = ([['training', trainingPartsOf(facts).get(key)], ['drift', driftPartsOf(facts).get(key)]] as const)
    .flatMap(([effect, place]): readonly Edge[] => place === undefined || !isInside(place) ? [] : [{ to: null, named: [effect], place, says: effect, onDrift: false }])
  return [...own, ...edgesFrom(facts, key).filter((edge) => isInside(edge.place))]
}

/** What the steps of a workflow that can run lead to. */
function edgesOfWorkflow(facts: RepositoryFacts, path: string): readonly Edge[] {
  return ciOf(facts).commands.filter((command) => command.workflow === path && command.inactive === null && command.broken === null).flatMap((command) => edgesOfCommand(facts, command))
}

/** What a command leads to. */
export function edgesOfCommand(facts: RepositoryFacts, command: Command): readonly Edge[] {
  const targets = targetsOf(facts, command)
  const onDrift = command.condition !== null && /drift/i.test(command.condition)
  const edge = (to: string | null, ...named: readonly Effect[]): Edge => ({ to, named, place: command.place, says: command.text, onDrift })
  return [
    ...targets.parts.map((part) => edge(part)), ...targets.asks.flatMap((path) => edgesOfAddress(facts, path, edge(null), '')), ...targets.dags.map((dag) => edge(`dag:${dag}`)),
    ...targets.workflows.flatMap((name) => workflowsNamed(facts, name).map((path) => edge(`workflow:${path}`))),
    ...(targets.training ? [edge(null, 'training')] : []), ...(targets.drift ? [edge(null, 'drift')] : []),
  ]
}

/** What a script that stands in some file leads to; everything is placed where the script stands. */
export function edgesOfScript(facts: RepositoryFacts, text: string, place: Place, directory = '.'): readonly Edge[] {
  return expandScript(facts, { text, path: place.path, line: place.line, directory, options: {}, masked: null, via: [], through: [], environment: [] })
    .flatMap((command) => edgesOfCommand(facts, command)).map((edge) => edge.place.path === place.path ? { ...edge, place } : edge)
}

const edgesOfPart = memoise((facts: RepositoryFacts) => {
  const kept = new Map<string, readonly Edge[]>()
  return (part: CodePart): readonly Edge[] => {
    const known = kept.get(part.key)
    if (known !== undefined) return known
    const made = [...part.references.flatMap((reference) => partsReferred(facts, part.module.path, reference).filter((key) => key !== part.key).map((key) => {
      const place = { path: part.module.path, line: reference.expression.line }
      return { ...edgeTo(key, place, key.slice(key.indexOf('::') + 2)), onDrift: speaksOfDrift(reference.context.tests.flatMap(wordsIn)) }
    })), ...part.calls.flatMap((call) => edgesOfCall(facts, part, call))]
    kept.set(part.key, made)
    return made
  }
})

/** What a call leads to besides what it names: commands, requests, other DAGs, workflows of GitHub. */
function edgesOfCall(facts: RepositoryFacts, part: CodePart, call: CodePart['calls'][number]): readonly Edge[] {
  const { module } = part
  const place = { path: module.path, line: call.line }
  const onDrift = speaksOfDrift(call.context.tests.flatMap(wordsIn))
  const base: Edge = { to: null, named: [], place, says: call.method, onDrift }
  const triggered = /(?:TriggerDagRunOperator|trigger_dag)$/.test(call.method) ? stringOf(keywordOf(call, 'trigger_dag_id') ?? keywordOf(call, 'dag_id') ?? positionalOf(call, 0), module.tree, call.context) : null
  const endpoint = call.method.endsWith('HttpOperator') ? stringOf(keywordOf(call, 'endpoint'), module.tree, call.context) : null
  const asked = [...pathsAsked(call, module), ...(endpoint === null ? [] : [`/${endpoint.replace(/^\//, '')}`])]
  return [
    ...(triggered === null ? [] : [{ ...base, to: `dag:${triggered}` }]),
    ...asked.flatMap((path) => edgesOfAddress(facts, path, { ...base, says: `asks ${path}` }, wordsOf(part).join(' '))),
    ...scriptsNamed(facts, part, call, base),
    ...commandsStarted(facts, call, module).flatMap((command) => edgesOfCommand(facts, command).map((edge) => ({ ...edge, onDrift: edge.onDrift || onDrift }))),
    ...(/(?:Docker|Kubernetes\w*|ECS\w*|CloudRun\w*|Batch)Operator$/.test(call.method) ? imagesNamed(call, module, base) : []),
  ]
}

const NOT_RUNNING = /^(?:open|exists|print|getLogger|get_logger|info|debug|warning|error|exception|write|read|read_text|write_text|copy|copyfile|remove|unlink|patch|add_argument|join|format|get|getenv|append|Path|ArgumentParser|skip|raise_for_status)$/

/** Scripts and modules that a call is given by name, for something that runs them: `run_job("training.py")`, `run_module("src.train")`. */
function scriptsNamed(facts: RepositoryFacts, part: CodePart, call: CodePart['calls'][number], base: Edge): readonly Edge[] {
  if (NOT_RUNNING.test(call.method)) return []
  const texts = call.args.map((argument) => argument.value).flatMap((value) => value.kind === 'collection' ? value.items : [value]).flatMap((value) => value.kind === 'string' && value.parts.length === 0 && value.text.length < 200 ? [value.text] : [])
  return texts.flatMap((text) => {
    const file = /^[\w./-]+\.py$/.test(text) ? pythonFileNamed(facts, text) : /^[a-z_]\w*(?:\.[a-z_]\w*)+$/.test(text) ? moduleFileNamed(facts, text) : null
    return file === null || file === part.module.path ? [] : scriptParts(file).map((key) => ({ ...base, to: key, says: text }))
  })
}

/** Every text and name in a part and in its defaults, for what an address leaves open. */
function wordsOf(part: CodePart): readonly string[] {
  const defaults = part.definition?.node.parameters.flatMap((parameter) => parameter.value === null ? [] : wordsIn(parameter.value)) ?? []
  return [...defaults, ...part.calls.flatMap((call) => call.args.flatMap((argument) => wordsIn(argument.value)))]
}

/** What an asked address leads to: a handler of the project, a DAG of Airflow's API, a workflow of GitHub's; `words` are what stands around it. */
export function edgesOfAddress(facts: RepositoryFacts, path: string, base: Edge, words: string): readonly Edge[] {
  if (/\/dagRuns\b/.test(path)) {
    const named = dagsOf(facts).filter((dag) => dag.id !== '' && (path.includes(`/${dag.id}/`) || words.split(' ').includes(dag.id)))
    const chosen = named.length > 0 ? named : dagsOf(facts).filter((dag) => /train/i.test(dag.id))
    return chosen.map((dag) => ({ ...base, to: `dag:${dag.id}`, says: `starts the DAG ${dag.id}` }))
  }
  if (path.endsWith('/dispatches')) return workflowsNamed(facts, /workflows\/([^/]+)\/dispatches/.exec(path)?.[1] ?? 'repository_dispatch').map((workflow) => ({ ...base, to: `workflow:${workflow}` }))
  const handlers = handlersAt(facts, path)
  if (handlers.length > 0) return handlers.map((route) => ({ ...base, to: route.key }))
  return /(?:^|[/_-])(?:re)?train(?:ing)?(?:[/_-]|$)/i.test(path) && !/status|history|metrics|result/i.test(path) ? [{ ...base, named: ['training'] }] : []
}

/** The workflows that a dispatch starts, by file name or name; those that wait for a dispatch from outside for `repository_dispatch`. */
export function workflowsNamed(facts: RepositoryFacts, name: string): readonly string[] {
  const bare = name.replace(/^["']|["']$/g, '')
  return ciOf(facts).workflows.filter((one) => bare === 'repository_dispatch' ? one.starts.includes('repository_dispatch') : one.path.endsWith(`/${bare}`) || one.name === bare).map((one) => one.path)
}

/** A container task whose image, name or arguments say that it trains or looks for drift. */
function imagesNamed(call: CodePart['calls'][number], module: CodePart['module'], base: Edge): readonly Edge[] {
  const text = ['image', 'name', 'task_id', 'job_name'].map((name) => stringOf(keywordOf(call, name), module.tree, call.context) ?? '').join(' ')
  const named: Effect[] = [...(/(?:^|[^a-z])(?:re)?train/i.test(text) ? ['training' as const] : []), ...(/drift/i.test(text) ? ['drift' as const] : [])]
  return named.length === 0 ? [] : [{ ...base, named, says: text.trim() }]
}
