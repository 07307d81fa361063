import type { ManualLevel } from './checklist.ts'
import type { Decision, Subject } from './decision.ts'
import type { CriterionRecord } from './record.ts'
import type { StepRecord } from './progress.ts'
import type { RepositorySeen } from './repository-seen.ts'

/** Something of a repository that can be decided: by which name that means nothing else, and how it stands in words, null where nothing was judged of it. */
export type Decidable = { readonly subject: Subject; readonly called: string; readonly title: string; readonly stands: string | null }

/**
 * The same in depth, for the staff: what the App says of it by itself (null where nothing), the levels of what people grade (null for all else), what was decided of it (the oldest in front) and whether any of that holds; the criteria that it
 * rests on with what was found, and a step's own record; and the items in which a criterion counts.
 */
export type DecidableSeen = Decidable & {
  readonly automatic: string | null
  readonly levels: readonly ManualLevel[] | null
  readonly decisions: readonly Decision[]
  readonly isDecided: boolean
  readonly criteria: readonly CriterionRecord[]
  readonly step: StepRecord | null
  readonly items: readonly { readonly id: string; readonly title: string }[]
}

/** What can be decided of a repository, by the names that comments know; `one` is what was asked for, null where nothing was. */
export type DecidablesSeen = { readonly repository: RepositorySeen['repository'] & { readonly commit: string | null }; readonly all: readonly Decidable[]; readonly one: DecidableSeen | null }
