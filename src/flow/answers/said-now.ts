import { nameables, type Nameable } from '../../grade/name-subject.ts'
import type { JudgedBy } from '../../model/checklist.ts'
import type { Course } from '../../model/course.ts'
import type { HostedRepository, PullRequest } from '../../model/hosting.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { judgedByCourse } from '../courses/kept-checklists.ts'
import { readProgress, type ProgressParts } from '../judging/progress.ts'
import { shownRecord, type ShownParts } from '../judging/shown-record.ts'
import type { Assessment, AssessmentStore } from '../ports/store-ports.ts'

export type StandingParts = ShownParts & ProgressParts & { readonly assessments: Pick<AssessmentStore, 'newest'> }

/** How a repository stands by what is stored: the newest verdict as it is shown and as the App itself judged it, null where nothing was judged; by what its course is judged now; and all that can be named. */
export type StandingNow = { readonly record: AssessmentRecord | null; readonly automatic: AssessmentRecord | null; readonly judgedBy: JudgedBy; readonly all: readonly Nameable[] }

/** How a repository stands now: at the head of a pull request, where one is given and was judged, else on its default branch. */
export async function standNow(repository: HostedRepository, course: Course, parts: StandingParts, pull: PullRequest | null = null): Promise<StandingNow> {
  const judgedBy = await judgedByCourse(course, parts)
  const newest = await newestOf(repository, pull, parts)
  const record = newest === null ? null : await shownRecord(newest, await readProgress(repository, course.id, newest.record.repository.url, parts), repository, course.id, parts)
  return { record, automatic: newest?.record ?? null, judgedBy, all: nameables([judgedBy.checklist, judgedBy.practices], record) }
}

async function newestOf({ id }: HostedRepository, pull: PullRequest | null, { assessments }: StandingParts): Promise<Assessment | null> {
  const own = pull === null ? null : await assessments.newest(id, { commit: pull.head.sha })
  return own ?? await assessments.newest(id, 'default-branch')
}

/** The word for how a subject counts in a record; null where it is not in it. */
export function standingOf({ subject }: Nameable, record: AssessmentRecord | null): string | null {
  if (record === null) return null
  switch (subject.kind) {
    case 'item': return itemsOf(record).find(({ id }) => id === subject.id)?.outcome ?? null
    case 'criterion': return record.criteria.find(({ id }) => id === subject.id)?.outcome ?? null
    case 'step': return record.steps.find(({ id }) => id === subject.id)?.state ?? null
  }
}

/** What the App says of a subject by itself now, whatever was decided. */
export async function automaticOf(one: Nameable, { automatic, repository, course }: { readonly automatic: AssessmentRecord | null; readonly repository: HostedRepository; readonly course: Course }, parts: ProgressParts): Promise<string | null> {
  if (one.subject.kind !== 'step' || automatic === null) return standingOf(one, automatic)
  const undecided = { ...parts, decisions: { ...parts.decisions, decisionsOf: () => Promise.resolve([]) } }
  return standingOf(one, { ...automatic, steps: await readProgress(repository, course.id, automatic.repository.url, undecided) })
}

/** All items of a record: the checklist's, the practices, and the student's own. */
export function itemsOf({ items, practices, own }: AssessmentRecord): AssessmentRecord['items'] {
  return [...items, ...practices, ...own]
}
