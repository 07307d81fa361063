import type { AppPort } from '../flow/ports/github-ports.ts'
import { capstoneMark } from '../flow/publishing/capstone-mark.ts'
import { isCourseHome } from '../flow/courses/course-home.ts'
import { enrolNew } from '../flow/courses/enrol-new.ts'
import type { Enrolment } from '../flow/courses/enrolment.ts'
import type { Log } from '../flow/ports/operation-ports.ts'
import type { CourseStore, DeliveryStore, HostingStore } from '../flow/ports/store-ports.ts'
import type { WorkStore } from '../flow/ports/work-port.ts'
import type { HostedRepository, Installation } from '../model/hosting.ts'

export type Discovering = {
  readonly app: Pick<AppPort, 'installations' | 'installation'>
  readonly hosting: HostingStore
  readonly courses: Pick<CourseStore, 'courses' | 'enrolled'>
  readonly enrolment: Enrolment
  /** Brings the courses to what is planned for these installations (`createCourseSetUp`). */
  readonly setUpCourses: (isFresh: true, told: { readonly installations: readonly Installation[] }) => Promise<void>
  /** Reads who the staff of each course is (`createStaffReader`). */
  readonly readStaff: () => Promise<void>
  readonly work: Pick<WorkStore, 'mark'>
  readonly deliveries: Pick<DeliveryStore, 'release'>
  readonly now: () => number
  readonly log: Log
}

/** Between two repositories of a sweep, in milliseconds: a push in between does not wait behind all of them. */
const STEP = 2000

/**
 * Reads where the App is installed and which repositories it reaches there, sets up the courses of those accounts, keeps it, reads their staff, and enrols the
 * repositories: what webhooks told wrongly, in another order or not at all is put right. Newly enrolled repositories are marked, and what waited for an installation waits no longer. What GitHub does not answer stays as it was.
 */
export async function discover(parts: Discovering): Promise<void> {
  const { app, hosting, now, log } = parts
  const before = await hosting.installations()
  const listed = await app.installations()
  if (!listed.ok) return log.warn(`installations could not be listed: ${listed.trouble.says}`)
  // Before an installation is known: what was told of it waits until then, and finds its course.
  await parts.setUpCourses(true, { installations: listed.value })
  for (const installation of listed.value) await hosting.saveInstallation({ change: installation.suspended ? 'suspended' : 'there', installation }, now())
  const there = new Set(listed.value.map(({ id }) => id))
  for (const installation of before) if (!there.has(installation.id)) await hosting.saveInstallation({ change: 'gone', installation }, now())
  for (const installation of listed.value) {
    if (!installation.suspended) await discoverRepositories(installation, parts)
    await parts.deliveries.release({ installationId: installation.id })
  }
  await parts.readStaff()
}

async function discoverRepositories({ id }: Installation, parts: Discovering): Promise<void> {
  const { app, hosting, now, log } = parts
  const before = await hosting.repositoriesOf(id)
  const listed = await app.installation(id).repositories()
  if (!listed.ok) return log.warn(`the repositories of an installation could not be listed: ${listed.trouble.says}`, { installation: id })
  const wasPrivate = new Set(before.flatMap((repository) => repository.private ? [repository.id] : []))
  await parts.work.mark(listed.value.flatMap((repository) => !repository.private && wasPrivate.has(repository.id) ? [capstoneMark({ installationId: id, repositoryId: repository.id }, now(), 'publicized')] : []), now())
  await hosting.saveRepositories(listed.value, now())
  const there = new Set(listed.value.map((repository) => repository.id))
  await hosting.removeRepositories(id, before.flatMap((repository) => there.has(repository.id) ? [] : [repository.id]), now())
  // Those that are kept know what they were made from, which no list tells.
  await enrolNew(id, await hosting.repositoriesOf(id), parts)
}

/**
 * Marks every enrolled repository and those in which organizations write down their courses, one after the other over some time: the work reads its default branch's commit, and does nothing more where that was judged.
 * `most` is the time over which they are spread at most, in milliseconds.
 */
export async function sweep({ hosting, courses, work, now }: Discovering, most: number): Promise<void> {
  const repositories: HostedRepository[] = []
  for (const course of await courses.courses()) {
    for (const { repositoryId } of await courses.enrolled(course.id)) {
      const repository = await hosting.repository(repositoryId)
      if (repository !== null && !repository.archived) repositories.push(repository)
    }
  }
  for (const { id, suspended } of await hosting.installations()) if (!suspended) repositories.unshift(...(await hosting.repositoriesOf(id)).filter((one) => isCourseHome(one) && !one.archived))
  const at = now()
  const step = Math.min(STEP, most / Math.max(1, repositories.length))
  await work.mark(repositories.map(({ id, installationId }, place) => ({ installationId, repositoryId: id, target: { kind: 'repository' }, dueAt: at + Math.round(place * step), reason: 'sweep' })), at)
}
