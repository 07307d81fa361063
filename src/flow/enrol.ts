import type { Course, Enrolment } from '../model/course.ts'
import type { HostedRepository } from '../model/hosting.ts'
import { globMatcher } from '../parse/glob.ts'
import { isCourseHome } from './course-home.ts'

/** Which course takes a repository in, and by which word of it. */
export type Placement = { readonly course: Course; readonly by: Enrolment['by'] }

/** The most exact word decides. */
const WORDS = ['name', 'topic', 'pattern'] as const

/**
 * The course that takes a repository in: of those of the repository's own account, the one that names it, else has a topic of it, else a pattern of its name;
 * of several alike, the first. Null where none does; of an account's `.github` none ever does. GitHub's names know no upper case, so neither does this.
 */
export function courseFor(repository: HostedRepository, courses: readonly Course[]): Placement | null {
  if (isCourseHome(repository)) return null
  const own = courses.filter((course) => course.account.id === repository.ownerId)
  const name = repository.name.toLowerCase()
  const topics = new Set(repository.topics.map((topic) => topic.toLowerCase()))
  for (const by of WORDS) {
    const course = own.find(({ repositories: { names, patterns, topics: asked, practice = [] } }) =>
      by === 'name' ? [...names, ...practice].some((one) => one.toLowerCase() === name)
      : by === 'topic' ? asked.some((one) => topics.has(one.toLowerCase()))
      : [...patterns, ...practice].some((pattern) => globMatcher(pattern.toLowerCase())(name)))
    if (course !== undefined) return { course, by }
  }
  return null
}
