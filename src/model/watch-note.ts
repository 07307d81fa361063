import type { Person } from './course.ts'

/**
 * What somebody of the staff said of a matter on the watch list of their course: that they have seen it, or that it is open again; with a note, which may be empty. Appended, never changed: of a matter the newest word holds. `matter` is its key, and `since` when it came about
 * (milliseconds since 1970): one that comes about anew has another, and nothing was said of it yet.
 */
export type WatchNote = {
  readonly id: string
  readonly courseId: string
  readonly repositoryId: number
  readonly matter: string
  readonly since: number
  readonly says: 'seen' | 'open'
  readonly by: Person
  readonly at: number
  readonly note: string
}
