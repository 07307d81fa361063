import { asMap, asText } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import { trackingCallsOf } from '../model/tracking-calls.ts'
import { callsOf, keywordOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf, wordsIn } from '../python/expressions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { driftPartsOf } from '../schedules/drift-code.ts'
import { lineAt, yamlPartsOf } from '../settings/settings.ts'
import type { MetricsExposure } from './exposed-metrics.ts'
import { ownFiguresOf } from './own-figures.ts'
import { servedFunctionsOf } from './served-functions.ts'
import { servedRoutesOf } from './routes.ts'
import { spokenOf } from './spoken.ts'

const PREDICTION = /predict|inference|probabilit|(?:^|_)(?:pred|preds|proba|score|scores|latency|confidence)(?:$|_)/i
const MONITORING = /monitor|drift|evidently/i
/** Where scripts lie that score new data. */
const BATCH = /(?:^|[/_-])(?:inference|infer|predict\w*|scoring|score|batch\w*|serv(?:e|ing))(?:[/_.-]|$)/i
/** Functions that write down what was predicted: a record of it, not the result that a job is there to give. */
const RECORD = /^_*(?:log|record|track)_(?:\w+_)?(?:predictions?|inferences?|scores?)$|^_*(?:write|store|save|append|insert)_(?:prediction|inference)_?logs?$/
const UPLOAD = /^(?:upload_from_string|put_object|upload_file|upload_fileobj|upload_from_filename|upload_blob|fput_object)$/
/** Figures that are measured against the truth: how good a model is, not what it does. */
const TRUTH = /accuracy|(?:^|_)(?:acc|f1|auc|rmse|mae|mse|mape|r2|loss|precision|recall|ndcg|map|bleu|rouge|wer|iou)(?:$|_|@)|_score$|^(?:train|val|valid|validation|test|eval|evaluation)_|classification_report|confusion/i

/**
 * Where the running project keeps what its model answered, or figures of its batches, for somebody to look at: predictions that the service
 * writes to a database or an open-ended file, the record that a batch job keeps of them, Evidently results in a workspace, database or page, monitors of a cloud.
 */
export const keptPredictionsOf = memoise((facts: RepositoryFacts): readonly MetricsExposure[] => [
  ...monitoringPages(facts),
  ...ownFiguresOf(facts).filter(({ kind }) => kind === 'other'),
  ...projectModulesOf(facts).flatMap((module) => [...storedByService(facts, module), ...batchResults(module), ...uploadedResults(facts, module), ...cloudMonitors(module)]),
  ...trackedFigures(facts), ...endpointInsights(facts),
])

/** A page of the service that shows a monitoring report: from a library, or, where it only gives it out, from drift code of the project's own. */
function monitoringPages(facts: RepositoryFacts): readonly MetricsExposure[] {
  const graph = moduleGraphOf(facts)
  const library = new Set(projectModulesOf(facts).filter(importsMonitor).map((module) => module.path))
  const uses = (module: string, made: ReadonlySet<string>): boolean => made.has(module) || [...graph.importsOf(module)].some((one) => made.has(one))
  return servedRoutesOf(facts).filter(({ path, module, methods }) => /monitor|drift|evidently|dashboard/i.test(path) && (uses(module, library) || (methods.includes('GET') && /drift/i.test(path) && uses(module, filesWithDriftOf(facts)))))
    .map(({ path, module, line }) => ({ path: module, line, says: `${path} shows a monitoring report` }))
}

/** The files with drift code of the project's own. */
const filesWithDriftOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => new Set([...driftPartsOf(facts).values()].map(({ path }) => path)))

function importsMonitor(module: PythonModule): boolean {
  return definitionsOf(module.tree).imports.some((one) => /^(?:evidently|nannyml|whylogs|alibi_detect|deepchecks)\b/.test(one.module))
}

function storedByService(facts: RepositoryFacts, module: PythonModule): readonly MetricsExposure[] {
  const served = servedFunctionsOf(facts)
  return callsOf(module.tree).flatMap((call) => {
    const around = call.context.functions.at(-1)
    if (around === undefined || !call.context.functions.some((one) => served.has(one)) || !isStore(module, call) || !spokenOf(module.tree, around).some((word) => PREDICTION.test(word))) return []
    return [{ path: module.path, line: call.line, says: `${around.name} keeps predictions (${call.method})` }]
  })
}

