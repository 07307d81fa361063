import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import type { CriterionId, JudgedId, Levels, Proof } from '../../model/criterion.ts'
import type { Finding } from '../../model/finding.ts'
import type { Need } from './needs.ts'

/** One criterion, judged. Those of the rubric stand one a file, and `list.ts` is their list; others are made from what a checklist declares. */
export type Check<Id extends JudgedId = CriterionId> = {
  readonly id: Id
  /** A statement that can be true. */
  readonly title: string
  /** The best proof it can have (rubric, "From standing to outcome"). */
  readonly proof: Proof
  /** The heading that teaches it: `<stem of the lesson's file>#<anchor>`; empty where nobody names one. */
  readonly lesson: string
  /** Raised whenever any repository's verdict may change. */
  readonly revision: number
  /** The kinds of files its evidence may stand in: a gap among them turns `missing` into `unknown`. */
  readonly needs: readonly Need[]
  /** What was looked for, in one sentence. */
  readonly lookedFor: string
  /** What each standing asks, as `--explain`, SARIF and the page of the check tell it; null where the author of an item says it by conditions. */
  readonly levels: Id extends CriterionId ? Levels : null
  /** Pure; the same facts give the same finding. */
  readonly judge: (facts: RepositoryFacts) => Finding
}
