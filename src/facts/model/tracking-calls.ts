import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, positionalOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { stringsIn } from '../python/expressions.ts'
import { isLiteral } from '../python/holds-anyway.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { reachOf } from '../python/reach.ts'
import { isStandIn } from '../python/stand-ins.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { switchesOff } from './autologging.ts'
import { mlflowClassOf, otherTrackerOf, trackerNamed, type Logged } from './trackers.ts'

/** One place that tells an experiment tracker something. `logs` is empty for another tracker than MLflow. */
export type TrackingCall = {
  readonly tool: string
  readonly logs: readonly Logged[]
  readonly path: string
  readonly line: number
  readonly says: string
  readonly call: Call
  /** `watching`: it stands in a module that serves a model or watches a deployed one, and trains none. */
  readonly where: 'code' | 'notebook' | 'watching'
  /** Its module fits a model. */
  readonly trains: boolean
  /** Something may run it (see `reachOf`). */
  readonly reached: boolean
}

/** Every call of a tracker in project code and notebooks that is not dead; those of tests are left out. */
export const trackingCallsOf = memoise((facts: RepositoryFacts): readonly TrackingCall[] => {
  const reach = reachOf(facts)
  const modules = modulesOf(facts).filter((module) => module.role === 'code' || module.role === 'notebook')
  // What is written down beside a value that was measured describes its run.
  const isMeasured = modules.some((module) => trackingIn(module).trains || trackingIn(module).tellings.some(({ call }) => /^log_metrics?$/.test(call.method) && !isWrittenDown(call)))
  const tellsParameters = modules.some((module) => trackingIn(module).tellsParameters)
  return modules.flatMap((module) => {
    const { tellings, trains, serves } = trackingIn(module)
    return tellings.filter(({ call }) => !isStandIn(facts, module.path, call.name) && (isMeasured || module.role === 'notebook' || !isWrittenDown(call))).map(({ call, told }): TrackingCall => {
      const logs = told.tool === 'MLflow' && told.logs.length === 1 && tellsParameters && /logger$/i.test(call.method) ? BOTH : told.logs
      const where = module.role === 'notebook' ? 'notebook' : serves || (!trains && WATCHING.test(module.path)) ? 'watching' : 'code'
      return { tool: told.tool, logs, path: module.path, line: call.line, says: `${writtenName(call)}(…)`, call, where, trains, reached: reach.isReached(module.path, call.context) }
    })
  })
})

type TrackingIn = { readonly tellings: readonly { readonly call: Call; readonly told: Told }[]; readonly tellsParameters: boolean; readonly trains: boolean; readonly serves: boolean }

/** Whether what is logged stands in the code as a number, or as a dictionary of literals: where nothing trains or measures, no model ever had it. */
function isWrittenDown(call: Call): boolean {
  if (/^log_(?:param|metric)$/.test(call.method)) return (keywordOf(call, 'value') ?? positionalOf(call, 1))?.kind === 'number'
  const given = /^log_(?:params|metrics)$/.test(call.method) ? keywordOf(call, call.method.slice('log_'.length)) ?? positionalOf(call, 0) : null
  return given?.kind === 'dict' && isLiteral(given)
}

/** What one file says of tracking. */
const trackingIn = memoise((module: PythonModule): TrackingIn => {
  const calls = callsOf(module.tree)
  const imports = importedTools(module)
  const trains = calls.some((call) => /^(?:fit|train|partial_fit|fit_transform|train_model|fit_one_cycle|fine_tune|backward|training_step)$/.test(call.method))
  return {
    tellings: calls.flatMap((call) => {
      const told = toldBy(call, imports)
      return told === null ? [] : [{ call, told }]
    }),
    tellsParameters: calls.some((call) => call.method === 'log_hyperparams' || call.method === 'save_hyperparameters'),
    trains, serves: !trains && [...imports].some((name) => SERVING.has(name)),
  }
})

