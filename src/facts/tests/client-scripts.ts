import { ciOf } from '../ci/ci-facts.ts'
import type { Command, Place } from '../commands/command.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf } from '../settings/settings.ts'
import { conditionIn } from './assertions.ts'
import { pipelineScripts } from './pipeline-scripts.ts'
import { isHttpCall, requestOf, shownRequest } from './requests.ts'
import { isTemplate } from './test-files.ts'
import { filesWithTestsOf } from './test-functions.ts'

/**
 * Something that exercises the running service, or starts the pipeline, and is no test function. `asserts`: it fails where an answer is wrong, and a command
 * of the repository runs it; `idle` where no command does. `stopped` is the command that would run it where the shell never comes to that, and why.
 */
export type ClientScript = { readonly path: string; readonly line: number; readonly says: string; readonly asserts: boolean; readonly kind: 'client' | 'idle' | 'pipeline'; readonly stopped?: Stopped }

type Stopped = { readonly place: Place; readonly reason: string }

const LOAD_FILE = /(?:^|\/)(?:[^/]*\.jmx|[^/]*(?:k6|load[-_]?test|artillery)[^/]*\.(?:js|ts|ya?ml)|[^/]*postman_collection[^/]*\.json|[^/]*\.(?:hurl|http|rest))$/i
const LOAD_TOOL = /^(?:locust|k6|artillery|ab|hey|wrk|vegeta|newman|schemathesis|st|jmeter|tavern-ci|hurl)$/
const LOCAL = /\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b/
const ENDPOINT = /(?:^|[/_ ])(?:predict\w*|health\w*|invocations|infer\w*|score|classify|recommend\w*|detect\w*|ping|token|metrics|forecast)(?:$|[/_ ?{])/i
/** A cloud's own command that asks an endpoint for predictions. */
const ENDPOINT_CALL = /^(?:aws sagemaker-runtime invoke-endpoint|gcloud (?:(?:beta|alpha) )?ai endpoints (?:predict|raw-predict)|az ml online-endpoint invoke)\b/
const TRIES = /test|smoke|check|verify|e2e|integration|request|curl|predict|try|client|example|sample/i
const CLIENT_NAME = /(?:^|[_-])(?:tests?|clients?|smoke|check|requests?|load|stress|traffic|simulat\w*|demo|try|call|query|send|predict\w*|e2e|integration|bench\w*)(?:[_-]|$)/i
/** Modules with one of these are a part of the product that talks to another part. */
const PRODUCT = /^(?:streamlit|gradio|fastapi|flask|django|dash|airflow|prefect|dagster|bentoml|nicegui|chainlit|telegram|telebot|aiogram|discord|tkinter|PyQt\d|PySide\d|kivy|celery|starlette|litestar|sanic|tornado|apscheduler|schedule|kfp|zenml)(?:\.|$)/

/** The scripts, load tests, request files and curl calls that exercise the service, then the scripts that start the pipeline; those that assert before all. */
export const clientScriptsOf = memoise((facts: RepositoryFacts): readonly ClientScript[] => {
  const found = [...assertingScripts(facts), ...loadTests(facts), ...clients(facts), ...curls(facts), ...startingScripts(facts)]
  return [...found.filter((one) => one.asserts), ...found.filter((one) => !one.asserts)]
})

/** A script that asks the service and asserts what it answers; it counts as a test where a command of the repository runs it. */
function assertingScripts(facts: RepositoryFacts): readonly ClientScript[] {
  return modulesOf(facts).filter((module) => module.path.endsWith('.py') && !isTemplate(module.path) && !filesWithTestsOf(facts).has(module.path) && (module.role === 'test' || module.role === 'code')).flatMap((module) => {
    const request = callsOf(module.tree).find((call) => isHttpCall(call.name))
    const assertion = conditionIn(definitionsOf(module.tree).statements)
    if (request === undefined || assertion === null || isProduct(module)) return []
    const started = startsOf(facts).get(module.path)
    const isRun = started === 'runs'
    if (!isRun && module.role !== 'test') return []
    return [{ path: module.path, line: assertion.line, says: `${nameOf(module.path)} asks ${shownRequest(requestOf(module, request)) || 'the service'} and asserts the answer`, asserts: isRun, kind: isRun ? 'client' : 'idle', ...stoppedBy(started) }]
  })
}

/** A script that starts the pipeline counts as a test where it asserts what comes of it and a command of the repository runs it. */
function startingScripts(facts: RepositoryFacts): readonly ClientScript[] {
  return pipelineScripts(facts).map(({ path, line, says, asserts }) => {
    const started = startsOf(facts).get(path)
    const isRun = started === 'runs'
    return { path, line, says, asserts: asserts && isRun, kind: asserts && !isRun ? 'idle' : 'pipeline', ...stoppedBy(started) }
  })
}

function stoppedBy(started: Stopped | 'runs' | undefined): { readonly stopped?: Stopped } {
  return started === undefined || started === 'runs' ? {} : { stopped: started }
}

/**
 * The Python files that some command starts, by their paths: `runs`, or the command that would start one and why the shell never comes to it.
 * Where a script changes its folder in a way that the files do not tell, the file beside it is meant.
 */
const startsOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, Stopped | 'runs'> => {
  const found = new Map<string, Stopped | 'runs'>()
  for (const { command: { words, directory, place, unclosed } } of commandsOf(facts)) {
    const script = words[0] === 'python' ? words[1] : words[0]
    if (script?.endsWith('.py') !== true) continue
    const folders = [...(directory === null ? [] : [directory]), folderOf(place.path)]
    const path = folders.map((folder) => normalPath(`${folder}/${script}`)).find((one) => facts.paths.has(one))
    if (path === undefined || found.get(path) === 'runs') continue
    found.set(path, unclosed === undefined ? 'runs' : { place, reason: unclosed })
  }
  return found
})

