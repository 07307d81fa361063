import type { Reading } from '../../model/reading.ts'
import type { Committed } from './read-committed.ts'

/** A reading with what reports claim that are committed, and with what of them could not be seen or is not in its form. */
export function withCommitted(reading: Reading, committed: Committed | null): Reading {
  if (committed === null) return reading
  const { claims, numbers, experiments, gaps, problems } = committed
  return { ...reading, claims, numbers, experiments, record: { ...reading.record, gaps: [...reading.record.gaps, ...gaps], problems: [...reading.record.problems, ...problems] } }
}
