import { isInSection } from '../grade/released.ts'
import type { Course } from '../model/course.ts'
import { countedRepositories } from './counted-repositories.ts'
import { courseRoster, type CourseRosterParts } from './course-roster.ts'
import type { HostingStore } from './store-ports.ts'

/** Whose repositories are meant: those of the whole course, of a section, or of students by key, student id, e-mail or login, and repositories by `owner/name`. */
export type WhoseRepositories = { readonly kind: 'all' } | { readonly kind: 'section'; readonly section: string } | { readonly kind: 'named'; readonly words: readonly string[] }

/** The repositories that are meant, by id; `unknown` are the words that name nobody, `without` those who work on none, by what the list calls them. */
export type NamedRepositories = { readonly repositories: readonly number[]; readonly unknown: readonly string[]; readonly without: readonly string[] }

/** Finds the repositories of a course that are meant; those of the whole course are all that count, in somebody's hands or not. */
export async function repositoriesNamed(course: Course, whose: WhoseRepositories, parts: CourseRosterParts & { readonly hosting: Pick<HostingStore, 'lastSeen'> }): Promise<NamedRepositories> {
  const counted = await countedRepositories(course, parts)
  if (whose.kind === 'all') return { repositories: counted, unknown: [], without: [] }
  const { students, strangers } = await courseRoster(course, parts)
  const people = [
    ...students.map(({ entry, repositories }) => ({ words: [entry.key, entry.studentId, entry.email, entry.login], name: entry.name || entry.key, section: entry.section, repositories })),
    ...strangers.map(({ person, repositoryId }) => ({ words: [person.login], name: person.login, section: '', repositories: [repositoryId] })),
  ]
  if (whose.kind === 'section') {
    const members = people.filter(({ section }) => isInSection(section, whose.section))
    return { repositories: distinct(members), unknown: members.length === 0 ? [whose.section] : [], without: withoutRepository(members) }
  }
  const names = new Map<string, number>()
  for (const id of counted) {
    const repository = await parts.hosting.lastSeen(id)
    if (repository !== null) names.set(`${repository.owner}/${repository.name}`.toLowerCase(), id)
  }
  const found = whose.words.map((word): { readonly word: string; readonly people: readonly Found[] } => {
    const meant = word.toLowerCase()
    const repository = names.get(meant)
    const byKey = people.filter(({ words: [key] }) => key === meant)
    return { word, people: repository === undefined ? byKey.length > 0 ? byKey : people.filter(({ words }) => words.some((one) => one !== '' && one.toLowerCase() === meant)) : [{ name: word, repositories: [repository] }] }
  })
  return { repositories: distinct(found.flatMap((one) => one.people)), unknown: found.filter((one) => one.people.length === 0).map(({ word }) => word), without: withoutRepository(found.flatMap((one) => one.people)) }
}

type Found = { readonly name: string; readonly repositories: readonly number[] }

function distinct(people: readonly Found[]): readonly number[] {
  return [...new Set(people.flatMap(({ repositories }) => repositories))]
}

function withoutRepository(people: readonly Found[]): readonly string[] {
  return people.filter(({ repositories }) => repositories.length === 0).map(({ name }) => name)
}
