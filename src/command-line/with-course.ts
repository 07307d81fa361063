import { randomUUID } from 'node:crypto'
import type { Done, ServiceParts } from '../flow/course-service/operation.ts'
import type { Environment } from '../github/connection.ts'
import type { Course } from '../model/course.ts'
import { safeForTerminal } from '../report/text/terminal-text.ts'
import { courseSchemas } from './checklists.ts'
import { courseNamed } from './course-named.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { loadAssessor } from './load-assessor.ts'
import type { Output } from './output.ts'
import { withConfiguredStore } from './with-configured-store.ts'

/** Opens the store, and gives what `use` makes of it. Exit code 2 where the checklist is wrong, which is told. */
export async function withService(use: (parts: ServiceParts) => Promise<number>, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  const assessor = loadAssessor(null, engineVersion)
  if (!assessor.ok) {
    output.warn(`${assessor.says}\n`)
    return EXIT_CODES.usage
  }
  return withConfiguredStore(output, environment, (store) => use({ ...store, schemas: courseSchemas(), assessor: assessor.value, now: Date.now, newId: randomUUID, log: { error: (says) => { output.warn(`capstone-coach: ${says}\n`) } } }))
}

/** The same for the course that is meant. Exit code 2 also where no such course runs, which is told. */
export async function withCourseParts(id: string | null, use: (course: Course, parts: ServiceParts) => Promise<number>, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  return withService(async (parts) => {
    const course = await courseNamed(id, parts.courses, output)
    return course === null ? EXIT_CODES.usage : use(course, parts)
  }, output, engineVersion, environment)
}

/** Calls the service of a course as the operator; `show` words what it gives. Exit code 2 as above, and where the service refuses, with what is wrong and what to do. */
export async function withCourse(id: string | null, call: (course: Course, parts: ServiceParts) => Promise<Done>, show: (value: unknown, course: Course) => string, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  return withCourseParts(id, async (course, parts) => {
    const done = await call(course, parts)
    if (done.ok) output.write(show(done.value, course))
    else output.warn(safeForTerminal(`capstone-coach: ${done.refusal.says}. ${done.refusal.next}`).concat('\n'))
    return done.ok ? EXIT_CODES.graded : EXIT_CODES.usage
  }, output, engineVersion, environment)
}
