import type { Course } from '../model/course.ts'
import type { HostedRepository } from '../model/hosting.ts'
import type { Watched, WatchedStuck } from '../model/stuck.ts'
import { disputesAt, isWaiting } from './answers/disputes.ts'
import { hintGiven } from './offer-hint.ts'
import { stuckNow, type StuckParts } from './stuck-now.ts'
import type { CourseStore, DecisionStore, HostingStore, PublicationStore } from './store-ports.ts'

export type WatchListParts = StuckParts & {
  readonly courses: Pick<CourseStore, 'courses' | 'enrolled' | 'enrolmentsOf' | 'participantsOf'>
  readonly hosting: Pick<HostingStore, 'repository'>
  readonly decisions: DecisionStore
  readonly publications: Pick<PublicationStore, 'find'>
}

/** Every repository of the courses that run in which somebody is stuck or something waits for the staff, those that wait longest first; by all that is kept, without a request. */
export async function watchList(parts: WatchListParts, now: number): Promise<readonly Watched[]> {
  const watched: Watched[] = []
  for (const course of await parts.courses.courses()) {
    for (const { repositoryId } of await parts.courses.enrolled(course.id)) {
      const repository = await parts.hosting.repository(repositoryId)
      if (repository === null || repository.archived) continue
      const one = await watchedOf(course, repository, parts, now)
      if (one.stuck.length > 0 || one.disputes.length > 0) watched.push(one)
    }
  }
  return watched.toSorted((one, other) => sinceOf(one) - sinceOf(other) || one.repository.id - other.repository.id)
}

async function watchedOf(course: Course, repository: HostedRepository, parts: WatchListParts, now: number): Promise<Watched> {
  const { stuck } = await stuckNow(repository, course, parts, now)
  const hinted: WatchedStuck[] = []
  for (const one of stuck) hinted.push({ stuck: one, hint: await hintGiven(repository.id, one, parts.publications) })
  const disputes = await disputesAt({ course, repository }, { decisions: parts.decisions, now: () => now }, 'members')
  return {
    course: { id: course.id, title: course.title, timeZone: course.settings.timeZone }, repository: { id: repository.id, owner: repository.owner, name: repository.name },
    people: (await parts.courses.participantsOf(course.id, repository.id)).map(({ person }) => person.login), stuck: hinted, disputes: disputes.filter(isWaiting),
  }
}

function sinceOf({ stuck, disputes }: Watched): number {
  return Math.min(...stuck.map((one) => one.stuck.since), ...disputes.map(({ at }) => at))
}
