import type { CourseSettings, NamedCourse } from './course.ts'
/**
 * One repository of a class, or students who work on none (`repository` null), as the class's issue shows it: who works there, by name where names may be told, else by login (empty where that is not known). `steps` and `items` are null where nothing was judged; times are
 * milliseconds since 1970, null where there is none. `points` are null where they may not be told, or there are none.
 */
export type ClassRow = {
  readonly people: readonly string[]
  /** By its name, with the owner where that is not the course's account. */
  readonly repository: { readonly name: string; readonly url: string | null } | null
  readonly steps: { readonly done: number; readonly of: number } | null
  readonly items: { readonly verified: number; readonly of: number } | null
  readonly pushedAt: number | null
  readonly stuckSince: number | null
  /** How many disputes wait for the staff. */
  readonly disputes: number
  readonly daysLate: number
  /** The steps that are done, by their numbers, with when each was shown first. */
  readonly doneAt: readonly { readonly step: string; readonly at: number }[]
  readonly points: { readonly points: number; readonly of: number } | null
}

/** A class as its issue shows it, who needs somebody most in front. `place` says who may read it there; `without` is how many students work on no repository that is known, who are no rows in a public place. */
export type ClassTable = {
  readonly course: NamedCourse & Pick<CourseSettings, 'timeZone' | 'dateLanguage'>
  readonly place: 'private' | 'public'
  readonly students: number
  readonly without: number
  readonly rows: readonly ClassRow[]
}
