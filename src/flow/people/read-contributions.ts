import { isPractice } from '../../course/is-practice.ts'
import type { Course } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { WorkItem } from '../../model/work.ts'
import type { ContributionStore } from '../ports/contribution-port.ts'
import { workersOn, staffIds } from './course-roster.ts'
import type { Evaluated } from '../evaluation.ts'
import type { InstallationPort } from '../ports/github-ports.ts'
import type { Log } from '../ports/operation-ports.ts'
import type { CourseStore, JournalStore } from '../ports/store-ports.ts'
import { endOfTrouble } from '../trouble.ts'

export type ContributionParts = {
  readonly courses: Pick<CourseStore, 'participantsOf' | 'staffOf'>
  readonly journal: Pick<JournalStore, 'pushersOf' | 'newestEventsOf'>
  readonly contributions: ContributionStore
  readonly now: () => number
  readonly log: Log
}

/** What somebody does beside a push that shows that they are at work there. */
const AT_WORK = ['pull_request.opened', 'pull_request_review.submitted']
/** So many of the newest of each are looked at. */
const MOST = 100

/** A whole repository is looked at again and again, as while its CI runs: nothing is read anew for that, where it was within so many milliseconds. */
const LATELY = 3_600_000

const ALONE: Evaluated = { kind: 'dropped', says: 'one person works on the repository' }
const LATELY_READ: Evaluated = { kind: 'dropped', says: 'it was read within the hour' }
const PRACTICE: Evaluated = { kind: 'dropped', says: 'it is for practice' }

/** Reads from GitHub who did what in a repository, and keeps it for the staff. Asks nothing where fewer than two people are at work there, and on one for practice; writes nothing on GitHub. */
export async function readContributions({ item, port, repository, course, isHeld }: { readonly item: WorkItem; readonly port: InstallationPort; readonly repository: HostedRepository; readonly course: Course; readonly isHeld: () => boolean }, parts: ContributionParts): Promise<Evaluated> {
  if (isPractice(repository, course)) return PRACTICE
  if (await peopleAtWork(repository.id, course.id, parts) < 2) return ALONE
  const known = await parts.contributions.of(repository.id)
  if (known !== null && item.reasons.every((reason) => reason === 'repository') && parts.now() < known.readAt + LATELY) return LATELY_READ
  const read = await port.contributions(repository, known)
  if (!read.ok) return endOfTrouble(read.trouble)
  if (!isHeld()) return { kind: 'dropped', says: 'its lease was lost' }
  await parts.contributions.keep(repository.id, read.value)
  const { people, commits, pulls, beyond } = read.value
  parts.log.info('it was read who did what', { repository: repository.id, course: course.id, people: people.length, commits: commits.length, pulls: pulls.length, beyond: beyond.commits + beyond.pulls })
  return { kind: 'done', writes: 0 }
}

/** How many people are at work on a repository, staff and bots aside: who pushed, and who opens or reviews pull requests. */
async function peopleAtWork(repositoryId: number, courseId: string, { courses, journal }: ContributionParts): Promise<number> {
  const staff = await staffIds(courseId, { courses })
  const workers = (await workersOn(repositoryId, courseId, staff, { courses, journal })).map(({ person }) => person.id)
  const others = (await journal.newestEventsOf(repositoryId, MOST, AT_WORK)).flatMap(({ actor }) => actor === null || actor.id < 0 || staff.has(actor.id) || actor.login.endsWith('[bot]') ? [] : [actor.id])
  return new Set([...workers, ...others]).size
}
