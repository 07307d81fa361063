import type { Person } from '../../model/course.ts'
import { auditedBy } from '../../model/decision.ts'
import type { ErasedStudent, KnownStudent } from '../../model/kept-student.ts'
import type { EraseMode, PrivacyStore } from '../ports/privacy-port.ts'
import type { CourseStore, PublicationStore } from '../ports/store-ports.ts'
import { TAKEN_AWAY } from '../publishing/take-points-away.ts'

/** What a word for a student leads to: one, or why not. */
export type FoundStudent = { readonly kind: 'one'; readonly student: KnownStudent } | { readonly kind: 'nobody' } | { readonly kind: 'several'; readonly students: readonly KnownStudent[] }

/** The one student whom a word names (login, numeric id, e-mail, student id), in one course where one is named. */
export async function findStudent(word: string, courseId: string | null, privacy: Pick<PrivacyStore, 'whoIs'>): Promise<FoundStudent> {
  const [student, ...others] = await privacy.whoIs(word, courseId)
  if (student === undefined) return { kind: 'nobody' }
  return others.length === 0 ? { kind: 'one', student } : { kind: 'several', students: [student, ...others] }
}

export type EraseParts = {
  readonly privacy: PrivacyStore
  readonly publications: Pick<PublicationStore, 'newest'>
  readonly courses: Pick<CourseStore, 'courses'>
  readonly now: () => number
  /** An id that no other entry of the audit has. */
  readonly newId: () => string
  /** Waits for so many milliseconds; null where nobody is to wait. */
  readonly pause: ((milliseconds: number) => Promise<unknown>) | null
}

const KINDS = ['issue', 'comment', 'check-run', 'answer', 'hint', 'grade', 'notice'] as const
/** So many places of a kind in a repository are told, the newest. */
const MOST_WRITTEN = 200
/** Judging one repository takes seconds: so often it is waited for. */
const TRIES = 20
const BETWEEN = 3000

/** Erases what is kept of a student (`preview` counts it), once nobody works on their repositories; who asked for it and why goes into the audit, which does not say whom. Who is of the staff of a course that runs is not erased. `by` is null for the operator. */
export async function eraseStudent(student: KnownStudent, courseId: string | null, { mode, reason, by }: { readonly mode: EraseMode; readonly reason: string; readonly by: Person | null }, parts: EraseParts): Promise<ErasedStudent> {
  const { privacy, publications, courses, now, newId, pause } = parts
  const staffIn = await privacy.staffIn(student, courseId)
  if (staffIn.length > 0) return { repositories: [], erased: { kind: 'staff', courses: staffIn }, written: [], namedIn: [] }
  const repositories = await privacy.repositoriesOf(student, courseId)
  // What lies on GitHub is known here alone: it is looked up before it is forgotten.
  const written: ErasedStudent['written'][number][] = []
  for (const repository of repositories) written.push({ repository, places: (await Promise.all(KINDS.map((kind) => publications.newest(repository.id, kind, MOST_WRITTEN)))).flat().filter(({ remoteId, digest }) => remoteId !== null && digest !== TAKEN_AWAY) })
  const namedIn = (await courses.courses()).flatMap(({ id, repositories: { names } }) => repositories.filter(({ name, alone }) => alone && names.some((one) => one.toLowerCase() === name.split('/')[1]?.toLowerCase())).map(({ name }) => ({ courseId: id, repository: name })))
  const audit = (): Parameters<PrivacyStore['eraseStudent']>[3] => ({ id: newId(), at: now(), action: 'student.erased', subject: courseId === null ? 'a student' : `a student of course ${courseId}`, ...auditedBy(by, reason) })
  let erased = await privacy.eraseStudent(student, courseId, mode, audit())
  for (let tries = pause === null ? TRIES : 1; erased.kind === 'busy' && tries < TRIES; tries += 1) {
    await pause?.(BETWEEN)
    erased = await privacy.eraseStudent(student, courseId, mode, audit())
  }
  return { repositories, erased, written, namedIn }
}
