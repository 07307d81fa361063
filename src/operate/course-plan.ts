import type { CoursePlan } from '../flow/course-accounts.ts'
import type { Configuration } from './configuration.ts'

/** Where the courses of an App come from, by its settings: the files that they name, else one course of the repositories that they name. */
export function coursePlanOf({ courses, courseRepositories }: Pick<Configuration, 'courses' | 'courseRepositories'>): CoursePlan {
  return courses === null ? { kind: 'default', patterns: courseRepositories } : { kind: 'files', courses: courses.map(({ course }) => course) }
}
