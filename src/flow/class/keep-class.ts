import { courseName } from '../../course/course-name.ts'
import { weekBefore, type Week } from '../../course/week.ts'
import type { ClassTable } from '../../model/class-table.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { WorkItem } from '../../model/work.ts'
import { classComment, classIssueBody, classIssueMarker, classIssueTitle, classMarker } from '../../report/class/class-comment.ts'
import { classDigest, digestOf as weekOf } from '../../report/class/class-digest.ts'
import { classIssuePlace, classMark, showsClass } from './class-mark.ts'
import { classTable, type ClassTableParts } from './class-table.ts'
import type { Evaluated } from '../evaluation.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import { createKept, isOn, newestKept, nextRound, notedOf, updateKept } from '../publishing/kept-comment.ts'
import type { Log } from '../ports/operation-ports.ts'
import { ownIssue, writeIssue } from '../publishing/publish-issue.ts'
import type { Published } from '../ports/publish-port.ts'
import type { CourseStore, HostingStore, PublicationPlace, PublicationStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'
import { classPlace, TAKEN_AWAY, takePointsAway } from '../publishing/take-points-away.ts'
import { endOfTrouble } from '../trouble.ts'

const DAY = 24 * 60 * 60_000
const NOTHING: FromGitHub<Published> = { ok: true, value: { writes: 0 } }

export type ClassParts = ClassTableParts & {
  readonly courses: ClassTableParts['courses'] & Pick<CourseStore, 'courses'>
  readonly hosting: ClassTableParts['hosting'] & Pick<HostingStore, 'saveRepositories'>
  readonly publications: PublicationStore
  readonly work: Pick<WorkStore, 'mark'>
  readonly log: Log
}

export type ClassKept = { readonly item: WorkItem; readonly port: InstallationPort; readonly repository: HostedRepository; readonly isHeld: () => boolean }

/**
 * Brings the issue of a course, and the one comment below it that shows the class, to what they are to say; marks itself for the next day, since somebody may be stuck by then. Whether the repository is private is asked of GitHub each time: of a class in a
 * public one there are no names and no points. A repository that a student or the staff works on as a capstone shows no class.
 */
export async function keepClass(courseId: string, { item, port, repository: known, isHeld }: ClassKept, parts: ClassParts): Promise<Evaluated> {
  const { courses, publications, work, now, log } = parts
  const course = (await courses.courses()).find(({ id }) => id === courseId)
  if (course === undefined || !showsClass(known, course)) return { kind: 'dropped', says: 'the course shows no class here' }
  if ((await courses.enrolmentsOf(known.id)).length > 0) {
    log.warn(`the class of ${course.id} is shown nowhere: the repository that its file names is worked on as a capstone`, { repository: known.id })
    return { kind: 'dropped', says: 'the repository is worked on as a capstone' }
  }
  const { summaryAs, timeZone } = course.settings
  const week = summaryAs === 'digest' ? weekBefore(now(), timeZone) : null
  const markNext = (): Promise<void> => work.mark([classMark(known, course.id, week?.next ?? now() + DAY, week === null ? 'somebody may be stuck by then' : 'the week is over then')], now())
  if (week !== null && await isTold(known.id, course.id, week, publications)) {
    await markNext()
    return { kind: 'done', writes: 0 }
  }
  const present = await port.repository(known.id)
  if (!present.ok) return endOfTrouble(present.trouble)
  const repository = present.value
  await parts.hosting.saveRepositories([repository], now())
  if (repository.archived) return { kind: 'dropped', says: 'the repository is archived' }
  const table = await classTable(course, repository.private ? 'private' : 'public', parts)
  if (!isHeld()) return { kind: 'dropped', says: 'its lease was lost' }
  const issue = { title: classIssueTitle(courseName(table.course)), body: classIssueBody(table.course, summaryAs), marker: classIssueMarker(course.id), place: classIssuePlace(course.id) }
  const numberOf = async (anew: boolean): Promise<FromGitHub<number | null>> => {
    const opened = await writeIssue(repository, issue, anew, { port, publications, now })
    return opened.ok ? { ok: true, value: (await ownIssue(repository.id, issue.place, publications)).known?.remoteId ?? null } : opened
  }
  const number = await numberOf(false)
  const written = !number.ok ? number : number.value === null ? NOTHING : await keepComments(week, table, { course: course.id, number: number.value, port, repository, isHeld, findAnew: () => numberOf(true) }, parts)
  await markNext()
  if (written.ok) return { kind: 'done', writes: written.value.writes }
  if (written.trouble.kind !== 'forbidden' && written.trouble.kind !== 'refused') return endOfTrouble(written.trouble)
  log.warn(`the class of ${course.id} could not be shown: ${written.trouble.says}`, { work: item.id, repository: repository.id })
  return { kind: 'dropped', says: written.trouble.says }
}

type Commenting = { readonly course: string; readonly number: number; readonly port: InstallationPort; readonly repository: HostedRepository; readonly isHeld: () => boolean; readonly findAnew: () => Promise<FromGitHub<number | null>> }

/** The comment with the table is brought to date, or the week told once; what was shown in the other way is taken away. */
async function keepComments(week: Week | null, table: ClassTable, where: Commenting, parts: ClassParts): Promise<FromGitHub<Published>> {
  if (week === null) return keepComment((round) => classComment(table, round), where, parts)
  const { course, port, repository, isHeld, findAnew } = where
  // Weeks that were told while the repository was private go, too, where it is public now.
  if (!repository.private) {
    const away = await takePointsAway(port, repository, parts)
    if (!away.ok) return away
  }
  for (const place of [{ repositoryId: repository.id, kind: 'class', place: course } as const, classPlace(repository.id, course)]) {
    const away = await takeAway(place, where, parts)
    if (!away.ok) return away
  }
  if (!isHeld()) return NOTHING
  const found = await findAnew()
  if (!found.ok) return found
  return found.value === null ? NOTHING : create(placeOfWeek(repository.id, course, week, table.place), classDigest(table, week), { ...where, course: weekOf(course), number: found.value }, parts)
}

/** Where it is noted that a week was told: with names, it is among what goes when the repository becomes public. */
function placeOfWeek(repositoryId: number, courseId: string, { number }: Week, place: ClassTable['place']): PublicationPlace {
  return place === 'private' ? { ...classPlace(repositoryId, weekOf(courseId)), round: number } : { repositoryId, kind: 'class', place: weekOf(courseId), round: number }
}

async function isTold(repositoryId: number, courseId: string, week: Week, publications: PublicationStore): Promise<boolean> {
  const told = await Promise.all((['private', 'public'] as const).map((place) => publications.find(placeOfWeek(repositoryId, courseId, week, place))))
  return told.some((one) => one !== null && one.remoteId !== null)
}

/** Brings the one comment to what it says now. What is shown in the other way, private or public, goes first: to write over it would leave it in what GitHub keeps of earlier texts. */
async function keepComment(bodyOf: (round: number) => string, where: Commenting, parts: ClassParts): Promise<FromGitHub<Published>> {
  const { course, number, port, repository, isHeld, findAnew } = where
  const { publications } = parts
  const places = { public: { repositoryId: repository.id, kind: 'class', place: course }, private: classPlace(repository.id, course) } as const
  const away = repository.private ? await takeAway(places.public, where, parts) : await takePointsAway(port, repository, parts)
  if (!away.ok) return away
  const place = repository.private ? places.private : places.public
  const known = await newestKept(place, publications)
  if (known !== null && known.digest === notedOf(bodyOf(known.round), number)) return away
  if (!isHeld()) return NOTHING
  const next: PublicationPlace = { ...place, round: nextRound(known, number) }
  const createAnew = async (): Promise<FromGitHub<Published>> => {
    // With its comment the issue may be gone, which is known when it is written to.
    const found = known === null ? { ok: true, value: number } as const : await findAnew()
    return !found.ok ? found : found.value === null ? NOTHING : create(next, bodyOf(next.round), { ...where, number: found.value }, parts)
  }
  if (known === null || known.remoteId === null || !isOn(known, number)) return createAnew()
  const updated = await updateKept(known.remoteId, known, { port, repository, number, body: bodyOf(known.round) }, parts)
  if (!updated.ok) return updated
  return updated.value === 'gone' ? createAnew() : { ok: true, value: { writes: 1 } }
}

function create(place: PublicationPlace, body: string, { course, number, port, repository }: Commenting, parts: ClassParts): Promise<FromGitHub<Published>> {
  return createKept(place, classMarker(course, place.round), { port, repository, number, body }, parts)
}

async function takeAway(place: Omit<PublicationPlace, 'round'>, { port, repository }: Commenting, { publications, now }: ClassParts): Promise<FromGitHub<Published>> {
  const known = await newestKept(place, publications)
  if (known === null || known.remoteId === null || known.digest === TAKEN_AWAY) return NOTHING
  const deleted = await port.deleteComment(repository, known.remoteId)
  if (!deleted.ok && deleted.trouble.kind !== 'gone') return deleted
  await publications.record({ ...known, digest: TAKEN_AWAY, at: now() })
  return { ok: true, value: { writes: 1 } }
}
