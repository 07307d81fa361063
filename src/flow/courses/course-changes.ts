import { isDeepStrictEqual } from 'node:util'
import type { Course, CoursePart } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { courseFor } from './enrol.ts'
import type { CourseStore, HostingStore } from '../ports/store-ports.ts'

/** What brings the courses that run to those that are planned. */
export type PlannedChanges = {
  readonly added: readonly Course[]
  readonly changed: readonly { readonly before: Course; readonly after: Course; readonly parts: readonly CoursePart[] }[]
  readonly ended: readonly Course[]
  /** Repositories that a course which goes on no longer takes in. */
  readonly letGo: readonly { readonly courseId: string; readonly repository: HostedRepository }[]
}

const PARTS: Readonly<Record<Exclude<CoursePart, `settings.${string}`>, true>> = { title: true, account: true, repositories: true, staff: true, joinCode: true, origin: true }

/** What has to change for the planned courses to be those that run; changes nothing itself. Repositories that joined, or were renamed since, are not let go. */
export async function plannedChanges(planned: readonly Course[], known: readonly Course[], { courses, hosting }: { readonly courses: Pick<CourseStore, 'enrolled'>; readonly hosting: Pick<HostingStore, 'repository'> }): Promise<PlannedChanges> {
  const byId = new Map(planned.map((course) => [course.id, course]))
  const added = planned.filter(({ id }) => !known.some((one) => one.id === id))
  const changed = known.flatMap((before) => {
    const after = byId.get(before.id)
    const parts = after === undefined ? [] : changedParts(before, after)
    return after === undefined || parts.length === 0 ? [] : [{ before, after, parts }]
  })
  const ended = known.filter(({ id }) => !byId.has(id))
  const letGo: PlannedChanges['letGo'][number][] = []
  // Nothing has moved from one course to another where no course has changed.
  for (const { id } of added.length + changed.length + ended.length === 0 ? [] : known.filter((course) => byId.has(course.id))) {
    for (const { repositoryId, by } of await courses.enrolled(id)) {
      const repository = by === 'join' ? null : await hosting.repository(repositoryId)
      if (repository !== null && courseFor(repository, known)?.course.id === id && courseFor(repository, planned)?.course.id !== id) letGo.push({ courseId: id, repository })
    }
  }
  return { added, changed, ended, letGo }
}

/** Which parts of a course are no longer the same. */
function changedParts(before: Course, after: Course): readonly CoursePart[] {
  const parts = Object.keys(PARTS) as readonly (keyof typeof PARTS)[]
  const settings = Object.keys(after.settings) as readonly (keyof Course['settings'])[]
  return [
    ...parts.filter((part) => !isDeepStrictEqual(before[part], after[part])),
    ...settings.filter((name) => !isDeepStrictEqual(before.settings[name], after.settings[name])).map((name) => `settings.${name}` as const),
  ]
}
