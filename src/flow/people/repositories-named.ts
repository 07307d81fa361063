import { isInSection } from '../../grade/released.ts'
import type { Course } from '../../model/course.ts'
import type { NotNamed } from '../../report/courses/not-named.ts'
import { countedRepositories } from '../grades/counted-repositories.ts'
import { courseRoster, unlisted, type CourseRosterParts } from './course-roster.ts'
import type { ListedStudent } from '../grades/gradebook.ts'
import type { HostingStore } from '../ports/store-ports.ts'
import { studentsNamed } from './students-named.ts'

/** Whose repositories are meant: those of the whole course, of a section, or of students by key, student id, e-mail or login, and repositories by `owner/name`. */
export type WhoseRepositories = { readonly kind: 'all' } | { readonly kind: 'section'; readonly section: string } | { readonly kind: 'named'; readonly words: readonly string[] }

/** The repositories that are meant, by id; `without` are those who work on none, by what the list calls them. */
export type NamedRepositories =
  | { readonly ok: true; readonly repositories: readonly number[]; readonly without: readonly string[] }
  | ({ readonly ok: false } & NotNamed)

/** Finds the repositories of a course that are meant; those of the whole course are all that count, in somebody's hands or not. Who is in no list is found by login, where nobody of the list goes by that word. */
export async function repositoriesNamed(course: Course, whose: WhoseRepositories, parts: CourseRosterParts & { readonly hosting: Pick<HostingStore, 'lastSeen'> }): Promise<NamedRepositories> {
  const counted = await countedRepositories(course, parts)
  if (whose.kind === 'all') return { ok: true, repositories: counted, without: [] }
  const { students, strangers } = await courseRoster(course, parts)
  if (whose.kind === 'section') {
    const members = students.filter(({ entry }) => isInSection(entry.section, whose.section))
    if (members.length === 0) return { ok: false, kind: 'section', section: whose.section, known: [...new Set(students.map(({ entry }) => entry.section.trim()))].filter((section) => section !== '').toSorted() }
    return { ok: true, repositories: distinct(members), without: withoutRepository(members) }
  }
  const names = new Map<string, number>()
  for (const id of counted) {
    const repository = await parts.hosting.lastSeen(id)
    if (repository !== null) names.set(`${repository.owner}/${repository.name}`.toLowerCase(), id)
  }
  const others = unlisted(strangers)
  const found = whose.words.map((word): { readonly word: string; readonly repository: number | null; readonly people: readonly ListedStudent[] } => {
    const repository = names.get(word.trim().toLowerCase())
    if (repository !== undefined) return { word, repository, people: [] }
    const listed = studentsNamed(word, students)
    return { word, repository: null, people: listed.length > 0 ? listed : studentsNamed(word, others) }
  })
  const people = found.filter(({ repository }) => repository === null)
  const unknown = people.filter((one) => one.people.length === 0).map(({ word }) => word)
  const several = people.filter((one) => one.people.length > 1).map(({ word }) => word)
  if (unknown.length + several.length > 0) return { ok: false, kind: 'words', unknown, several }
  const meant = found.flatMap((one) => one.people)
  return { ok: true, repositories: [...new Set([...found.flatMap(({ repository }) => repository ?? []), ...distinct(meant)])], without: withoutRepository(meant) }
}

function distinct(people: readonly ListedStudent[]): readonly number[] {
  return [...new Set(people.flatMap(({ repositories }) => repositories))]
}

function withoutRepository(people: readonly ListedStudent[]): readonly string[] {
  return people.filter(({ repositories }) => repositories.length === 0).map(({ entry }) => entry.name || entry.key)
}
