import type { Course, Enrolment } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { globMatcher } from '../../parse/glob.ts'
import { isCourseHome } from './course-home.ts'

/** Which course takes a repository in, and by which word of it. */
export type Placement = { readonly course: Course; readonly by: Exclude<Enrolment['by'], 'join'> }

/** The most exact word decides. */
const WORDS = ['name', 'topic', 'template', 'pattern'] as const

/**
 * The course that takes a repository in: of those of the repository's own account, the one that names it, else has a topic of it, else the template that it was made from, else a pattern of its name;
 * of several alike, the first. Null where none does, or none as far as is known; of an account's `.github` none ever does. GitHub's names know no upper case, so neither does this.
 */
export function courseFor(repository: HostedRepository, courses: readonly Course[]): Placement | null {
  if (isCourseHome(repository)) return null
  const own = courses.filter((course) => course.account.id === repository.ownerId)
  for (const by of WORDS) {
    const course = own.find(({ repositories }) => TAKES[by](repository, repositories))
    if (course !== undefined) return { course, by }
  }
  return null
}

/**
 * The courses that may take a repository in by the template that it was made from, while nobody knows that yet: until it is asked no pattern takes it into another course. None where it is known, or a more exact word or a pattern of that
 * course takes it in.
 */
export function awaitingTemplate(repository: HostedRepository, courses: readonly Course[]): readonly Course[] {
  if (repository.template !== undefined || isCourseHome(repository)) return []
  const placement = courseFor(repository, courses)
  if (placement !== null && placement.by !== 'pattern') return []
  return courses.filter(({ id, account, repositories: { templates = [] } }) => account.id === repository.ownerId && id !== placement?.course.id && templates.length > 0 && !isAmong(fullName(repository), templates))
}

type Takes = (repository: HostedRepository, words: Course['repositories']) => boolean

const TAKES: Readonly<Record<Placement['by'], Takes>> = {
  name: ({ name }, { names, practice = [] }) => isAmong(name, [...names, ...practice]),
  topic: (repository, { topics }) => repository.topics.some((topic) => isAmong(topic, topics)),
  // A template may be made from another one, and is no student's.
  template: (repository, { templates = [] }) => (repository.template ?? null) !== null && isAmong(repository.template?.name ?? '', templates) && !isAmong(fullName(repository), templates),
  pattern: ({ name }, { patterns, practice = [] }) => [...patterns, ...practice].some((pattern) => globMatcher(pattern.toLowerCase())(name.toLowerCase())),
}

function isAmong(name: string, names: readonly string[]): boolean {
  return names.some((one) => one.toLowerCase() === name.toLowerCase())
}

function fullName({ owner, name }: HostedRepository): string {
  return `${owner}/${name}`
}
