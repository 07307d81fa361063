import type { Person } from './course.ts'
import type { Subject } from './decision.ts'
import type { DisagreementStanding, FailureStanding, StuckStanding } from './standing.ts'
import type { WatchNote } from './watch-note.ts'

/** What the staff may want to look at in a repository. Times are ISO 8601 in UTC, null where there is none. */
export type MatterWhat =
  | { readonly kind: 'dispute'; readonly subject: Subject; readonly by: Person | null; readonly text: string; readonly due: string; readonly isEscalated: boolean }
  | Omit<StuckStanding, 'kind' | 'since' | 'subject' | 'hint'> & { readonly kind: 'stuck'; readonly how: StuckStanding['kind']; readonly hint: { readonly at: string; readonly number: number | null } | null }
  | { readonly kind: 'failing'; readonly failures: readonly FailureStanding[] }
  | { readonly kind: 'silent'; readonly pushed: string | null; readonly due: string | null }
  | Omit<DisagreementStanding, 'at'> & { readonly kind: 'disagreement' }
  | { readonly kind: 'workflow'; readonly path: string; readonly commit: string }
  | { readonly kind: 'feedback'; readonly by: Person; readonly rating: number; readonly text: string }
export type MatterKind = MatterWhat['kind']

/**
 * One matter on the watch list of a course, as pages, the API and the command line tell it. `key` names it within its repository, the same whoever looks when; `since` is when it came about. `notes` are those of the staff on it as it came about now, in the order of time; the
 * newest says whether it `isSeen`.
 */
export type WatchMatter = {
  readonly key: string
  readonly since: string
  readonly repository: { readonly id: number; readonly name: string; readonly url: string | null }
  /** Who works there, by name, else login, else key; and in which sections they are. */
  readonly people: readonly string[]
  readonly logins: readonly string[]
  readonly sections: readonly string[]
  readonly what: MatterWhat
  readonly notes: readonly (Pick<WatchNote, 'says' | 'by' | 'note'> & { readonly at: string })[]
  readonly isSeen: boolean
}