/** A write that adds to what is there: a row of a database, a line of a file. */
function isStore(module: PythonModule, call: Call): boolean {
  if (/^(?:insert_one|insert_many|put_item|to_sql|bulk_insert_mappings|bulk_save_objects|insert_rows_json|insert_rows|write_points|writerows?)$/.test(call.method)) return true
  if (call.method === 'to_csv') { const mode = keywordOf(call, 'mode'); return mode?.kind === 'string' && mode.text === 'a' }
  if (call.method === 'write') return call.name.startsWith('influxdb_client.')
  // A load job of BigQuery adds its rows unless it is told to replace what is there.
  if (/^load_table_from_(?:dataframe|json)$/.test(call.method)) return !call.args.some(({ value }) => wordsIn(value).some((word) => /WRITE_(?:TRUNCATE|EMPTY)/.test(word)))
  const owner = call.callee.kind === 'attribute' ? textOf(call.callee.of) : ''
  if (call.method === 'add') return /(?:session|db)$/i.test(owner)
  if (call.method === 'insert') return /table|supabase|db$/i.test(owner)
  const around = call.context.functions.at(-1)
  // The statement may stand in another file, under a name: `execute(INSERT_ANSWER, …)`.
  return /^(?:execute|executemany|exec)$|quer(?:y|ies)|sql/i.test(call.method) && around !== undefined && spokenOf(module.tree, around).some((word) => /\binsert\s+into\b/i.test(word) || /^(?:[A-Z\d]+_)*INSERT_[A-Z\d_]+$/.test(word))
}

/** Figures of batches: Evidently results in its workspace or in a database, drift figures of any make in a database. */
function batchResults(module: PythonModule): readonly MetricsExposure[] {
  const monitors = importsMonitor(module)
  return callsOf(module.tree).flatMap((call) => {
    const around = call.context.functions.at(-1)
    const spoken = around === undefined ? [] : spokenOf(module.tree, around)
    if (monitors && /\.(?:add_report|add_run|add_snapshot)$/.test(call.name)) return [{ path: module.path, line: call.line, says: `monitoring results are kept (${call.method})` }]
    if (!isStore(module, call)) return []
    if (around !== undefined && RECORD.test(around.name)) return [{ path: module.path, line: call.line, says: `${around.name} keeps predictions (${call.method})` }]
    const speaks = monitors ? [module.path, ...spoken].some((word) => MONITORING.test(word)) : !/^(?:to_csv|writerows?)$/.test(call.method) && spoken.some((word) => /drift/i.test(word))
    return speaks ? [{ path: module.path, line: call.line, says: `monitoring results are kept (${call.method})` }] : []
  })
}

/** Figures of batches as JSON in a bucket, from code that looks for drift itself or by a library. */
function uploadedResults(facts: RepositoryFacts, module: PythonModule): readonly MetricsExposure[] {
  if (!importsMonitor(module) && !filesWithDriftOf(facts).has(module.path)) return []
  return callsOf(module.tree).flatMap((call) => {
    const given = call.args.flatMap(({ value }) => wordsIn(value))
    const around = call.context.functions.at(-1)
    const speaks = [...given, around?.name ?? ''].some((word) => MONITORING.test(word))
    return UPLOAD.test(call.method) && speaks && given.some((word) => /^dumps$|json/i.test(word)) ? [{ path: module.path, line: call.line, says: `monitoring results are kept in a bucket (${call.method})` }] : []
  })
}

/** Figures of batches in an experiment tracker: what watches or serves a model logs there, or a script that predicts and neither trains nor looks at the truth. */
function trackedFigures(facts: RepositoryFacts): readonly MetricsExposure[] {
  return trackingCallsOf(facts).flatMap(({ tool, path, line, says, where, trains, call, logs }) => {
    if (where === 'notebook' || (!logs.includes('metrics') && !/(?:^|\.)log$/.test(call.name))) return []
    const words = call.args.flatMap(({ value }) => wordsIn(value))
    const watches = where === 'watching' || words.some((word) => /drift/i.test(word)) || (!trains && BATCH.test(path) && !words.some((word) => TRUTH.test(word)))
    return watches ? [{ path, line, says: `figures of what the model answers go to ${tool} (${says})` }] : []
  })
}

/** Endpoints of Azure ML that send what they answer, how fast and how often, to Application Insights. */
function endpointInsights(facts: RepositoryFacts): readonly MetricsExposure[] {
  return yamlPartsOf(facts).flatMap(({ path, document: { value, lines } }): readonly MetricsExposure[] => {
    const map = asMap(value)
    const isDeployment = /\/(?:managed|kubernetes)OnlineDeployment\.schema\.json$/.test(asText(map?.['$schema']) ?? '') || asText(map?.['endpoint_name']) !== null
    return isDeployment && map?.['app_insights_enabled'] === true ? [{ path, line: lineAt(lines, 'app_insights_enabled'), says: 'Application Insights receives what the endpoint of Azure ML does' }] : []
  })
}

/** Monitors that a cloud runs beside an endpoint. */
function cloudMonitors(module: PythonModule): readonly MetricsExposure[] {
  return callsOf(module.tree).flatMap((call) => {
    if (!/\.create_monitoring_schedule$|(?:^|\.)ModelDeploymentMonitoringJob\.create$|\.create_model_deployment_monitoring_job$|\.writer$/.test(call.name)) return []
    if (call.method === 'writer' && !/^whylogs\b/.test(call.name)) return []
    return [{ path: module.path, line: keywordOf(call, 'enable_cloudwatch_metrics')?.line ?? call.line, says: `${call.method} sets up monitoring of the model` }]
  })
}
