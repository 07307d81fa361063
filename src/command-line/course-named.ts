import type { CourseStore } from '../flow/ports/store-ports.ts'
import type { Course } from '../model/course.ts'
import type { Output } from './output.ts'

/** What is told where no course runs. */
export const NO_COURSE_RUNS = 'no course runs here. Name one in COURSE_FILES and start the App once, or write it down in the .github repository of its organization (docs/course.md)'

/** The course that runs under an id, or the only one where none is named; null, having said what there is, where that leads to none. */
export async function courseNamed(id: string | null, courses: Pick<CourseStore, 'courses'>, output: Output): Promise<Course | null> {
  const running = await courses.courses()
  const [only, ...others] = running
  if (only === undefined) {
    output.warn(`capstone-coach: ${NO_COURSE_RUNS}\n`)
    return null
  }
  const ids = running.map((course) => course.id).join(', ')
  if (id === null && others.length > 0) {
    output.warn(`capstone-coach: say which course with --course; these run: ${ids}\n`)
    return null
  }
  const course = id === null ? only : running.find((one) => one.id === id)
  if (course === undefined) output.warn(`capstone-coach: no course of the id ${JSON.stringify(id)} runs; these do: ${ids}\n`)
  return course ?? null
}
