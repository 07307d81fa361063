import type { WatchNote } from '../../model/watch-note.ts'

/** What the staff noted of matters on the watch list: append-only. */
export type WatchNoteStore = {
  /** Adds a note; one that is there already (by id) changes nothing and gives false. */
  readonly add: (note: WatchNote) => Promise<boolean>
  /** Every note of a course, by time, then by id. */
  readonly of: (courseId: string) => Promise<readonly WatchNote[]>
}
