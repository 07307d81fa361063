import { isCourseHome } from '../flow/courses/course-home.ts'
import type { Enrolment } from '../flow/courses/enrolment.ts'
import type { Log } from '../flow/ports/operation-ports.ts'
import type { Delivery, HostingStore, Meaning } from '../flow/ports/store-ports.ts'
import { capstoneMark } from '../flow/publishing/capstone-mark.ts'
import type { Course } from '../model/course.ts'
import type { Mark } from '../model/work.ts'
import { BRINGING, heldBack, type HeldBack } from './hold-back.ts'

export type InCourses = {
  readonly hosting: Pick<HostingStore, 'repository' | 'hasInstallation'>
  readonly enrolment: Enrolment
  readonly now: () => number
  readonly log: Log
}

/**
 * What a delivery means to the courses here: of what happened in a repository, what is of a course, or of the place where an account writes down its own. Its repositories are enrolled and who pushed is noted on the way; nothing
 * else is written. What has to wait until more is known is held instead. What is asked of several deliveries at once is read from the store once.
 */
export async function inCourses(delivery: Delivery, meaning: Meaning, parts: InCourses): Promise<{ readonly meaning: Meaning } | { readonly held: HeldBack }> {
  const isInstalled = delivery.installationId !== null && await parts.hosting.hasInstallation(delivery.installationId)
  const enrolled = await enrolledOf(meaning, parts)
  const held = await heldBack(delivery, meaning, { enrolled, isInstalled }, parts)
  if (held !== null) return { held }
  const homes = await homesOf(meaning, parts)
  const joining = await joiningOf(meaning, parts)
  const publicized = await publicizedBy(delivery, meaning, parts)
  await noteParticipants(meaning, enrolled, parts)
  const concerns = (repositoryId: number | null): boolean => repositoryId === null || enrolled.has(repositoryId)
  const marks = meaning.marks.filter((mark) => concerns(mark.repositoryId) || homes.has(mark.repositoryId) || (mark.target.kind === 'repository' && BRINGING.has(delivery.name)))
  return { meaning: { ...meaning, marks: [...marks, ...joining, ...publicized], events: meaning.events.filter((event) => concerns(event.repositoryId)) } }
}

/** The repositories of a meaning that are enrolled, with their courses, after those that it describes were offered to the courses. */
async function enrolledOf({ repositories, marks, events }: Meaning, { enrolment, hosting, now }: InCourses): Promise<Map<number, Course>> {
  const enrolled = new Map<number, Course>()
  const keep = (id: number, course: Course | null): void => { if (course !== null) enrolled.set(id, course) }
  for (const repository of repositories) {
    // No webhook tells what a repository was made from.
    const known = await hosting.repository(repository.id)
    keep(repository.id, await enrolment.enrol(known?.template === undefined ? repository : { ...repository, template: known.template }, now()))
  }
  const described = new Set(repositories.map(({ id }) => id))
  const others = new Set([...marks, ...events].flatMap(({ repositoryId }) => repositoryId === null || described.has(repositoryId) ? [] : [repositoryId]))
  for (const id of others) {
    const repository = await hosting.repository(id)
    if (repository !== null) keep(id, await enrolment.courseOf(repository))
  }
  return enrolled
}

/** The repositories of a meaning in which an account may write down its course: what happens there is for the work to judge. */
async function homesOf({ repositories, marks }: Meaning, { hosting }: InCourses): Promise<ReadonlySet<number>> {
  const known = await Promise.all([...new Set(marks.map(({ repositoryId }) => repositoryId))].map(async (id) => repositories.find((one) => one.id === id) ?? await hosting.repository(id)))
  return new Set(known.flatMap((repository) => repository !== null && isCourseHome(repository) ? [repository.id] : []))
}

/** Marks repositories that were private when they were heard of last, whatever tells now that they are public: points that stand there have to go. */
async function publicizedBy({ installationId }: Delivery, { repositories }: Meaning, { hosting, now }: InCourses): Promise<readonly Mark[]> {
  if (installationId === null) return []
  const marks: Mark[] = []
  for (const repository of repositories) {
    if (!repository.private && (await hosting.repository(repository.id))?.private === true) marks.push(capstoneMark({ installationId, repositoryId: repository.id }, now(), 'publicized'))
  }
  return marks
}

/** Marks comments with the right code of a course. Of any other nothing is said on GitHub, so that nobody can try codes. */
async function joiningOf({ joins = [] }: Meaning, { enrolment, now, log }: InCourses): Promise<readonly Mark[]> {
  const marks: Mark[] = []
  for (const { installationId, repositoryId, code, commentId, person } of joins) {
    const course = await enrolment.courseByCode(code)
    log.info(course === null ? 'somebody wrote a code that no course has' : 'somebody wrote the code of a course', { repository: repositoryId, person: person.id, course: course?.id })
    if (course !== null) marks.push({ installationId, repositoryId, target: { kind: 'join', courseId: course.id, commentId, person }, dueAt: now(), reason: 'join' })
  }
  return marks
}

/**
 * Who pushes works on the repository. Opening a pull request makes nobody a participant: anybody may open one from a fork of a public repository, and a member of its
 * organization from somebody else's branch. Who only opens one and may write is found out where they write a command (`roleOf`).
 */
async function noteParticipants({ events }: Meaning, enrolled: ReadonlyMap<number, Course>, { enrolment, now }: InCourses): Promise<void> {
  for (const { kind, repositoryId, actor, facts } of events) {
    const course = repositoryId === null ? undefined : enrolled.get(repositoryId)
    if (course === undefined || repositoryId === null || actor === null || kind !== 'push' || facts.senderIsBot === true) continue
    await enrolment.noteParticipant(course, repositoryId, actor, now())
  }
}
