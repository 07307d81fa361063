import { placeOfKey, readCourse, withChecklist } from '../../course/read-course.ts'
import { readChecklist } from '../../grade/checklist.ts'
import type { Checklist } from '../../model/checklist.ts'
import type { CoursePreview, PreviewedCourse } from '../../model/course-preview.ts'
import type { Course, WrittenCourse } from '../../model/course.ts'
import type { CoursePlan, OrganizationCourse } from './course-accounts.ts'
import { notRaised, OPERATOR, scopeOf, unraisedAmong, withDigest } from './kept-checklists.ts'
import { previewCourses, type PreviewParts } from './preview-courses.ts'
import type { HomeSchemas } from './read-organization-course.ts'
import type { ChecklistStore } from '../ports/checklist-port.ts'

/** Texts of the file of a course and of the checklist that it names; null where none was given. A checklist alone is previewed as if the course's file, as it is in force, named it. */
export type CourseTexts = { readonly file: string; readonly checklist: string | null } | { readonly file: null; readonly checklist: string }

/** A mistake in one of the two. */
export type TextProblem = { readonly of: 'file' | 'checklist'; readonly line: number; readonly column: number; readonly says: string }

/** What the course would become; null where nothing would change. `checklistFrom` is which one it was previewed with. */
export type CourseFilePreview =
  | { readonly ok: true; readonly change: PreviewedCourse | null; readonly checklistFrom: 'given' | 'in-force' | 'none' }
  | { readonly ok: false; readonly problems: readonly TextProblem[] }

export type PreviewFileParts = PreviewParts & { readonly schemas: HomeSchemas; readonly checklists: Pick<ChecklistStore, 'byDigest' | 'digestOf'> }

/**
 * What another text of its file would change in one course that runs, as whoever runs the App would be told by `course FILE --preview`, or an organization on its pull request: nothing of other courses or accounts is looked at for somebody of this one.
 * A course that no file was written for is previewed as its organization would write it down. Writes nothing.
 */
export async function previewCourseFile(course: Course, texts: CourseTexts, parts: PreviewFileParts): Promise<CourseFilePreview> {
  if (texts.file === null) return previewChecklistAlone(course, texts.checklist, parts)
  const { file } = texts
  const reading = readCourse(file, parts.schemas.course, '')
  if (!reading.ok) return { ok: false, problems: reading.problems.map((problem) => ({ of: 'file', ...problem })) }
  const wrong = (key: string, says: string): CourseFilePreview => ({ ok: false, problems: [{ of: 'file', ...placeOfKey(file, key), says }] })
  const { organization, id: named } = reading.course
  if (organization !== null && organization.toLowerCase() !== course.account.login.toLowerCase()) return wrong('organization', `organization: expected ${course.account.login}, whose course this is, or nothing; found ${JSON.stringify(organization)}`)
  const id = course.origin.kind === 'file' ? named || course.id : named === '' ? `account-${course.account.id}` : `account-${course.account.id}-${named}`
  if (id !== course.id) return wrong('id', `id: expected what makes it the course ${course.id}; with ${named === '' ? 'none' : JSON.stringify(named)} it is another course, without the list, the decisions and the grades of this one`)
  const found = await checklistOf(course, reading.checklist, { file, checklist: texts.checklist }, parts)
  if (!found.ok) return found
  const { checklist, from } = found
  const unraised = checklist !== null && from === 'given' ? await unraisedProblem(course, checklist, texts.checklist ?? '', parts) : null
  if (unraised !== null) return { ok: false, problems: [unraised] }
  const written = checklist === null ? reading.course : withChecklist(reading.course, checklist)
  return { ok: true, change: ownOf(await previewOf(course, { ...written, id }, checklist, parts), course), checklistFrom: from }
}