const BOTH: readonly Logged[] = ['parameters', 'metrics']
const SERVING = new Set(['fastapi', 'flask', 'django', 'starlette', 'litestar', 'sanic', 'bentoml', 'streamlit', 'gradio', 'tornado', 'bottle', 'aiohttp', 'quart', 'dash'])
const WATCHING = /(?:^|[/_])(?:monitor\w*|drift\w*)(?:[/_.]|$)/i
type Told = { readonly tool: string; readonly logs: readonly Logged[] }

function toldBy(call: Call, imports: ReadonlySet<string>): Told | null {
  const logs = mlflowLogs(call, imports) ?? mlflowClassOf(call.name)
  if (logs !== null) return logs.length === 0 ? null : { tool: 'MLflow', logs }
  const other = otherTrackerOf(call.name)
  if (other !== null) return { tool: other, logs: [] }
  return namedInArguments(call, imports)
}

/** What a call tells MLflow; an empty list where it tells nothing, null where it is no call of MLflow's. */
function mlflowLogs(call: Call, imports: ReadonlySet<string>): readonly Logged[] | null {
  const name = call.name
  const isMlflow = /^mlflow\b/.test(name) || name.includes('MlflowClient()') || ([...imports].some((tool) => /(?:^|_)mlflow(?:_|$)/.test(tool)) && /(?:^|[._])(?:mlflow|mlf|ml_?flow_?client|client)\b[^.]*\.\w+$/i.test(name))
  if (!isMlflow) return null
  switch (call.method) {
    case 'log_param': case 'log_params': return ['parameters']
    case 'log_metric': case 'log_metrics': return ['metrics']
    case 'autolog': return switchesOff(call) ? [] : BOTH
    case 'log_batch': return [...(keywordOf(call, 'metrics') ?? positionalOf(call, 1) ? ['metrics' as const] : []), ...(keywordOf(call, 'params') ?? positionalOf(call, 2) ? ['parameters' as const] : [])]
    case 'evaluate': return /^mlflow(?:\.models|\.genai)?\.evaluate$/.test(name) ? ['metrics'] : []
    default: return mlflowClassOf(name) ?? []
  }
}

/** `report_to="mlflow"`, `log_experiment=True` of PyCaret, `settings.update({"mlflow": True})` of Ultralytics. */
function namedInArguments(call: Call, imports: ReadonlySet<string>): Told | null {
  const reports = keywordOf(call, 'report_to')
  if (reports !== null) return stringsIn(reports).map(trackerNamed).find((one) => one !== null) ?? null
  if (/^pycaret\.\w+\.(?:\w+\(\)\.)?setup$/.test(call.name) && keywordOf(call, 'log_experiment') !== null && !isFalse(keywordOf(call, 'log_experiment'))) {
    return stringsIn(keywordOf(call, 'log_experiment')).map(trackerNamed).find((one) => one !== null) ?? { tool: 'MLflow', logs: BOTH }
  }
  if (!imports.has('ultralytics') || call.method !== 'update') return null
  const switched = call.args.flatMap(({ name, value }) => name === null ? (value.kind === 'dict' ? value.entries.map((entry) => [entry.key?.kind === 'string' ? entry.key.text : '', entry.value] as const) : []) : [[name, value] as const])
  const [on] = switched.flatMap(([name, value]) => (isTrue(value) ? trackerNamed(name) ?? [] : []))
  return on ?? null
}

function importedTools(module: PythonModule): ReadonlySet<string> {
  return new Set(definitionsOf(module.tree).imports.map((one) => one.module.split('.')[0] ?? ''))
}

function isTrue(value: Expression | null): boolean {
  return value?.kind === 'constant' && value.value === true
}

function isFalse(value: Expression | null): boolean {
  return value?.kind === 'constant' && (value.value === false || value.value === null)
}

function writtenName(call: Call): string {
  return call.name.length > 0 && call.name.length <= 60 && !call.name.startsWith('.') ? call.name.replaceAll('()', '') : call.method
}
