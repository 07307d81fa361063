import type { FunctionStatement, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, textOf, walkExpression, wordsIn } from '../python/expressions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { MetricsExposure } from './exposed-metrics.ts'
import { servedFunctionsOf } from './served-functions.ts'
import { servedRoutesOf } from './routes.ts'

const PREDICTION = /predict|inference|probabilit|(?:^|_)(?:pred|preds|proba|score|scores|latency|confidence)(?:$|_)/i
const FIGURE = /requests?(?:$|_)|latency|uptime|response_time|error_count|prediction_count|predictions?_total|total_predictions/i
const MONITORING = /monitor|drift|evidently/i

/**
 * Where the running project keeps what its model answered, or figures of its batches, for somebody to look at: predictions that the service
 * writes to a database or an open-ended file, Evidently results in a workspace, database or page, monitors of a cloud.
 */
export const keptPredictionsOf = memoise((facts: RepositoryFacts): readonly MetricsExposure[] => [
  ...monitoringPages(facts),
  ...ownFigures(facts),
  ...projectModulesOf(facts).flatMap((module) => [...storedByService(facts, module), ...batchResults(module), ...cloudMonitors(module)]),
])

/** A page of the service that shows a monitoring report. */
function monitoringPages(facts: RepositoryFacts): readonly MetricsExposure[] {
  const graph = moduleGraphOf(facts)
  const evidently = new Set(projectModulesOf(facts).filter((module) => definitionsOf(module.tree).imports.some((one) => /^(?:evidently|nannyml|whylogs|deepchecks)\b/.test(one.module))).map((module) => module.path))
  return servedRoutesOf(facts).filter(({ path, module }) => /monitor|drift|evidently|dashboard/i.test(path) && (evidently.has(module) || [...graph.importsOf(module)].some((one) => evidently.has(one))))
    .map(({ path, module, line }) => ({ path: module, line, says: `${path} shows a monitoring report` }))
}

/** A route that answers with figures the service counts by hand: no store keeps them. */
function ownFigures(facts: RepositoryFacts): readonly MetricsExposure[] {
  return servedRoutesOf(facts).flatMap(({ path, module, line, handler }) =>
    /\/(?:metrics|stats|statistics)$/.test(path) && handler?.node.kind === 'function' && spokenOf(handler.tree, handler.node).some((word) => FIGURE.test(word)) ? [{ path: module, line, says: `${path} answers with figures of its own` }] : [])
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
  if (call.callee.kind !== 'attribute') return false
  if (call.method === 'write') return call.name.startsWith('influxdb_client.')
  if (call.method === 'add') return /(?:session|db)$/i.test(textOf(call.callee.of))
  if (call.method === 'insert') return /table|supabase|db$/i.test(textOf(call.callee.of))
  const around = call.context.functions.at(-1)
  return /^(?:execute|executemany|exec|query)$/.test(call.method) && around !== undefined && spokenOf(module.tree, around).some((word) => /\binsert\s+into\b/i.test(word))
}

/** Figures of batches: Evidently results in its workspace, in a database, or a drift figure among a tracker's. */
function batchResults(module: PythonModule): readonly MetricsExposure[] {
  const monitors = definitionsOf(module.tree).imports.some((one) => /^(?:evidently|nannyml|whylogs|alibi_detect|deepchecks)\b/.test(one.module))
  if (!monitors) return []
  return callsOf(module.tree).flatMap((call) => {
    const around = call.context.functions.at(-1)
    const spoken = around === undefined ? [] : spokenOf(module.tree, around)
    if (/\.(?:add_report|add_run|add_snapshot)$/.test(call.name) || (isStore(module, call) && [module.path, ...spoken].some((word) => MONITORING.test(word)))) return [{ path: module.path, line: call.line, says: `monitoring results are kept (${call.method})` }]
    return /^mlflow\.(?:\w+\.)*log_metrics?$/.test(call.name) && call.args.some(({ value }) => wordsIn(value).some((word) => /drift/i.test(word))) ? [{ path: module.path, line: call.line, says: 'drift figures are logged to MLflow' }] : []
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

/** What a function speaks of: its name, and the names and texts in its body. */
function spokenOf(tree: PythonTree, node: FunctionStatement): readonly string[] {
  return spoken(tree).get(node) ?? []
}

const spoken = memoise((tree: PythonTree): ReadonlyMap<FunctionStatement, readonly string[]> => {
  const words = new Map<FunctionStatement, string[]>()
  for (const { statement, context } of definitionsOf(tree).statements) {
    const here: string[] = []
    for (const expression of expressionsIn(statement)) walkExpression(expression, (one) => { here.push(...one.kind === 'name' ? [one.id] : one.kind === 'attribute' ? [one.name] : one.kind === 'string' ? [one.text] : []) })
    for (const around of context.functions) (words.get(around) ?? words.set(around, [around.name]).get(around))?.push(...here)
  }
  return words
})
