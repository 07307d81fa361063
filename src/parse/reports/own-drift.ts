import type { DriftReport, NamedNumber } from '../../model/report-facts.ts'
import { asList, asMap, asText, type Json, type JsonMap } from '../json.ts'
import { columnsOf, driftReport, momentOf, numberOf, shareOf, verdictOf, type ColumnDrift, type DatasetDrift } from './drift-parts.ts'

const VERDICT = ['dataset_drift', 'drift_detected', 'data_drift_detected', 'overall_drift', 'is_drift', 'has_drift', 'is_drifted', 'data_drift', 'drifted', 'drift'] as const
const SHARE = ['share_of_drifted_columns', 'share_drifted_features', 'share_of_drifted_features', 'drift_share', 'drifted_share', 'drift_ratio'] as const
const COLUMNS = ['number_of_columns', 'n_features', 'num_features', 'n_columns', 'total_features', 'total_columns', 'features_checked', 'columns_checked'] as const
const DRIFTED = ['number_of_drifted_columns', 'n_drifted_features', 'n_drifted_columns', 'n_drifted', 'num_drifted', 'number_of_drifted_features', 'drifted_count', 'drifted_columns', 'drifted_features', 'features_drifted', 'columns_drifted', 'columns_with_drift'] as const
const THRESHOLD = ['threshold', 'drift_threshold', 'psi_threshold', 'drift_share_threshold'] as const
const SCORE = ['psi', 'drift_score', 'max_psi', 'mean_psi', 'p_value', 'p_val', 'ks_statistic'] as const
/** A map of this name wraps what is said of the whole, and is no column. */
const WRAPS: ReadonlySet<string> = new Set(['data', 'result', 'results', 'summary', 'dataset', 'data_drift', 'drift', 'drift_report', 'report', 'overall', 'metrics', 'meta'])
const DEPTH = 6
const MAPS = 5_000

type Said = { dataset: DatasetDrift; readonly columns: ColumnDrift[]; readonly scores: NamedNumber[]; at: string | null; maps: number; isDrift: boolean }

/**
 * What a JSON of the student's own says about drift in plain keys (`dataset_drift`, `drift_detected`, `drift_share`, `drifted_columns`, `psi` …, also inside
 * `data`, `result` and the like; a map by column with a verdict or a PSI each). Null where no such key says anything.
 */
export function readOwnDrift(path: string, value: Json): DriftReport | null {
  const root = asMap(value)
  if (root === null) return null
  const said: Said = { dataset: { drift: null, share: null, threshold: null, columns: null, driftedColumns: null }, columns: [], scores: [], at: null, maps: 0, isDrift: false }
  listen(root, said, 0)
  return said.isDrift ? driftReport(path, null, said.dataset, said.columns, said.at, said.scores) : null
}

function listen(map: JsonMap, said: Said, depth: number): void {
  said.maps += 1
  if (depth > DEPTH || said.maps > MAPS) return
  const { dataset } = said
  const drift = firstOfKeys(map, VERDICT, verdictOf)
  const share = firstOfKeys(map, SHARE, shareOf)
  const named = firstOfKeys(map, DRIFTED, namesOf) ?? []
  const driftedColumns = firstOfKeys(map, DRIFTED, columnsOf) ?? (named.length > 0 ? named.length : null)
  said.dataset = {
    drift: dataset.drift ?? drift, share: dataset.share ?? share, threshold: dataset.threshold ?? firstOfKeys(map, THRESHOLD, numberOf),
    columns: dataset.columns ?? firstOfKeys(map, COLUMNS, columnsOf), driftedColumns: dataset.driftedColumns ?? driftedColumns,
  }
  said.at ??= momentOf(map)
  said.columns.push(...named.map((column) => ({ column, drifted: true, score: null })))
  const scores = SCORE.flatMap((key) => {
    const number = numberOf(map[key])
    return number === null ? [] : [{ name: key, value: number }]
  })
  // A p-value alone could be of any test.
  if (drift !== null || share !== null || driftedColumns !== null || scores.some(({ name }) => name.includes('psi') || name === 'drift_score')) {
    said.isDrift = true
    said.scores.push(...scores)
  }
  for (const [key, inner] of Object.entries(map)) {
    const one = asMap(inner)
    if (one === null) continue
    const columns = WRAPS.has(key) ? null : columnIn(key, one)
    if (columns === null) listen(one, said, depth + 1)
    else {
      said.columns.push(columns)
      said.isDrift = true
    }
  }
  // `"psi": { "age": 0.31, "income": 0.02 }`
  for (const [column, number] of Object.entries(asMap(map['psi']) ?? {}).slice(0, MAPS)) {
    const score = numberOf(number)
    if (score === null) continue
    said.columns.push({ column, drifted: null, score })
    said.isDrift = true
  }
}

function columnIn(column: string, map: JsonMap): ColumnDrift | null {
  const drifted = firstOfKeys(map, VERDICT, verdictOf)
  const score = firstOfKeys(map, SCORE, numberOf)
  return drifted === null && numberOf(map['psi']) === null && numberOf(map['drift_score']) === null ? null : { column, drifted, score }
}

function firstOfKeys<T>(map: JsonMap, keys: readonly string[], read: (value: Json | undefined) => T | null): T | null {
  for (const key of keys) {
    const found = read(map[key])
    if (found !== null) return found
  }
  return null
}

function namesOf(value: Json | undefined): readonly string[] | null {
  const list = asList(value)
  return list === null ? null : list.slice(0, 1_000).map((item) => asText(item) ?? asText(asMap(item)?.['name'] ?? asMap(item)?.['column'] ?? asMap(item)?.['feature'])).filter((name) => name !== null)
}
