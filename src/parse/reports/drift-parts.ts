import type { DriftReport, NamedNumber } from '../../model/report-facts.ts'
import { asMap, asText, type Json, type JsonMap } from '../json.ts'
import { KEPT } from './limits.ts'
import { shortName, shortText } from './short-text.ts'

/** What one column's check says. */
export type ColumnDrift = { readonly column: string; readonly drifted: boolean | null; readonly score: number | null }

/** What is said of the whole data set; null where it is not said. */
export type DatasetDrift = { readonly drift: boolean | null; readonly share: number | null; readonly threshold: number | null; readonly columns: number | null; readonly driftedColumns: number | null }

export const NOTHING_SAID: DatasetDrift = { drift: null, share: null, threshold: null, columns: null, driftedColumns: null }

/** Joins what is said of the data set with what is said of its columns: counts that are not said are counted, nothing is concluded about drift of the whole. */
export function driftReport(path: string, tool: DriftReport['tool'], dataset: DatasetDrift, columns: readonly ColumnDrift[], at: string | null, further: readonly NamedNumber[] = []): DriftReport {
  const known = [...new Map(columns.map((one) => [one.column, one])).values()]
  const judged = known.filter(({ drifted }) => drifted !== null)
  const drifted = known.filter((one) => one.drifted === true)
  const count = dataset.columns ?? (judged.length === 0 ? null : judged.length)
  const driftedCount = dataset.driftedColumns ?? (judged.length === 0 ? null : drifted.length)
  const scores = [...further, ...known.flatMap(({ column, score }) => (score === null ? [] : [{ name: shortName(column), value: score }]))]
  return {
    kind: 'drift', path, tool, drift: dataset.drift, threshold: dataset.threshold,
    share: dataset.share ?? (count !== null && count > 0 && driftedCount !== null && driftedCount <= count ? driftedCount / count : null),
    columns: count, driftedColumns: driftedCount, drifted: drifted.slice(0, KEPT.columns).map(({ column }) => shortName(column)), scores: scores.slice(0, KEPT.columns), at,
  }
}

/** A finite number; null for anything else. */
export function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** A number of 0 to 1; null for anything else. */
export function shareOf(value: Json | undefined): number | null {
  const number = numberOf(value)
  return number !== null && number >= 0 && number <= 1 ? number : null
}

/** A whole number of columns; null for anything else. */
export function columnsOf(value: Json | undefined): number | null {
  const number = numberOf(value)
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null
}

/** Yes or no as programs write it, 1 and 0 too; null for anything else. */
export function verdictOf(value: Json | undefined): boolean | null {
  return typeof value === 'boolean' ? value : value === 1 ? true : value === 0 ? false : null
}

/** When a report says that it was made. */
export function momentOf(map: JsonMap): string | null {
  for (const key of ['timestamp', 'generated_at', 'created_at', 'checked_at', 'run_at', 'datetime', 'date', 'time']) {
    const text = shortText(asText(map[key]), 40)
    if (text !== null) return text
  }
  const inner = asMap(map['metadata'])
  return inner === null || inner === map ? null : shortText(asText(inner['timestamp'] ?? inner['date']), 40)
}
