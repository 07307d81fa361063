import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import type { ConditionKind, ConditionOf } from '../../model/condition.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { Gap } from '../../model/repository.ts'

/** What was seen of one condition: 2 it holds, 1 in part, 0 not at all. A level above 0 has places, the best one first. */
export type Sighting = {
  readonly level: 0 | 1 | 2
  readonly places: readonly FileEvidence[]
  /** Why only in part, in words that follow a colon. */
  readonly why: string | null
  /** The place that comes nearest where it does not hold; what it says tells why it does not count. */
  readonly near: FileEvidence | null
  /** A file that may hold it, which only this condition knows to be unread. */
  readonly gap: Gap | null
}

/** One kind of condition. One file a kind; `list.ts` is the list of them. */
export type ConditionCheck<Kind extends ConditionKind> = {
  readonly kind: Kind
  /** Raised whenever any repository's verdict may change. */
  readonly revision: number
  /** What is looked for, as a noun with its article: "an import of `locust`". */
  readonly describe: (condition: ConditionOf<Kind>) => string
  /** The next thing to do where it is not there: one sentence. */
  readonly next: (condition: ConditionOf<Kind>) => string
  /** Whether a file that could not be read may hold it. */
  readonly mayStandIn: (condition: ConditionOf<Kind>, path: string) => boolean
  /** Pure; the same facts give the same answer. */
  readonly look: (condition: ConditionOf<Kind>, facts: RepositoryFacts) => Sighting
}
