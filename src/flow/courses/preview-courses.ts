import { isDeepStrictEqual } from 'node:util'
import { isPractice } from '../../course/is-practice.ts'
import { gradeChanges } from '../../grade/grade-changes.ts'
import type { Course, CoursePart } from '../../model/course.ts'
import type { CoursePreview, PreviewedCourse } from '../../model/course-preview.ts'
import { plannedCourses, type CoursePlan, type OrganizationCourse } from './course-accounts.ts'
import { plannedChanges, type PlannedChanges } from './course-changes.ts'
import { readOnly } from '../people/course-roster.ts'
import { awaitingTemplate, courseFor } from './enrol.ts'
import { createEnrolment } from './enrolment.ts'
import { gradebookOf, type GradebookParts } from '../grades/gradebook.ts'
import { previewChecklist, withPlanned } from './preview-checklist.ts'
import type { CourseStore, HostingStore } from '../ports/store-ports.ts'

export type PreviewParts = GradebookParts & { readonly courses: CourseStore; readonly hosting: Pick<HostingStore, 'installations' | 'repository' | 'repositoriesOf'> }

const NO_OTHERS = { toPractice: [], toCount: [] } as const
const NO_MOVES: Moves = { takenIn: [], toAsk: 0 }

/** What a course takes in, and of how many repositories that is not known before GitHub was asked. */
type Moves = { readonly takenIn: readonly string[]; readonly toAsk: number }

/** What a grade is counted by. Other settings reach grades only as commits are judged again. */
const COUNTED_BY: readonly CoursePart[] = ['settings.dueAt', 'settings.grading']

/**
 * What the App would change if it started with a plan now: from what it knows of installations and repositories, writing nothing and asking GitHub for nothing. Of a
 * course whose due day or way of counting changes, the grades of now are counted both ways; those of repositories that are let go are left out. `said` is what an organization's own repository would say.
 */
export async function previewCourses(plan: CoursePlan, parts: PreviewParts, said: OrganizationCourse | null = null): Promise<CoursePreview> {
  const known = await parts.courses.courses()
  const { courses: planned, waiting } = plannedCourses(plan, known, await parts.hosting.installations(), said)
  const changes = await plannedChanges(planned, known, parts)
  const moves = await movesTo(planned, known, changes, parts)
  const wordOf = new Map(waiting.map((one) => [one.id, one]))
  const courses: PreviewedCourse[] = []
  for (const after of planned) {
    const before = known.find(({ id }) => id === after.id)
    const besides = { ...moves.get(after.id) ?? NO_MOVES, letGo: changes.letGo.flatMap(({ courseId, repository }) => courseId === after.id ? [nameOf(repository)] : []) }
    const changed = changes.changed.find((one) => one.after.id === after.id)
    if (before === undefined) courses.push({ change: { kind: 'added', after }, ...besides, ...NO_OTHERS, grades: null, checklist: null })
    else if (changed !== undefined || besides.takenIn.length + besides.letGo.length + besides.toAsk > 0) {
      const reading = readingOf(after, changes.letGo, { ...parts, checklists: withPlanned(parts.checklists, [...plan.kind === 'files' ? plan.checklists ?? [] : [], ...said === null || said.checklist === null ? [] : [said.checklist]]) })
      const grades = changed?.parts.some((part) => COUNTED_BY.includes(part)) === true ? gradeChanges(await gradebookOf(changed.before, reading), await gradebookOf(after, reading)) : null
      courses.push({ change: { kind: 'kept', before, after, parts: changed?.parts ?? [] }, ...besides, ...await countedOtherwise(before, after, changes.letGo, parts), grades, checklist: await previewChecklist(before, after, reading) })
    }
  }
  for (const before of changes.ended) {
    courses.push({ change: { kind: 'ended', before, says: wordOf.get(before.id)?.says ?? (before.origin.kind === 'repository' && said === null ? 'its organization wrote it down, and is not heard: a file goes before it, or the setting COURSES_FROM_ORGANIZATIONS leaves it out' : 'it is no longer written down') }, ...NO_MOVES, letGo: await repositoriesIn(before, parts), ...NO_OTHERS, grades: null, checklist: null })
  }
  return { courses, waiting: waiting.filter(({ id }) => !known.some((course) => course.id === id)) }
}

