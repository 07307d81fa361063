import { isDeepStrictEqual } from 'node:util'
import type { CheckRunContent } from '../../model/check-run.ts'
import type { Course } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { WorkItem } from '../../model/work.ts'
import { brokenCourseRun, courseRun, previewedCourseRun, unheardCourseRun } from '../../report/published/course-run.ts'
import { isHeard, type CoursePlan, type OrganizationCourse } from './course-accounts.ts'
import { enrolNew, type EnrollingNew } from './enrol-new.ts'
import type { Evaluated } from '../evaluation.ts'
import type { FromGitHub, Head, InstallationPort } from '../ports/github-ports.ts'
import { keepChecklists, notRaised, scopeOf, unraisedAmong } from './kept-checklists.ts'
import type { ChecklistStore } from '../ports/checklist-port.ts'
import { previewCourses, type PreviewParts } from './preview-courses.ts'
import { writeCheckRun, type CheckRunWriter } from '../publishing/publish-check-run.ts'
import { roundOf } from '../publishing/publish-round.ts'
import { readOrganizationCourse, type HomeSchemas, type ReadHome } from './read-organization-course.ts'
import { endOfAll, endOfTrouble } from '../trouble.ts'

export type KeepingCourse = PreviewParts & EnrollingNew & CheckRunWriter & {
  readonly checklists: ChecklistStore
  readonly plan: CoursePlan
  readonly schemas: HomeSchemas
  /** Brings the courses to what is planned with what an organization says of its own (`createCourseSetUp`). */
  readonly setUpCourses: (isFresh: boolean, told: { readonly said: OrganizationCourse }) => Promise<void>
  /** Reads who the staff of a course is (`createStaffReader`). */
  readonly readStaff: (courseId: string) => Promise<void>
}

/** The `.github` repository of an account that something happened to, by which work. */
export type CourseWork = { readonly item: WorkItem; readonly port: InstallationPort; readonly repository: HostedRepository; readonly isHeld: () => boolean }

/**
 * Takes the course of an organization as its `.github` repository has it on the default branch; of a pull request that asks to be merged there it says what would change, and changes nothing. A file with mistakes leaves the course that runs
 * as it is, and is told with them at their lines; one that is gone ends the course. What a fork, another branch or another account says is no organization's word.
 */
export function createKeepCourse(parts: KeepingCourse): (work: CourseWork) => Promise<Evaluated> {
  return async (work) => {
    const { item: { target }, port, repository } = work
    if (!await isHeardNow(repository, parts)) return { kind: 'dropped', says: 'no course is taken from this account\'s .github repository' }
    if (target.kind === 'pull-request') return onHead(await port.pullRequest(repository, target.number), work, parts)
    if (target.kind !== 'repository' && target.kind !== 'branch' && target.kind !== 'commit') return { kind: 'dropped', says: 'it says nothing of the course' }
    if (target.kind === 'branch' && target.name !== repository.defaultBranch) return { kind: 'dropped', says: 'the default branch alone says which course there is' }
    const head = await port.branchHead(repository, repository.defaultBranch)
    if (target.kind !== 'commit' || !head.ok || head.value.commit === target.sha) return onHead(head, work, parts)
    const pulls = await port.openPullRequests(head.value.repository, target.sha)
    if (!pulls.ok) return endOfTrouble(pulls.trouble)
    const ends: Evaluated[] = []
    for (const pull of pulls.value) ends.push(await onHead({ ok: true, value: { repository: head.value.repository, commit: target.sha, branch: pull.head.branch, pull } }, work, parts))
    return endOfAll(ends)
  }
}

async function isHeardNow({ ownerId: id, owner: login }: HostedRepository, { plan, courses, hosting }: KeepingCourse): Promise<boolean> {
  return isHeard({ id, login }, plan, await courses.courses(), await hosting.installations())
}

