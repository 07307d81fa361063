import type { CoursePlan } from '../flow/courses/course-accounts.ts'
import { notRaised } from '../flow/courses/kept-checklists.ts'
import type { Checklist } from '../model/checklist.ts'
import type { Configuration } from './configuration.ts'

/** Where the courses of an App come from, by its settings: the files that they name, else one course of the repositories that they name. */
export function coursePlanOf({ courses, courseRepositories, coursesFromOrganizations: fromOrganizations }: Pick<Configuration, 'courses' | 'courseRepositories' | 'coursesFromOrganizations'>): CoursePlan {
  return courses === null ? { kind: 'default', patterns: courseRepositories, fromOrganizations } : { kind: 'files', fromOrganizations, courses: courses.map(({ course }) => course), checklists: courses.flatMap(({ checklist }) => checklist?.checklist ?? []) }
}

/** What is wrong with checklists that were changed and whose revision was not, a line each behind the file that holds it. */
export function unraisedWords(checklists: readonly Checklist[], { courses }: Pick<Configuration, 'courses'>): string {
  return checklists.map((checklist) => {
    const file = (courses ?? []).flatMap((course) => course.checklist ?? []).find((one) => one.checklist.digest === checklist.digest)?.file
    return `${file ?? `checklists/${checklist.id}.yml`}: ${notRaised(checklist)}`
  }).join('\n')
}
