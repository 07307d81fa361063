import { courseName, namedCourse } from '../../course/course-name.ts'
import { courseRoster } from '../../flow/people/course-roster.ts'
import { callOperation } from '../../flow/course-service/call-operation.ts'
import type { ServiceParts } from '../../flow/course-service/operation.ts'
import type { Environment } from '../../github/connection.ts'
import type { Course } from '../../model/course.ts'
import { rosterChangesText, rosterText, type RosterImported } from '../../report/courses/roster-text.ts'
import { safeForTerminal } from '../../report/text/terminal-text.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { withCourseParts } from '../with-course.ts'
import { readTextFile } from '../read-text-file.ts'
import { inGroups } from '../../flow/in-groups.ts'

/** `file`: a list to be put in the place of the one that is known; null shows that one. `course`: its id, null for the only course that runs. */
export type RosterOptions = { readonly file: string | null; readonly course: string | null; readonly preview: boolean }

/** So many repositories are looked up at once. */
const AT_ONCE = 100
const LARGEST = 2_000_000

/** Imports a course's list of students, or shows it with the repositories that they work on. Exit code 2 where no such course runs, or the list is wrong (every row that is, as `file:line: what was expected`); 3 where the file cannot be read. */
export async function runRoster({ file, course: id, preview }: RosterOptions, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  return withCourseParts(id, (course, parts) => file === null ? show(course, parts, output) : read(file, course, preview, parts, output), output, engineVersion, environment)
}

async function read(file: string, course: Course, preview: boolean, parts: ServiceParts, output: Output): Promise<number> {
  const list = readTextFile(file, LARGEST)
  if (!list.ok) {
    output.warn(`capstone-coach: ${file}: the list cannot be read (${list.why})\n`)
    return EXIT_CODES.cannotRead
  }
  const answer = await callOperation('roster.import', { kind: 'operator' }, course, { csv: list.text, preview }, parts)
  if (!answer.ok) {
    const { says, lines = [] } = answer.refusal
    output.warn(lines.length === 0 ? `capstone-coach: ${file}: ${safeForTerminal(says)}\n` : lines.map((one) => `${file}:${one.line}: ${safeForTerminal(one.says)}\n`).join(''))
    return EXIT_CODES.usage
  }
  output.write(rosterChangesText(courseName(namedCourse(course)), answer.value as RosterImported))
  return EXIT_CODES.graded
}

async function show(course: Course, parts: ServiceParts, output: Output): Promise<number> {
  const matched = await courseRoster(course, parts)
  const names = new Map<number, string>()
  const ids = [...new Set([...matched.students.flatMap(({ repositories }) => repositories), ...matched.strangers.map(({ repositoryId }) => repositoryId)])]
  for await (const repository of inGroups(ids, AT_ONCE, (id) => parts.hosting.lastSeen(id))) if (repository !== null) names.set(repository.id, `${repository.owner}/${repository.name}`)
  output.write(rosterText(courseName(namedCourse(course)), matched, (id) => names.get(id) ?? `repository ${id}`))
  return EXIT_CODES.graded
}
