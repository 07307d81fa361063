import type { DriftReport, NamedNumber } from '../../model/report-facts.ts'
import { asMap, asText, type Json, type JsonMap } from '../json.ts'
import { KEPT } from './limits.ts'
import { numberIn, shortName, shortText } from './short-text.ts'

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

const MOMENTS = ['timestamp', 'generated_at', 'created_at', 'checked_at', 'run_at', 'datetime', 'date', 'time'] as const
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?$/i
/** Seconds of 2000-01-01 and of 2100-01-01 since 1970: a number outside, in seconds and in milliseconds, is no moment of a report. */
const EPOCH = { from: 946_684_800, to: 4_102_444_800 } as const

/** When a report says that it was made: the first of its keys that reads as a date, in ISO form as it stands, or from seconds or milliseconds since 1970. Null where none does. */
export function momentOf(map: JsonMap): string | null {
  const inner = asMap(map['metadata'])
  for (const value of [...MOMENTS.map((key) => map[key]), inner?.['timestamp'], inner?.['date']]) {
    const moment = momentIn(shortText(asText(value), 40))
    if (moment !== null) return moment
  }
  return null
}

function momentIn(text: string | null): string | null {
  const [, year, month, day] = ISO.exec(text ?? '') ?? []
  if (year !== undefined) {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
    // 30 February is no day.
    return date.toISOString().startsWith(`${year}-${month ?? ''}-${day ?? ''}`) ? text : null
  }
  const number = numberIn(text)
  if (number === null) return null
  const seconds = [number, number / 1000].find((one) => one >= EPOCH.from && one < EPOCH.to)
  return seconds === undefined ? null : new Date(Math.round(seconds * 1000)).toISOString()
}
