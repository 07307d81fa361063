import { namedCourse } from '../course/course-name.ts'
import type { Course } from '../model/course.ts'
import type { HostedRepository } from '../model/hosting.ts'
import type { Watched, WatchedStuck } from '../model/stuck.ts'
import { disputesAt, isWaiting } from './answers/disputes.ts'
import { countedRepositories, type CountedParts } from './counted-repositories.ts'
import { inGroups } from './in-groups.ts'
import { hintGiven } from './offer-hint.ts'
import { stuckNow, type StuckParts } from './stuck-now.ts'
import type { CourseStore, DecisionStore, HostingStore, PublicationStore } from './store-ports.ts'

/** Feedback waits for nobody: it stands behind what does. */
const FEEDBACK_LATER = 1e13
/** So many repositories are looked at at once. */
const AT_ONCE = 50

export type WatchListParts = StuckParts & CountedParts & {
  readonly courses: Pick<CourseStore, 'enrolled' | 'enrolmentsOf' | 'participantsOf'>
  readonly hosting: Pick<HostingStore, 'repository' | 'lastSeen'>
  readonly decisions: Pick<DecisionStore, 'decisionsOf' | 'statementsOf'>
  readonly publications: Pick<PublicationStore, 'find'>
}

/** Every repository of the courses that run, but those for practice, in which somebody is stuck, something waits for the staff, or feedback was given, those that wait longest first; by all that is kept, without a request. */
export async function watchList(parts: WatchListParts & { readonly courses: Pick<CourseStore, 'courses'> }, now: number): Promise<readonly Watched[]> {
  const watched: Watched[] = []
  for (const course of await parts.courses.courses()) watched.push(...await watchListOf(course, parts, now))
  return longestFirst(watched)
}

/** Those of one course. */
export async function watchListOf(course: Course, parts: WatchListParts, now: number): Promise<readonly Watched[]> {
  const watched: Watched[] = []
  for await (const one of inGroups(await countedRepositories(course, parts), AT_ONCE, (id) => watchedAt(id, course, parts, now))) if (one !== null) watched.push(one)
  return longestFirst(watched)
}

function longestFirst(watched: readonly Watched[]): readonly Watched[] {
  return watched.toSorted((one, other) => sinceOf(one) - sinceOf(other) || one.repository.id - other.repository.id)
}

async function watchedAt(repositoryId: number, course: Course, parts: WatchListParts, now: number): Promise<Watched | null> {
  const repository = await parts.hosting.repository(repositoryId)
  if (repository === null || repository.archived) return null
  const one = await watchedOf(course, repository, parts, now)
  return one.stuck.length > 0 || one.disputes.length > 0 || one.feedback.length > 0 ? one : null
}

async function watchedOf(course: Course, repository: HostedRepository, parts: WatchListParts, now: number): Promise<Watched> {
  const { stuck } = await stuckNow(repository, course, parts, now)
  const hinted: WatchedStuck[] = []
  for (const one of stuck) hinted.push({ stuck: one, hint: await hintGiven(repository.id, one, parts.publications) })
  const disputes = await disputesAt({ course, repository }, { decisions: parts.decisions, now: () => now }, 'members')
  // Of each person the newest counts.
  const feedback = new Map((await parts.decisions.statementsOf(course.id, repository.id)).flatMap((one) => one.kind === 'feedback' ? [[one.by.id, one] as const] : []))
  return {
    course: { ...namedCourse(course), timeZone: course.settings.timeZone, dateLanguage: course.settings.dateLanguage }, repository: { id: repository.id, owner: repository.owner, name: repository.name },
    people: (await parts.courses.participantsOf(course.id, repository.id)).map(({ person }) => person.login), stuck: hinted, disputes: disputes.filter(isWaiting), feedback: [...feedback.values()],
  }
}

function sinceOf({ stuck, disputes, feedback }: Watched): number {
  const waits = stuck.length + disputes.length > 0
  return Math.min(...waits ? [] : feedback.map(({ at }) => at + FEEDBACK_LATER), ...stuck.map((one) => one.stuck.since), ...disputes.map(({ at }) => at))
}
