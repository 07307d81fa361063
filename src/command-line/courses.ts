import { dirname, join } from 'node:path'
import { clashesAmong, idOfFile, type FiledChecklist, type FiledCourse } from '../course/among-courses.ts'
import { placeOfKey, readCourse, withChecklist } from '../course/read-course.ts'
import type { Checklist } from '../model/checklist.ts'
import type { Trust } from '../model/course.ts'
import { loadChecklist, loadSchema } from './checklists.ts'
import { readTextFile } from './read-text-file.ts'

export type LoadedCourses = { readonly ok: true; readonly courses: readonly FiledCourse[] } | { readonly ok: false; readonly problems: readonly string[] }

/** More is no course that a person wrote. */
const LARGEST = 1024 * 1024

/** The courses of files; what is wrong with any of them, or between them, comes back all together: a line each, `file:line:column: what was expected`. */
export function loadCourses(files: readonly string[]): LoadedCourses {
  const courses: FiledCourse[] = []
  const problems: string[] = []
  for (const file of files) {
    const text = readTextFile(file, LARGEST)
    if (!text.ok) {
      problems.push(`${file}: the course cannot be read (${text.why}). See that the path is right, and that the user that runs this may read it.`)
      continue
    }
    const reading = readCourse(text.text, loadSchema('course'), idOfFile(file))
    if (reading.ok) {
      const checklist = checklistOf(file, text.text, reading.checklist)
      if (checklist?.ok === false) problems.push(checklist.problem)
      else courses.push(checklist === null ? { file, course: reading.course } : { file, course: withChecklist(reading.course, checklist.filed.checklist), checklist: checklist.filed })
    } else problems.push(...reading.problems.map(({ line, column, says }) => `${file}:${line}:${column}: ${says}`))
  }
  problems.push(...clashesAmong(courses))
  return problems.length === 0 ? { ok: true, courses } : { ok: false, problems }
}

type FoundChecklist = { readonly ok: true; readonly filed: FiledChecklist } | { readonly ok: false; readonly problem: string }

/** The checklist that a course's file of this text names, from that file's folder; one that is not there is told at the place that names it, a mistake in it at its own. */
function checklistOf(file: string, text: string, named: string | null): FoundChecklist | null {
  if (named === null) return null
  const path = join(dirname(file), named)
  const loaded = loadChecklist(path, 'production-readiness')
  if (loaded.ok) return { ok: true, filed: { file: path, checklist: loaded.checklist } }
  if (loaded.why === undefined) return { ok: false, problem: loaded.says }
  const { line, column } = placeOfKey(text, 'checklist')
  return { ok: false, problem: `${file}:${line}:${column}: checklist: expected a file that can be read; ${path} cannot (${loaded.why})` }
}

/** What the course of a file says of workflows and which checklist it names, null where no file is named; what is wrong with it as `loadCourses` tells it. */
export function courseAt(file: string | null): { readonly ok: true; readonly trust: Trust | null; readonly checklist: Checklist | null } | Extract<LoadedCourses, { readonly ok: false }> {
  if (file === null) return { ok: true, trust: null, checklist: null }
  const loaded = loadCourses([file])
  if (!loaded.ok) return loaded
  const [found] = loaded.courses
  if (found === undefined) return { ok: true, trust: null, checklist: null }
  const { course: { settings: { trustedWorkflows, trustedBlobs } }, checklist } = found
  return { ok: true, trust: { trustedWorkflows, trustedBlobs }, checklist: checklist?.checklist ?? null }
}

/** Reads no file: for commands that no course concerns, which a mistake in one must not stop. */
export function withoutCourses(): LoadedCourses {
  return { ok: true, courses: [] }
}
