import type { Course } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { Mark } from '../../model/work.ts'
import { ownIssue } from '../publishing/publish-issue.ts'
import type { HostingStore, PublicationStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export type ClassMarking = {
  readonly hosting: Pick<HostingStore, 'installations' | 'repositoriesOf' | 'repository'>
  readonly publications: Pick<PublicationStore, 'find' | 'lastRound'>
  readonly work: Pick<WorkStore, 'mark'>
  readonly now: () => number
}

/** The mark by which the issue of a course is brought to date: one row a course, which waits by itself. */
export function classMark(repository: Pick<HostedRepository, 'id' | 'installationId'>, courseId: string, dueAt: number, reason: string): Mark {
  return { installationId: repository.installationId, repositoryId: repository.id, target: { kind: 'class', courseId }, dueAt, reason }
}

/** Whether a repository is the one in which a course shows its class. */
export function showsClass({ ownerId, name }: Pick<HostedRepository, 'ownerId' | 'name'>, { account, settings: { summaryIn } }: Course): boolean {
  return summaryIn !== null && account.id === ownerId && name.toLowerCase() === summaryIn.toLowerCase()
}

/**
 * Gives what marks the class of a course to be shown anew after something happened in it: within the hour, so that it is written once an hour at most, and soon where it was never shown. Nothing is marked where the course shows none, or the App does not
 * reach the repository.
 */
export function createClassMarker({ hosting, publications, work, now }: ClassMarking): (course: Course, reason: string) => Promise<void> {
  // Looking through the repositories of an account for each event would read all of a class each time.
  const known = new Map<string, { readonly id: number | null; readonly at: number }>()
  const find = async (course: Course): Promise<HostedRepository | null> => {
    const last = known.get(course.id)
    const one = last === undefined || last.id === null ? null : await hosting.repository(last.id)
    if (one !== null && showsClass(one, course)) return one
    if (last !== undefined && last.id === null && now() < last.at + MINUTE) return null
    let found: HostedRepository | null = null
    for (const { id, account } of await hosting.installations()) if (account.id === course.account.id) found ??= (await hosting.repositoriesOf(id)).find((repository) => showsClass(repository, course)) ?? null
    known.set(course.id, { id: found?.id ?? null, at: now() })
    return found
  }
  return async (course, reason) => {
    const repository = course.settings.summaryIn === null ? null : await find(course)
    if (repository === null) return
    const isNew = (await ownIssue(repository.id, classIssuePlace(course.id), publications)).known === null
    await work.mark([classMark(repository, course.id, now() + (isNew ? MINUTE : HOUR), reason)], now())
  }
}

/** Under which place the issue of a course is kept. */
export function classIssuePlace(courseId: string): string {
  return `class ${courseId}`
}