/** The repositories that a course keeps and would count no longer, or again. */
async function countedOtherwise(before: Course, after: Course, letGo: PlannedChanges['letGo'], { courses, hosting }: PreviewParts): Promise<Pick<PreviewedCourse, 'toPractice' | 'toCount'>> {
  if (isDeepStrictEqual(before.repositories.practice, after.repositories.practice)) return NO_OTHERS
  const gone = new Set(letGo.flatMap(({ courseId, repository: { id } }) => courseId === after.id ? [id] : []))
  const [toPractice, toCount]: [string[], string[]] = [[], []]
  for (const { repositoryId } of await courses.enrolled(after.id)) {
    const repository = gone.has(repositoryId) ? null : await hosting.lastSeen(repositoryId)
    if (repository === null || isPractice(repository, before) === isPractice(repository, after)) continue
    const names = isPractice(repository, after) ? toPractice : toCount
    names.push(nameOf(repository))
  }
  return { toPractice, toCount }
}

/** By course, the repositories that no course has once the plan counts and that it then takes in, or that are to be asked what they were made from, because of the plan: what waits for either anyway is none of it. */
async function movesTo(planned: readonly Course[], known: readonly Course[], { letGo }: PlannedChanges, { courses, hosting }: PreviewParts): Promise<ReadonlyMap<string, Moves>> {
  const now = createEnrolment({ ...courses, courses: () => Promise.resolve(known) })
  const gone = new Set(letGo.map(({ courseId, repository: { id } }) => `${courseId} ${id}`))
  const then = createEnrolment({
    ...courses, courses: () => Promise.resolve(planned),
    enrolmentsOf: async (id) => (await courses.enrolmentsOf(id)).filter(({ courseId }) => !gone.has(`${courseId} ${id}`)),
  })
  const moves = new Map<string, Moves>()
  const move = (id: string, { takenIn, toAsk }: Moves): void => {
    const before = moves.get(id) ?? NO_MOVES
    moves.set(id, { takenIn: [...before.takenIn, ...takenIn], toAsk: before.toAsk + toAsk })
  }
  for (const { id: installation, suspended } of await hosting.installations()) {
    for (const repository of suspended ? [] : await hosting.repositoriesOf(installation)) {
      const awaiting = awaitingTemplate(repository, planned)
      const course = courseFor(repository, planned)?.course
      if ((course === undefined && awaiting.length === 0) || await then.courseOf(repository) !== null) continue
      const already = await now.courseOf(repository) === null ? { course: courseFor(repository, known)?.course.id, awaiting: awaitingTemplate(repository, known).map(({ id }) => id) } : { course: undefined, awaiting: [] }
      for (const { id } of repository.archived ? [] : awaiting) if (!already.awaiting.includes(id)) move(id, { takenIn: [], toAsk: 1 })
      if (course !== undefined && awaiting.length === 0 && already.course !== course.id) move(course.id, { takenIn: [nameOf(repository)], toAsk: 0 })
    }
  }
  return moves
}

/** What gradebooks of a course are read by: without the repositories that it lets go, of one moment, keeping nothing. */
function readingOf({ id: course }: Course, letGo: PlannedChanges['letGo'], parts: PreviewParts): GradebookParts {
  const gone = new Set(letGo.flatMap(({ courseId, repository: { id } }) => courseId === course ? [id] : []))
  const at = parts.now()
  return {
    ...parts, now: () => at,
    courses: { ...parts.courses, enrolled: async (id) => (await parts.courses.enrolled(id)).filter(({ repositoryId }) => !gone.has(repositoryId)) },
    roster: readOnly(parts.roster),
  }
}

async function repositoriesIn({ id }: Course, { courses, hosting }: PreviewParts): Promise<readonly string[]> {
  const names: string[] = []
  for (const { repositoryId } of await courses.enrolled(id)) {
    const repository = await hosting.repository(repositoryId)
    names.push(repository === null ? `repository ${repositoryId}` : nameOf(repository))
  }
  return names
}

function nameOf({ owner, name }: { readonly owner: string; readonly name: string }): string {
  return `${owner}/${name}`
}
