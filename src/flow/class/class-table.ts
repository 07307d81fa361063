import { namedCourse } from '../../course/course-name.ts'
import type { ClassRow, ClassTable } from '../../model/class-table.ts'
import type { Course } from '../../model/course.ts'
import type { GradebookRow } from '../../model/gradebook.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { disputesAt, isWaiting } from '../answers/disputes.ts'
import { gradebookOf, type GradebookParts } from '../grades/gradebook.ts'
import { newestShown } from '../judging/newest-shown.ts'
import { stuckNow, type StuckParts } from './stuck-now.ts'
import type { AssessmentStore, CourseStore, JournalStore } from '../ports/store-ports.ts'
import { turnEvery } from '../turn.ts'

export type ClassTableParts = GradebookParts & StuckParts & {
  readonly courses: GradebookParts['courses'] & Pick<CourseStore, 'enrolmentsOf'>
  readonly journal: Pick<JournalStore, 'newestEventsOf' | 'eventsOf'>
  readonly assessments: GradebookParts['assessments'] & Pick<AssessmentStore, 'newest'>
}

/** In milliseconds: a whole class is looked at, and everything else has its turn meanwhile. */
const TURN = 20

/** The class of a course as it stands now, by all that is kept; asks GitHub for nothing. In a public place nobody is named but by login, there are no points and no names of repositories, and nothing that an excuse or an extension could be read from. */
export async function classTable(course: Course, place: ClassTable['place'], parts: ClassTableParts): Promise<ClassTable> {
  const { rows: graded } = await gradebookOf(course, parts)
  const others = turnEvery(TURN)
  const rows: ClassRow[] = []
  for (const [id, of] of byRepository(graded)) {
    const repository = await parts.hosting.lastSeen(id)
    if (repository !== null) rows.push(await rowOf(repository, of, course, place, parts))
    await others()
  }
  const without = graded.filter(({ repository }) => repository === null)
  if (place === 'private') rows.push(...without.map(({ student }): ClassRow => ({ ...NOTHING, people: [nameIn(student, place)] })))
  return {
    course: { ...namedCourse(course), timeZone: course.settings.timeZone, dateLanguage: course.settings.dateLanguage }, place,
    students: new Set(graded.map(({ student }) => student.key)).size, without: without.length, rows: rows.toSorted((one, other) => needOf(other) - needOf(one) || (one.pushedAt ?? 0) - (other.pushedAt ?? 0) || (nameOf(one) < nameOf(other) ? -1 : 1)),
  }
}

const NOTHING: ClassRow = { people: [], repository: null, steps: null, items: null, pushedAt: null, stuckSince: null, disputes: 0, daysLate: 0, doneAt: [], points: null }

function byRepository(rows: readonly GradebookRow[]): ReadonlyMap<number, readonly GradebookRow[]> {
  const found = new Map<number, GradebookRow[]>()
  for (const row of rows) if (row.repository !== null) found.set(row.repository.id, [...found.get(row.repository.id) ?? [], row])
  return found
}

async function rowOf(repository: HostedRepository, rows: readonly GradebookRow[], course: Course, place: ClassTable['place'], parts: ClassTableParts): Promise<ClassRow> {
  // Of what was decided in a public repository the numbers alone are told.
  const { record, steps, url } = await newestShown(repository, course.id, 'members', parts)
  const items = record?.items.filter(({ excused }) => place === 'public' || excused === undefined)
  const [push] = await parts.journal.newestEventsOf(repository.id, 1, ['push'])
  const { stuck } = await stuckNow(repository, course, parts, parts.now())
  const disputes = await disputesAt({ course, repository }, parts, 'members')
  const grade = rows[0]?.grade ?? null
  return {
    people: rows.map(({ student }) => nameIn(student, place)), repository: place === 'public' ? null : { name: repository.ownerId === course.account.id ? repository.name : `${repository.owner}/${repository.name}`, url },
    steps: record === null ? null : { done: steps.filter(({ state }) => state === 'done').length, of: steps.length },
    items: items === undefined ? null : { verified: items.filter(({ outcome }) => outcome === 'verified').length, of: items.length },
    pushedAt: push?.at ?? null, stuckSince: stuck.length === 0 ? null : Math.min(...stuck.map(({ since }) => since)), disputes: disputes.filter(isWaiting).length,
    doneAt: steps.flatMap(({ id: step, state, since }) => state === 'done' && since !== null ? [{ step: step.slice('step-'.length), at: Date.parse(since) }] : []),
    daysLate: place === 'public' ? 0 : grade?.daysLate ?? 0, points: place === 'public' || grade === null ? null : { points: grade.points, of: grade.of },
  }
}

/** Nobody is named in a public place by what GitHub does not show itself, and anywhere by a number or an e-mail; empty where nothing else is known. */
function nameIn({ name, login }: GradebookRow['student'], place: ClassTable['place']): string {
  return place === 'public' ? login : name || login
}

/** Who waits for the staff comes before who is stuck, then who has not begun. */
function needOf({ disputes, stuckSince, repository, steps, pushedAt }: ClassRow): number {
  return (disputes > 0 ? 4 : 0) + (stuckSince !== null ? 2 : 0) + (repository === null && steps === null && pushedAt === null ? 1 : 0)
}

function nameOf({ people }: ClassRow): string {
  return people.join(', ').toLowerCase()
}
