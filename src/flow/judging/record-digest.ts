import { createHash } from 'node:crypto'
import type { AssessmentRecord } from '../../model/record.ts'

/** What two records share that say the same but for the time at which they were made. */
export function recordDigest(record: AssessmentRecord): string {
  return createHash('sha256').update(JSON.stringify({ ...record, repository: { ...record.repository, takenAt: '' } })).digest('hex')
}
