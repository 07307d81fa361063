import type { AssessmentRecord } from '../../model/record.ts'

/**
 * What changes against another branch are told from: its record, in which every criterion that the files leave as it was there counts as it is now. So a pull
 * request tells of what it changes, and not of which of the two branches has had its runs yet.
 */
export function earlierByFiles(other: AssessmentRecord, reading: AssessmentRecord, settled: AssessmentRecord): AssessmentRecord {
  const [there, here, now] = [other, reading, settled].map(({ criteria }) => new Map(criteria.map(({ id, outcome }) => [id, outcome])))
  return { ...other, criteria: other.criteria.map((criterion) => {
    const before = there?.get(criterion.id)
    return { ...criterion, outcome: before !== undefined && before === here?.get(criterion.id) ? now?.get(criterion.id) ?? criterion.outcome : criterion.outcome }
  }) }
}
