import { randomUUID } from 'node:crypto'
import { courseName, namedCourse } from '../course/course-name.ts'
import { courseRoster } from '../flow/course-roster.ts'
import { importRoster } from '../flow/import-roster.ts'
import type { Environment } from '../github/connection.ts'
import type { Course } from '../model/course.ts'
import { rosterChangesText, rosterText } from '../report/roster-text.ts'
import { safeForTerminal } from '../report/terminal-text.ts'
import type { Store } from '../store/open-store.ts'
import { courseNamed } from './course-named.ts'
import { EXIT_CODES } from './exit-codes.ts'
import type { Output } from './output.ts'
import { withConfiguredStore } from './with-configured-store.ts'
import { readTextFile } from './read-text-file.ts'
import { inGroups } from '../flow/in-groups.ts'
import { wordsOnSections } from '../grade/released.ts'

/** `file`: a list to be put in the place of the one that is known; null shows that one. `course`: its id, null for the only course that runs. */
export type RosterOptions = { readonly file: string | null; readonly course: string | null; readonly preview: boolean }

/** So many repositories are looked up at once. */
const AT_ONCE = 100
const LARGEST = 20 * 1024 * 1024

/** Imports a course's list of students, or shows it with the repositories that they work on. Exit code 2 where no such course runs, or the list is wrong (every row that is, as `file:line: what was expected`); 3 where the file cannot be read. */
export async function runRoster({ file, course: id, preview }: RosterOptions, output: Output, environment: Environment): Promise<number> {
  return withConfiguredStore(output, environment, async (store) => {
    const course = await courseNamed(id, store.courses, output)
    if (course === null) return EXIT_CODES.usage
    return file === null ? show(course, store, output) : read(file, course, preview, store, output)
  })
}

async function read(file: string, course: Course, preview: boolean, { roster, releases }: Store, output: Output): Promise<number> {
  const list = readTextFile(file, LARGEST)
  if (!list.ok) {
    output.warn(`capstone-coach: ${file}: the list cannot be read (${list.why})\n`)
    return EXIT_CODES.cannotRead
  }
  const imported = await importRoster(course.id, list.text, { mode: preview ? 'preview' : 'write', by: null }, { roster, now: Date.now, newId: randomUUID })
  if (!imported.ok) {
    output.warn(`${imported.problems.map(({ line, says }) => `${file}:${line}: ${safeForTerminal(says)}`).join('\n')}\n`)
    return EXIT_CODES.usage
  }
  output.write(rosterChangesText(courseName(namedCourse(course)), imported, wordsOnSections(imported.changes.emptied, await releases.of(course.id)), preview))
  return EXIT_CODES.graded
}

async function show(course: Course, store: Store, output: Output): Promise<number> {
  const matched = await courseRoster(course, store)
  const names = new Map<number, string>()
  const ids = [...new Set([...matched.students.flatMap(({ repositories }) => repositories), ...matched.strangers.map(({ repositoryId }) => repositoryId)])]
  for await (const repository of inGroups(ids, AT_ONCE, (id) => store.hosting.lastSeen(id))) if (repository !== null) names.set(repository.id, `${repository.owner}/${repository.name}`)
  output.write(rosterText(courseName(namedCourse(course)), matched, (id) => names.get(id) ?? `repository ${id}`))
  return EXIT_CODES.graded
}