function loadTests(facts: RepositoryFacts): readonly ClientScript[] {
  const tavern = [...facts.files.values()].filter((file) => /(?:^|\/)test_[^/]*\.tavern\.ya?ml$/.test(file.path)).map(({ path }) => ({ path, line: 1, says: `${nameOf(path)} asks the API and says what it must answer (Tavern)`, asserts: true, kind: 'client' as const }))
  const locust = modulesOf(facts).filter((module) => module.path.endsWith('.py') && !isTemplate(module.path)).flatMap(({ path, tree }) => {
    const { imports, classes } = definitionsOf(tree)
    const user = classes.find((one) => one.bases.some((base) => base.startsWith('locust.')))
    return user === undefined || !imports.some((one) => one.module.split('.')[0] === 'locust') ? [] : [{ path, line: user.node.line, says: 'a load test with Locust', asserts: false, kind: 'client' as const }]
  })
  const files = [...facts.files.values()].filter((file) => file.role !== 'vendored' && LOAD_FILE.test(file.path) && !isTemplate(file.path)).map(({ path }) => ({ path, line: 1, says: `requests in ${nameOf(path)}`, asserts: false, kind: 'client' as const }))
  const commands = commandsOf(facts).filter(({ command }) => LOAD_TOOL.test(command.words[0] ?? '') && command.words.length > 1)
    .map(({ command }) => ({ path: command.place.path, line: command.place.line, says: command.text, asserts: false, kind: 'client' as const }))
  return [...tavern, ...locust, ...files, ...commands]
}

/** Scripts that a person starts to see what the service answers. */
function clients(facts: RepositoryFacts): readonly ClientScript[] {
  const graph = moduleGraphOf(facts)
  return modulesOf(facts).filter((module) => !isTemplate(module.path) && (module.role === 'code' || module.role === 'test') && graph.importersOf(module.path).size === 0 && !isProduct(module)).flatMap((module) => {
    const calls = callsOf(module.tree)
    const request = calls.find((call) => isHttpCall(call.name) && isService(requestOf(module, call)))
    if (request === undefined) return []
    const starts = calls.some((call) => call.context.main || (call.context.functions.length === 0 && isHttpCall(call.name)))
    const named = module.role === 'test' || CLIENT_NAME.test(nameOf(module.path).replace(/\.py$/, '')) || CLIENT_NAME.test(nameOf(folderOf(module.path)))
    return starts && named ? [{ path: module.path, line: request.line, says: `${nameOf(module.path)} asks ${shownRequest(requestOf(module, request))}`, asserts: false, kind: 'client' as const }] : []
  })
}

function isService(request: string): boolean {
  return LOCAL.test(request) || ENDPOINT.test(request)
}

function isProduct({ tree }: PythonModule): boolean {
  return definitionsOf(tree).imports.some((one) => PRODUCT.test(one.module))
}

/** `curl` against the service in a workflow, or in a script or task that is there to try it. */
function curls(facts: RepositoryFacts): readonly ClientScript[] {
  return commandsOf(facts).flatMap(({ command, name }) => {
    const [tool = '', ...rest] = command.words
    if (ENDPOINT_CALL.test(command.words.slice(0, 6).join(' '))) return [{ path: command.place.path, line: command.place.line, says: command.text.split('\n', 1)[0] ?? '', asserts: false, kind: 'client' as const }]
    if (!/^(?:curl|wget|http|https|xh)$/.test(tool)) return []
    const url = rest.find((word) => LOCAL.test(word) || (/^(?:https?:\/\/|\$|[\w.$}{-]+:\d)/.test(word) && ENDPOINT.test(word)))
    return url === undefined || (name !== null && !TRIES.test(`${name} ${nameOf(command.place.path)}`)) ? [] : [{ path: command.place.path, line: command.place.line, says: command.text, asserts: false, kind: 'client' as const }]
  })
}

/** Every command of workflows and tasks; `name` is the task's or script's, null in a workflow. */
const commandsOf = memoise((facts: RepositoryFacts): readonly { readonly command: Command; readonly name: string | null }[] => [
  ...ciOf(facts).commands.filter((command) => command.inactive === null).map((command) => ({ command, name: null })),
  ...ciOf(facts).others.flatMap((other) => other.commands.map((command) => ({ command, name: null }))),
  ...taskCommandsOf(facts).flatMap((task) => task.commands.map((command) => ({ command, name: task.name }))),
])
