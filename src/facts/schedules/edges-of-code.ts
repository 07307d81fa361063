import { memoise, memoiseEach } from '../memoise.ts'
import { keywordOf, positionalOf, stringOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { wordsIn } from '../python/expressions.ts'
import type { PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { partKey, type CodePart, type Reference } from './code-parts.ts'
import { commandsStarted, startsWork } from './commands-in-python.ts'
import { deployedFlows, runsDeployment } from './deployed-flows.ts'
import { speaksOfDrift } from './drift-code.ts'
import { edgeTo, type Edge, type Effect } from './edge.ts'
import { edgesOfAddress, edgesOfCommand } from './edges-of-command.ts'
import { methodsOfClass } from './look-up.ts'
import { moduleFileNamed, pythonFileNamed, scriptParts } from './project-files.ts'
import { namesClass, partsAlong, trailOf, type Trail } from './references.ts'
import { pathsAsked } from './request-handlers.ts'

/** What the parts of the code lead to: what they name, the commands and scripts they run, what they ask over HTTP, the DAGs they start. */
export const edgesOfPart = memoiseEach(({ key }: CodePart) => key, (facts: RepositoryFacts, part): readonly Edge[] =>
  [...followableIn(part).flatMap((one) => edgesOfReference(facts, part, one)), ...tellingCallsOf(part).flatMap((call) => edgesOfCall(facts, part, call))])

/** A reference that may lead to a part of the project. `classNamed` is a class that is handed on and not called. */
type Followable = { readonly reference: Reference; readonly trail: Trail | null; readonly classNamed: string | null }

const followableIn = memoise((part: CodePart): readonly Followable[] => {
  const called = new Set(part.calls.map((call) => call.callee))
  return part.references.flatMap((reference): readonly Followable[] => {
    const { expression } = reference
    const trail = trailOf(part.module, reference)
    const classNamed = expression.kind === 'name' && !called.has(expression) && namesClass(reference) ? expression.id : null
    return trail === null && classNamed === null ? [] : [{ reference, trail, classNamed }]
  })
})

function edgesOfReference(facts: RepositoryFacts, part: CodePart, { reference, trail, classNamed }: Followable): readonly Edge[] {
  const { path } = part.module
  const along = trail === null ? [] : partsAlong(facts, trail)
  const keys = classNamed === null ? along : [...along, ...methodsOfClass(facts, path, classNamed)]
  if (keys.length === 0) return []
  const onDrift = speaksOfDrift(reference.context.tests.flatMap(wordsIn))
  return keys.filter((key) => key !== part.key).map((key) => ({ ...edgeTo(key, { path, line: reference.expression.line }, key.slice(key.indexOf('::') + 2)), onDrift }))
}

/** The calls of a part that may lead to something besides what they name. */
const tellingCallsOf = memoise((part: CodePart): readonly Call[] => part.calls.filter((call) =>
  /(?:TriggerDagRunOperator|trigger_dag|HttpOperator)$/.test(call.method) || runsDeployment(call) || startsWork(call, part.module) || commandsOfApp(part.module, call).length > 0
  || pathsAsked(call, part.module).length > 0 || scriptNamesIn(call).length > 0 || IMAGE_TASK.test(call.method)))

const IMAGE_TASK = /(?:Docker|Kubernetes\w*|ECS\w*|CloudRun\w*|Batch)Operator$/

/** What a call leads to besides what it names: commands, requests, other DAGs, workflows of GitHub. */
function edgesOfCall(facts: RepositoryFacts, part: CodePart, call: Call): readonly Edge[] {
  const { module } = part
  const place = { path: module.path, line: call.line }
  const onDrift = speaksOfDrift(call.context.tests.flatMap(wordsIn))
  const base: Edge = { to: null, named: [], place, says: call.method, onDrift }
  const triggered = /(?:TriggerDagRunOperator|trigger_dag)$/.test(call.method) ? stringOf(keywordOf(call, 'trigger_dag_id') ?? keywordOf(call, 'dag_id') ?? positionalOf(call, 0), module.tree, call.context) : null
  const endpoint = call.method.endsWith('HttpOperator') ? stringOf(keywordOf(call, 'endpoint'), module.tree, call.context) : null
  const asked = [...pathsAsked(call, module), ...(endpoint === null ? [] : [`/${endpoint.replace(/^\//, '')}`])]
  return [
    ...(triggered === null ? [] : [{ ...base, to: `dag:${triggered}` }]), ...deployedFlows(facts, call, module).map((key) => ({ ...base, to: key })),
    ...asked.flatMap((path) => edgesOfAddress(facts, path, { ...base, says: `asks ${path}` }, wordsOf(part).join(' '))),
    ...scriptsNamed(facts, part, call, base), ...commandsOfApp(module, call).map((name) => ({ ...base, to: partKey(module.path, name), says: name })),
    ...commandsStarted(facts, call, module).flatMap((command) => edgesOfCommand(facts, command).map((edge) => ({ ...edge, onDrift: edge.onDrift || onDrift }))),
    ...(IMAGE_TASK.test(call.method) ? imagesNamed(call, module, base) : []),
  ]
}

/** The commands of a Typer app or a Click group that is called: `app()` runs what `@app.command()` marks. */
function commandsOfApp(module: PythonModule, { callee }: Call): readonly string[] {
  return callee.kind === 'name' ? commandsOf(module).get(callee.id) ?? [] : []
}

const commandsOf = memoise((module: PythonModule): ReadonlyMap<string, readonly string[]> => {
  const commands = new Map<string, string[]>()
  for (const { name, owner, node } of definitionsOf(module.tree).functions) {
    for (const decorator of owner === null ? node.decorators : []) {
      const mark = decorator.kind === 'call' ? decorator.callee : decorator
      if (mark.kind !== 'attribute' || !/^(?:command|callback)$/.test(mark.name) || mark.of.kind !== 'name') continue
      commands.set(mark.of.id, [...commands.get(mark.of.id) ?? [], name])
    }
  }
  return commands
})

const NOT_RUNNING = /^(?:open|exists|print|getLogger|get_logger|info|debug|warning|error|exception|write|read|read_text|write_text|copy|copyfile|remove|unlink|patch|add_argument|join|format|get|getenv|append|Path|ArgumentParser|skip|raise_for_status)$/

/** Scripts and modules that a call is given by name, for something that runs them: `run_job("training.py")`, `run_module("src.train")`. */
function scriptsNamed(facts: RepositoryFacts, part: CodePart, call: Call, base: Edge): readonly Edge[] {
  return scriptNamesIn(call).flatMap((text) => {
    const file = SCRIPT.test(text) ? pythonFileNamed(facts, text) : moduleFileNamed(facts, text)
    return file === null || file === part.module.path ? [] : scriptParts(file).map((key) => ({ ...base, to: key, says: text }))
  })
}

const SCRIPT = /^[\w./-]+\.py$/
const MODULE = /^[a-z_]\w*(?:\.[a-z_]\w*)+$/

function scriptNamesIn(call: Call): readonly string[] {
  if (call.args.length === 0 || NOT_RUNNING.test(call.method)) return []
  const texts = call.args.map((argument) => argument.value).flatMap((value) => value.kind === 'collection' ? value.items : [value]).flatMap((value) => value.kind === 'string' && value.parts.length === 0 && value.text.length < 200 ? [value.text] : [])
  return texts.filter((text) => SCRIPT.test(text) || MODULE.test(text))
}

/** Every text and name in a part and in its defaults, for what an address leaves open. */
function wordsOf(part: CodePart): readonly string[] {
  const defaults = part.definition?.node.parameters.flatMap((parameter) => parameter.value === null ? [] : wordsIn(parameter.value)) ?? []
  return [...defaults, ...part.calls.flatMap((call) => call.args.flatMap((argument) => wordsIn(argument.value)))]
}

/** A container task whose name says that it trains or looks for drift; its image says so only where no other command is given to it. */
function imagesNamed(call: Call, module: CodePart['module'], base: Edge): readonly Edge[] {
  const isTold = ['cmds', 'command', 'arguments', 'overrides'].some((name) => keywordOf(call, name) !== null)
  const text = [...isTold ? [] : ['image'], 'name', 'task_id', 'job_name'].map((name) => stringOf(keywordOf(call, name), module.tree, call.context) ?? '').join(' ')
  const named: Effect[] = [...(/(?:^|[^a-z])(?:re)?train/i.test(text) ? ['training' as const] : []), ...(/drift/i.test(text) ? ['drift' as const] : [])]
  return named.length === 0 ? [] : [{ ...base, named, says: text.trim() }]
}
