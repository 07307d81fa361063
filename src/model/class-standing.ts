import type { JudgedId } from './criterion.ts'
import type { ReasonKind } from './run-reason.ts'
import type { RosterEntry } from './roster.ts'
import type { Standing } from './standing.ts'
import type { StepId } from './progress.ts'

/** How new a row is: nothing was judged yet, something is to be looked at or is being looked at just now, it is from before a change of the course or was not counted yet and is being counted, or all that is known is in it. */
export type Freshness = 'never' | 'pending' | 'counting' | 'current'

/** One student in the class and one repository that they work on, as it stands; without a standing where they work on none that is known, or it was not counted yet (`counting`). Times are milliseconds since 1970. */
export type ClassStandingRow = {
  readonly student: Pick<RosterEntry, 'key' | 'name' | 'login' | 'section'>
  readonly repository: { readonly id: number; readonly name: string; readonly url: string | null } | null
  readonly standing: Omit<Standing, 'courseId' | 'repositoryId' | 'countedBy' | 'name' | 'url' | 'workers' | 'pushes'> & { readonly pushedAt: number | null } | null
  readonly freshness: Freshness
  readonly isReleased: boolean
}

/** A failure of CI that several repositories have now, by the reason in their logs. */
export type SharedFailure = { readonly kind: ReasonKind; readonly about: string; readonly repositories: readonly { readonly id: number; readonly name: string }[] }

/** Of how many repositories of a class what is shown is from before a change of the course's file or staff, and how many were not counted yet at all. */
export type BeingCounted = { readonly outdated: number; readonly uncounted: number; readonly of: number }

/** A class as it stands: what it is asked, a row a student and repository in the order of their keys, and what is told of all of them together. */
export type ClassStanding = {
  readonly steps: readonly { readonly id: StepId; readonly title: string }[]
  readonly items: readonly { readonly id: string; readonly title: string; readonly group: string; readonly criteria: readonly JudgedId[] }[]
  readonly points: number
  readonly beingCounted: BeingCounted
  readonly rows: readonly ClassStandingRow[]
  /** When pushes came, the newest of each repository (`Standing`), in no order. */
  readonly pushes: readonly number[]
  readonly failures: readonly SharedFailure[]
}
