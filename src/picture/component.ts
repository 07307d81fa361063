import type { Need } from '../checks/frame/needs.ts'
import type { RepositoryFacts } from '../facts/repository-facts.ts'
import type { CriterionId } from '../model/criterion.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Band, BeyondId, ComponentId, ConnectionId } from '../model/picture.ts'

/** Something that is looked for in the files and is no criterion. `judge` is pure. */
export type View = {
  /** The kinds of files its evidence may stand in: a gap among them turns `missing` into `unknown`. */
  readonly needs: readonly Need[]
  readonly judge: (facts: RepositoryFacts) => Finding
}

/**
 * What gives a component its outcome: one criterion; several, of which the best decides and a failing one stops (`any`);
 * or a view. A view that finds all of it takes the outcome of `provenBy`, where that criterion stands too.
 */
export type Source =
  | { readonly kind: 'criterion'; readonly id: CriterionId }
  | { readonly kind: 'any'; readonly ids: readonly CriterionId[] }
  | { readonly kind: 'view'; readonly view: View; readonly reading: boolean; readonly provenBy: CriterionId | null }

/** One node of the picture. `list.ts` is the list of what is drawn. */
export type Component = {
  readonly id: ComponentId
  readonly title: string
  readonly band: Band
  readonly source: Source
  /** The names of what the repository uses for it, the first most to the point; `places` are its evidence. */
  readonly tools: (facts: RepositoryFacts, places: readonly FileEvidence[]) => readonly string[]
}

/** One edge of the picture. Both of its ends may stand and it may not: it is judged by evidence of its own. */
export type Connection = {
  readonly id: ConnectionId
  readonly from: ComponentId
  readonly to: ComponentId
  /** A statement that can be true. */
  readonly title: string
  /** Reading is proof enough; else `present` is the most that files can say. */
  readonly reading: boolean
  /** The criterion whose run is the connection's too. */
  readonly provenBy: CriterionId | null
  readonly needs: readonly Need[]
  /** What would join the ends: the next thing to do. */
  readonly joins: string
  /** The evidence that the ends are joined; null where there is none. Pure. */
  readonly judge: (facts: RepositoryFacts) => Finding | null
}

/** One thing beyond the capstone. */
export type Beyond = View & {
  readonly id: BeyondId
  readonly title: string
  readonly brings: string
  readonly tools: (facts: RepositoryFacts, places: readonly FileEvidence[]) => readonly string[]
}
