import type { DriftReport } from '../../model/report-facts.ts'
import { asList, asMap, asText, type Json, type JsonMap } from '../json.ts'
import { columnsOf, driftReport, momentOf, NOTHING_SAID, numberOf, shareOf, verdictOf, type ColumnDrift, type DatasetDrift } from './drift-parts.ts'
import { numberIn } from './short-text.ts'

const ITEMS = 2_000

/**
 * What a report of Evidently says about drift: the JSON of a Report and of a TestSuite up to 0.6 (`{ metric, result }`, `{ name, status, parameters }`) and of
 * a Snapshot from 0.7 on (`{ metric_name, config, value }`; 0.7.0 has `metric_id`). Null for any other data, and for a report that is not about drift.
 */
export function readEvidently(path: string, value: Json): DriftReport | null {
  const root = asMap(value)
  if (root === null) return null
  const metrics = mapsIn(root['metrics'])
  const tests = mapsIn(root['tests'])
  const results: readonly JsonMap[] = metrics.map((one) => (typeof one['metric'] === 'string' ? asMap(one['result']) : null)).filter((one) => one !== null)
  const values = metrics.filter((one) => nameOf(one) !== '' && one['value'] !== undefined)
  const columns: readonly ColumnDrift[] = [...results.flatMap(columnsInResult), ...values.flatMap(columnInValue), ...tests.flatMap(columnsInTest)]
  const dataset = results.map(datasetInResult).find((one) => one !== null) ?? values.map(datasetInValue).find((one) => one !== null) ?? tests.map(datasetInTest).find((one) => one !== null) ?? null
  return dataset === null && columns.length === 0 ? null : driftReport(path, 'evidently', dataset ?? NOTHING_SAID, columns, momentOf(root))
}

function mapsIn(value: Json | undefined): readonly JsonMap[] {
  return (asList(value) ?? []).slice(0, ITEMS).map((item) => asMap(item)).filter((item) => item !== null)
}

function datasetInResult(result: JsonMap): DatasetDrift | null {
  const drift = verdictOf(result['dataset_drift'])
  if (drift === null) return null
  return { drift, share: shareOf(result['share_of_drifted_columns']), threshold: shareOf(result['drift_share']), columns: columnsOf(result['number_of_columns']), driftedColumns: columnsOf(result['number_of_drifted_columns']) }
}

function columnsInResult(result: JsonMap): readonly ColumnDrift[] {
  const inner = Object.values(asMap(result['drift_by_columns']) ?? {}).slice(0, ITEMS).map((one) => asMap(one)).filter((one) => one !== null)
  return [result, ...inner].flatMap((one) => {
    const column = asText(one['column_name'])
    return column === null || one['drift_detected'] === undefined ? [] : [{ column, drifted: verdictOf(one['drift_detected']), score: numberOf(one['drift_score']) }]
  })
}

/** What a metric of 0.7 and later calls itself, with its settings in brackets: `DriftedColumnsCount(drift_share=0.5)`. */
function nameOf(metric: JsonMap): string {
  return (asText(metric['metric_name']) ?? asText(metric['metric_id']) ?? asText(metric['id']) ?? '').slice(0, 500)
}

function datasetInValue(metric: JsonMap): DatasetDrift | null {
  const value = asMap(metric['value'])
  if (!nameOf(metric).startsWith('DriftedColumnsCount') || value === null) return null
  const share = shareOf(value['share'])
  const driftedColumns = columnsOf(value['count'])
  const threshold = shareOf(asMap(metric['config'])?.['drift_share']) ?? numberIn(settingIn(nameOf(metric), 'drift_share'))
  const columns = share !== null && share > 0 && driftedColumns !== null ? Math.round(driftedColumns / share) : null
  return { drift: share === null || threshold === null ? null : share >= threshold, share, threshold, columns, driftedColumns }
}

function columnInValue(metric: JsonMap): readonly ColumnDrift[] {
  const name = nameOf(metric)
  if (!name.startsWith('ValueDrift')) return []
  const config = asMap(metric['config'])
  const column = asText(config?.['column']) ?? settingIn(name, 'column')
  const method = asText(config?.['method']) ?? settingIn(name, 'method')
  const threshold = numberOf(config?.['threshold']) ?? numberIn(settingIn(name, 'threshold'))
  const score = numberOf(metric['value']) ?? numberOf(asMap(metric['value'])?.['value'])
  if (column === null) return []
  // A p-value tells of drift where it is small, a distance where it is large.
  const drifted = score === null || threshold === null || method === null ? null : /p[_ -]?value/i.test(method) ? score < threshold : score >= threshold
  return [{ column, drifted, score }]
}

/** The value of a setting in `Name(one=1,two=2)`; null where it has none. */
function settingIn(name: string, setting: string): string | null {
  const parts = name.slice(name.indexOf('(') + 1).split(',')
  const found = parts.find((part) => part.trim().startsWith(`${setting}=`))
  return found === undefined ? null : found.slice(found.indexOf('=') + 1).replace(/\)$/, '').trim()
}

function isAboutDrift(test: JsonMap): boolean {
  return asText(test['group']) === 'data_drift' || /drift/i.test(asText(test['name'])?.slice(0, 200) ?? '')
}

function failedOf(test: JsonMap): boolean | null {
  const status = asText(test['status'])
  return status === 'FAIL' ? true : status === 'SUCCESS' ? false : null
}

function datasetInTest(test: JsonMap): DatasetDrift | null {
  const name = asText(test['name'])?.slice(0, 200) ?? ''
  const parameters = asMap(test['parameters'])
  if (!isAboutDrift(test) || !/(?:share|number) of drifted/i.test(name)) return null
  const isShare = /share/i.test(name)
  const condition = asMap(parameters?.['condition'])
  const bar = condition?.['lt'] ?? condition?.['lte'] ?? condition?.['gt']
  const features = Object.keys(asMap(parameters?.['features']) ?? {}).length
  return {
    drift: failedOf(test), share: isShare ? shareOf(parameters?.['value']) : null, threshold: isShare ? shareOf(bar) : null,
    columns: features === 0 ? null : features, driftedColumns: isShare ? null : columnsOf(parameters?.['value']),
  }
}

function columnsInTest(test: JsonMap): readonly ColumnDrift[] {
  if (!isAboutDrift(test)) return []
  const parameters = asMap(test['parameters'])
  const features = Object.entries(asMap(parameters?.['features']) ?? {}).slice(0, ITEMS).map(([column, one]) => {
    const feature = asMap(one)
    return { column, drifted: verdictOf(feature?.['detected']) ?? verdictOf(feature?.['data_drift']), score: numberOf(feature?.['score']) }
  })
  const column = asText(parameters?.['column_name'])
  return column === null ? features : [...features, { column, drifted: verdictOf(parameters?.['detected']) ?? failedOf(test), score: numberOf(parameters?.['score']) ?? numberOf(parameters?.['value']) }]
}