/** The course as it runs, with another checklist. */
async function previewChecklistAlone(course: Course, text: string, parts: PreviewFileParts): Promise<CourseFilePreview> {
  const read = readChecklist(text, parts.schemas.checklist)
  if (!read.ok) return { ok: false, problems: read.problems.map((problem) => ({ of: 'checklist', ...problem })) }
  const checklist = withDigest(read)
  const unraised = await unraisedProblem(course, checklist, text, parts)
  if (unraised !== null) return { ok: false, problems: [unraised] }
  return { ok: true, change: ownOf(await previewOf(course, withChecklist(asWritten(course), checklist), checklist, parts), course), checklistFrom: 'given' }
}

/** That another checklist is kept under its id and revision. */
async function unraisedProblem(course: Course, checklist: Checklist, text: string, { checklists }: PreviewFileParts): Promise<TextProblem | null> {
  const [unraised] = await unraisedAmong([checklist], course.origin.kind === 'file' ? OPERATOR : scopeOf(course.account.id), checklists)
  return unraised === undefined ? null : { of: 'checklist', ...placeOfKey(text, 'revision'), says: notRaised(unraised) }
}

/** A course as a file of whoever runs the App says it. */
function asWritten(course: Course): WrittenCourse {
  return { ...course, organization: course.origin.kind === 'file' ? course.origin.organization : null }
}

type FoundChecklist = { readonly ok: true; readonly checklist: Checklist | null; readonly from: 'given' | 'in-force' | 'none' } | Extract<CourseFilePreview, { readonly ok: false }>

/** The checklist that a file names: the one that was given, else the course's own that is in force. */
async function checklistOf({ settings: { checklist: inForce } }: Course, named: string | null, { file, checklist: text }: { readonly file: string; readonly checklist: string | null }, { schemas, checklists }: PreviewFileParts): Promise<FoundChecklist> {
  const wrong = (says: string, key: string): FoundChecklist => ({ ok: false, problems: [{ of: 'file', ...placeOfKey(file, key), says }] })
  if (named === null) return text === null ? { ok: true, checklist: null, from: 'none' } : wrong('checklist: a checklist was given, and the file names none; write the path of it behind this key', 'title')
  if (text === null) {
    const kept = inForce === null ? null : await checklists.byDigest(inForce.digest)
    return kept === null ? wrong(`checklist: the file names ${JSON.stringify(named)}; give its text, too`, 'checklist') : { ok: true, checklist: kept, from: 'in-force' }
  }
  const read = readChecklist(text, schemas.checklist)
  return read.ok ? { ok: true, checklist: withDigest(read), from: 'given' } : { ok: false, problems: read.problems.map((problem) => ({ of: 'checklist', ...problem })) }
}

/** The preview of a plan in which all courses but this one stay as they run. */
async function previewOf(course: Course, { organization, ...written }: WrittenCourse, checklist: Checklist | null, parts: PreviewFileParts): Promise<CoursePreview> {
  const known = await parts.courses.courses()
  const files = known.filter(({ origin }) => origin.kind === 'file').map((one): WrittenCourse => one.id === course.id ? { organization, ...written } : asWritten(one))
  const fromOrganizations = [...new Set([...known.filter(({ origin }) => origin.kind === 'repository').map(({ account }) => account), course.account].map(({ login }) => login.toLowerCase()))]
  const plan: CoursePlan = { kind: 'files', courses: files, checklists: checklist === null ? [] : [checklist], fromOrganizations }
  if (course.origin.kind === 'file') return previewCourses(plan, parts)
  const home = `${course.account.login}/.github`
  const said: OrganizationCourse = { account: course.account, checklist, course: { ...written, account: course.account, origin: course.origin.kind === 'repository' ? course.origin : { kind: 'repository', repositoryId: 0, repository: home, commit: '' } } }
  return previewCourses(plan, parts, said)
}

/** What becomes of one course, where that stays with its account. */
function ownOf({ courses }: CoursePreview, { id, account }: Course): PreviewedCourse | null {
  return courses.find(({ change }) => (change.kind === 'added' ? change.after : change.before).id === id && (change.kind === 'ended' || change.after.account.id === account.id)) ?? null
}
