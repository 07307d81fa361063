import type { Course, NamedCourse } from '../model/course.ts'

/** What a course is called wherever something of it is told. */
export function namedCourse({ id, title, settings: { term } }: Pick<Course, 'id' | 'title' | 'settings'>): NamedCourse {
  return { id, title, term }
}

/** The title of a course with its term, where it has one: `MLOps, autumn 2026`. */
export function courseName({ title, term }: Pick<NamedCourse, 'title' | 'term'>): string {
  return term === null ? title : `${title}, ${term}`
}
