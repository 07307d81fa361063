import type { ReportFacts } from '../../model/report-facts.ts'
import type { TextProblem } from '../json.ts'

/** What one text gave: a report, or null where it is none or cannot be read, and what is wrong with it. */
export type ReportReading<Report extends ReportFacts = ReportFacts> = { readonly report: Report | null; readonly problems: readonly TextProblem[] }

/** A text that is no report of the kind asked for, and nothing wrong with it. */
export const NO_REPORT: ReportReading<never> = { report: null, problems: [] }

/** A text that cannot be read, and why. */
export function unreadable(says: string, line = 0): ReportReading<never> {
  return { report: null, problems: [{ line, says }] }
}

/** At most so many of a list, and how many were left out. */
export function firstOf<T>(list: readonly T[], most: number): { readonly kept: readonly T[]; readonly cut: number } {
  return { kept: list.slice(0, most), cut: Math.max(0, list.length - most) }
}
