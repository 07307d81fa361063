import { readFileSync, statSync } from 'node:fs'
import { clashesAmong, idOfFile, type FiledCourse } from '../course/among-courses.ts'
import { readCourse } from '../course/read-course.ts'
import type { Trust } from '../model/course.ts'
import { loadSchema } from './checklists.ts'

export type LoadedCourses = { readonly ok: true; readonly courses: readonly FiledCourse[] } | { readonly ok: false; readonly problems: readonly string[] }

/** More is no course that a person wrote. */
const LARGEST = 1024 * 1024

/** The courses of files; what is wrong with any of them, or between them, comes back all together: a line each, `file:line:column: what was expected`. */
export function loadCourses(files: readonly string[]): LoadedCourses {
  const courses: FiledCourse[] = []
  const problems: string[] = []
  for (const file of files) {
    const text = textOf(file)
    if (!text.ok) {
      problems.push(`${file}: the course cannot be read (${text.why}). See that the path is right, and that the user that runs this may read it.`)
      continue
    }
    const reading = readCourse(text.text, loadSchema('course'), idOfFile(file))
    if (reading.ok) courses.push({ file, course: reading.course })
    else problems.push(...reading.problems.map(({ line, column, says }) => `${file}:${line}:${column}: ${says}`))
  }
  problems.push(...clashesAmong(courses))
  return problems.length === 0 ? { ok: true, courses } : { ok: false, problems }
}

/** What the course of a file says of workflows, null where no file is named; what is wrong with it as `loadCourses` tells it. */
export function trustOf(file: string | null): { readonly ok: true; readonly trust: Trust | null } | Extract<LoadedCourses, { readonly ok: false }> {
  if (file === null) return { ok: true, trust: null }
  const loaded = loadCourses([file])
  if (!loaded.ok) return loaded
  const [settings] = loaded.courses.map(({ course }) => course.settings)
  return { ok: true, trust: settings === undefined ? null : { trustedWorkflows: settings.trustedWorkflows, trustedBlobs: settings.trustedBlobs } }
}

/** Reads no file: for commands that no course concerns, which a mistake in one must not stop. */
export function withoutCourses(): LoadedCourses {
  return { ok: true, courses: [] }
}

function textOf(file: string): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string } {
  try {
    const { size } = statSync(file)
    return size > LARGEST ? { ok: false, why: `it has ${size} bytes` } : { ok: true, text: readFileSync(file, 'utf8') }
  } catch (error) {
    return { ok: false, why: error instanceof Error && 'code' in error ? String(error.code) : 'unknown error' }
  }
}
