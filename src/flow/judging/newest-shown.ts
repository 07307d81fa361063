import type { ShownTo } from '../../grade/shown-decisions.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { readProgress, type ProgressParts } from './progress.ts'
import { shownRecord, type ShownParts } from './shown-record.ts'
import type { Assessment, AssessmentStore } from '../ports/store-ports.ts'

export type NewestShownParts = ProgressParts & ShownParts & { readonly assessments: Pick<AssessmentStore, 'newest'> }

/** How a repository's default branch stands: its newest judgement and that as it is shown, both null where nothing was judged; the thirteen steps; and the repository's page, null where none is known. */
export type NewestShown = { readonly newest: Assessment | null; readonly record: AssessmentRecord | null; readonly steps: readonly StepRecord[]; readonly url: string | null }

/** How a repository stands in a course by what is stored, as `shownTo` sees it: the staff sees as `members` do, in a public repository, too. Asks GitHub for nothing. */
export async function newestShown(repository: HostedRepository, courseId: string, shownTo: ShownTo, parts: NewestShownParts): Promise<NewestShown> {
  const newest = await parts.assessments.newest(repository.id, 'default-branch')
  const url = newest?.record.repository.url ?? null
  const steps = await readProgress(repository, courseId, url, parts)
  const record = newest === null ? null : await shownRecord(newest, steps, { ...repository, private: shownTo === 'members' }, courseId, parts)
  return { newest, record, steps, url }
}