async function onHead(head: FromGitHub<Head>, work: CourseWork, parts: KeepingCourse): Promise<Evaluated> {
  if (!head.ok) return head.trouble.kind === 'gone' ? { kind: 'dropped', says: head.trouble.says } : endOfTrouble(head.trouble)
  const { repository, commit, pull } = head.value
  if (repository.ownerId !== work.repository.ownerId || repository.archived) return { kind: 'dropped', says: 'the repository is archived, or another account\'s by now' }
  if (pull !== null && (pull.state !== 'open' || pull.base.branch !== repository.defaultBranch)) return { kind: 'dropped', says: 'the pull request does not ask to change the course' }
  const opened = await work.port.open(repository, commit, new Date(parts.now()).toISOString())
  if (!opened.ok) return endOfTrouble(opened.trouble)
  const { reader, halted } = opened.value
  let read: ReadHome
  try {
    read = await readOrganizationCourse(opened.value, repository, parts.schemas)
  } finally {
    await reader.close()
  }
  const trouble = halted()
  if (trouble !== null) return endOfTrouble(trouble)
  if (!work.isHeld()) return { kind: 'dropped', says: 'its lease was lost' }
  const content = pull === null ? await taken(read, repository, work, parts) : await previewed(read, head.value, parts)
  if (content === null) return { kind: 'done', writes: 0 }
  const context = { port: work.port, repository, commit, again: work.item.again }
  const written = await writeCheckRun(context, await roundOf(context, parts.publications, parts.now()), () => ({ content, phase: 'final' }), parts)
  if (written.ok) return { kind: 'done', writes: written.value.writes }
  // The course counts all the same where the App may not write check runs there.
  return written.trouble.kind === 'forbidden' ? { kind: 'dropped', says: written.trouble.says } : endOfTrouble(written.trouble)
}

/** Brings the course to what the default branch says, and gives what is told there; null where it says nothing of a course. */
async function taken(read: ReadHome, repository: HostedRepository, { item: { installationId } }: CourseWork, parts: KeepingCourse): Promise<CheckRunContent | null> {
  const account = { id: repository.ownerId, login: repository.owner }
  const running = (await parts.courses.courses()).filter((course) => course.account.id === account.id)
  if (running.some(({ origin }) => origin.kind === 'file')) return read.kind === 'none' ? null : unheardCourseRun()
  const before = running.find(({ origin }) => origin.kind === 'repository') ?? null
  if (read.kind === 'broken') return brokenCourseRun(read.problems, before === null ? 'none-runs' : 'stays')
  if (read.kind === 'none') {
    if (before !== null) await parts.setUpCourses(false, { said: { account, course: null, checklist: null } })
    return null
  }
  const refused = read.checklist === null ? [] : await keepChecklists([read.checklist], scopeOf(account.id), parts.checklists, parts.now())
  const [unraised] = refused
  if (unraised !== undefined && read.revisionAt !== null) return brokenCourseRun([{ ...read.revisionAt, says: notRaised(unraised) }], before === null ? 'none-runs' : 'stays')
  const course = await asItRuns(read.course, before, parts)
  await parts.setUpCourses(false, { said: { account, course, checklist: read.checklist } })
  await parts.readStaff(course.id)
  await enrolNew(installationId, await parts.hosting.repositoriesOf(installationId), parts)
  return courseRun(course)
}

/** A course whose words are those that run keeps the commit at which they were first read. A code that lets repositories into another course lets none into this one. */
async function asItRuns(course: Course, before: Course | null, { courses }: KeepingCourse): Promise<Course> {
  const others = (await courses.courses()).filter(({ id, account }) => id !== course.id && account.id !== course.account.id)
  const own = course.joinCode !== null && others.some(({ joinCode }) => joinCode === course.joinCode) ? { ...course, joinCode: null } : course
  return before !== null && isDeepStrictEqual({ ...before, origin: null }, { ...own, origin: null }) ? before : own
}

/** What a pull request would change. Of one from a fork, which anybody may open, nothing is told but whether the file can be read. */
async function previewed(read: ReadHome, { repository, pull }: Head, parts: KeepingCourse): Promise<CheckRunContent | null> {
  const account = { id: repository.ownerId, login: repository.owner }
  const running = (await parts.courses.courses()).filter((course) => course.account.id === account.id)
  if (running.some(({ origin }) => origin.kind === 'file')) return read.kind === 'none' ? null : unheardCourseRun()
  const before = running.find(({ origin }) => origin.kind === 'repository') ?? null
  if (read.kind === 'broken') return brokenCourseRun(read.problems, 'pull-request')
  if (read.kind === 'none' && before === null) return null
  if (pull?.head.repositoryId !== repository.id) return previewedCourseRun(null, 'fork')
  const checklist = read.kind === 'course' ? read.checklist : null
  const [unraised] = checklist === null ? [] : await unraisedAmong([checklist], scopeOf(account.id), parts.checklists)
  if (unraised !== undefined && read.kind === 'course' && read.revisionAt !== null) return brokenCourseRun([{ ...read.revisionAt, says: notRaised(unraised) }], 'pull-request')
  const course = read.kind === 'course' ? await asItRuns(read.course, before, parts) : null
  const { courses } = await previewCourses(parts.plan, parts, { account, course, checklist })
  const own = courses.filter(({ change }) => (change.kind === 'added' ? change.after : change.before).account.id === account.id)
  return previewedCourseRun(own, repository.private ? 'private' : 'public')
}
