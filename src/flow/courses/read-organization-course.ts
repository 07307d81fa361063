import { placeOfKey, readCourse, withChecklist } from '../../course/read-course.ts'
import { readChecklist } from '../../grade/checklist.ts'
import type { Checklist } from '../../model/checklist.ts'
import type { Course, WrittenCourse } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { decode } from '../../parse/decode.ts'
import { COURSE_FILE } from './course-home.ts'
import type { OpenedCommit } from '../ports/github-ports.ts'
import { withDigest } from './kept-checklists.ts'

/** A mistake in a file of the repository; lines and columns from 1. */
export type HomeProblem = { readonly path: string; readonly line: number; readonly column: number; readonly says: string }

/** What a commit of an organization's `.github` repository says of its course. */
export type ReadHome =
  | { readonly kind: 'none' }
  | { readonly kind: 'course'; readonly course: Course; readonly checklist: Checklist | null; /** Where the revision of that checklist stands, for what is found wrong with it later. */ readonly revisionAt: HomeProblem | null }
  | { readonly kind: 'broken'; readonly problems: readonly HomeProblem[] }

export type HomeSchemas = { readonly course: object; readonly checklist: object }

/** In bytes: a file of the length that is read has at most four a character. */
const LARGEST = 800_000

/** Reads the course of a commit, and the checklist that it names, of the same repository. Reads two files at most. What GitHub did not give is told by the opened commit (`halted`), and nothing that this gives holds then. */
export async function readOrganizationCourse({ reader }: OpenedCommit, repository: HostedRepository, schemas: HomeSchemas): Promise<ReadHome> {
  const { tree, gaps } = reader.snapshot
  if (!tree.some(({ path }) => path === COURSE_FILE)) return gaps.length === 0 ? { kind: 'none' } : broken([{ path: COURSE_FILE, line: 1, column: 1, says: 'expected it among the files; not all of them could be listed, so nobody can tell whether it is gone' }])
  const file = await textOf(reader, COURSE_FILE)
  if (!file.ok) return broken([{ path: COURSE_FILE, line: 1, column: 1, says: file.says }])
  const reading = readCourse(file.text, schemas.course, '')
  if (!reading.ok) return broken(reading.problems.map((problem) => ({ path: COURSE_FILE, ...problem })))
  const at = (key: string, says: string): HomeProblem => ({ path: COURSE_FILE, ...placeOfKey(file.text, key), says })
  const { organization } = reading.course
  if (organization !== null && organization.toLowerCase() !== repository.owner.toLowerCase()) return broken([at('organization', `organization: expected ${repository.owner}, whose repository this is, or nothing; found ${JSON.stringify(organization)}`)])
  if (reading.checklist === null) return { kind: 'course', course: courseOf(reading.course, repository, reader.snapshot.commit), checklist: null, revisionAt: null }
  const path = reading.checklist.replace(/^\.\//, '')
  if (path.startsWith('/') || path.split('/').includes('..')) return broken([at('checklist', 'checklist: expected the path of a file of this repository, from its top')])
  if (!reader.snapshot.tree.some((entry) => entry.path === path)) return broken([at('checklist', `checklist: expected a file that is there; ${JSON.stringify(path)} is not`)])
  const list = await textOf(reader, path)
  if (!list.ok) return broken([at('checklist', `checklist: ${list.says}`)])
  const read = readChecklist(list.text, schemas.checklist)
  if (!read.ok) return broken(read.problems.map((problem) => ({ path, ...problem })))
  const checklist = withDigest(read)
  return { kind: 'course', course: courseOf(withChecklist(reading.course, checklist), repository, reader.snapshot.commit), checklist, revisionAt: { path, ...placeOfKey(list.text, 'revision'), says: '' } }
}

/** Its id is made of the account's: a course of another one, running or ended, never lends its name. */
function courseOf({ id: written, title, repositories, staff, settings, joinCode }: WrittenCourse, { id, ownerId, owner, name }: HostedRepository, commit: string | null): Course {
  const own = `account-${ownerId}`
  return { id: written === '' ? own : `${own}-${written}`, title, repositories, staff, settings, joinCode, account: { id: ownerId, login: owner }, origin: { kind: 'repository', repositoryId: id, repository: `${owner}/${name}`, commit: commit ?? '' } }
}

type FileText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly says: string }

async function textOf(reader: OpenedCommit['reader'], path: string): Promise<FileText> {
  const entry = reader.snapshot.tree.find((one) => one.path === path)
  if (entry === undefined || (entry.mode !== 'file' && entry.mode !== 'executable')) return { ok: false, says: 'expected a file; links are not followed' }
  if ((entry.size ?? 0) > LARGEST) return { ok: false, says: `expected at most ${LARGEST} bytes; found ${entry.size}` }
  for await (const reading of reader.read([entry])) {
    if ('gap' in reading) return { ok: false, says: `the file could not be read: ${reading.gap.reason}` }
    const decoded = decode(reading.bytes)
    return decoded.kind === 'text' ? { ok: true, text: decoded.text } : { ok: false, says: 'expected text; found a binary file' }
  }
  return { ok: false, says: 'the file could not be read' }
}

function broken(problems: readonly HomeProblem[]): ReadHome {
  return { kind: 'broken', problems }
}
