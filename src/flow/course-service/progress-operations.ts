import { namedCourse } from '../../course/course-name.ts'
import type { Course } from '../../model/course.ts'
import { countedRepositories } from '../grades/counted-repositories.ts'
import { studentsOf } from '../people/course-roster.ts'
import { inGroups } from '../in-groups.ts'
import { newestShown } from '../judging/newest-shown.ts'
import { ITEM, itemDocument, STEP, stepDocument } from './class-documents.ts'
import { iso } from './documents.ts'
import { done, operation, type Operation, type ServiceParts } from './operation.ts'
import { COURSE, list, object, orNull, SCHEMA_NUMBER, TEXT, TIME } from './schemas.ts'
import { nameOf } from './who.ts'

/** A repository has some 5 kB in it, and its events are read for its steps. */
const PAGE = { most: 200, usual: 50 } as const
/** So many repositories are looked at at once. */
const AT_ONCE = 20

const REPOSITORY = object({
  repository: { ...TEXT, description: 'owner/name' }, students: { ...list(TEXT), description: 'who work on it, by their keys in the list of the course' }, pushed: orNull(TIME, 'when something was pushed to it last'), commit: orNull(TEXT, 'the newest of its default branch that was judged; null where none was'), judged: orNull(TIME),
  steps: list(STEP), items: list(ITEM),
})

const read = operation<{ readonly after?: string; readonly limit?: number }>({
  id: 'progress.read', about: 'course', http: { method: 'get', path: '/progress' },
  says: 'Where each repository of the course stands on its default branch now: the thirteen steps, and the items of the checklist with what was decided. What counts for a grade is told by the gradebook. A page of repositories; `next` is what to go on after, null on the last page.',
  input: object({ after: { type: 'string', pattern: '^[0-9]{1,15}$', description: 'what `next` of the page before is' }, limit: { type: 'integer', minimum: 1, maximum: PAGE.most, description: `how many repositories (${PAGE.usual})` } }, ['after', 'limit']),
  output: object({ schema: SCHEMA_NUMBER, course: COURSE, repositories: list(REPOSITORY), next: orNull(TEXT) }),
}, async ({ after, limit = PAGE.usual }, { course, parts }) => {
  const rest = (await countedRepositories(course, parts)).filter((id) => after === undefined || id > Number(after)).toSorted((one, other) => one - other)
  const page = rest.slice(0, limit)
  const repositories: object[] = []
  // The list is the same for each of them.
  const entries = await parts.roster.of(course.id)
  const once: ServiceParts = { ...parts, roster: { ...parts.roster, of: () => Promise.resolve(entries) } }
  for await (const one of inGroups(page, AT_ONCE, (id) => standingOf(id, course, once))) if (one !== null) repositories.push(one)
  return done({ schema: 1, course: namedCourse(course), repositories, next: rest.length > limit ? String(page.at(-1)) : null })
})

/** How the class as a whole goes on. */
export const PROGRESS_OPERATIONS: readonly Operation[] = [read]

async function standingOf(id: number, course: Course, parts: ServiceParts): Promise<object | null> {
  const repository = await parts.hosting.lastSeen(id)
  if (repository === null) return null
  const { newest, record, steps } = await newestShown(repository, course.id, 'members', parts)
  const [push] = await parts.journal.newestEventsOf(id, 1, ['push'])
  return {
    repository: nameOf(repository), students: (await studentsOf(course, id, parts)).map(({ key }) => key), pushed: push === undefined ? null : iso(push.at), commit: newest?.commit ?? null, judged: newest === null ? null : iso(newest.at),
    steps: (record?.steps ?? steps).map(stepDocument), items: (record?.items ?? []).map(itemDocument),
  }
}
