import type { ManualLevel } from './checklist.ts'
import type { BeingCounted, Freshness } from './class-standing.ts'
import type { JudgedId, Levels, Outcome, Proof } from './criterion.ts'
import type { Evidence } from './evidence.ts'
import type { AssessmentRecord, CriterionRecord, ItemRecord } from './record.ts'
import type { ItemStanding } from './standing.ts'
import type { WrongVerdict } from './wrong-verdict.ts'

/** How an item stands in a repository: its outcome, or that it does not count there. */
export type VerdictKind = Outcome | 'excused' | 'not-graded'

/** A criterion as an item asks for it. `share` of the item's credit, 0 to 1; `levels` are what the files have to show, null where conditions or people say it; `choices` what people grade it by, empty for all others. */
export type AskedCriterion = {
  readonly id: JudgedId
  readonly title: string
  readonly share: number
  readonly required: boolean
  readonly proof: Proof
  readonly lookedFor: string
  readonly levels: Levels | null
  readonly choices: readonly ManualLevel[]
}

/** What the App says of one criterion, and the places that decide it: the one that shows it, and the first that speaks against it; null where there is none. */
export type CriterionVerdict = Pick<CriterionRecord, 'id' | 'title' | 'outcome' | 'basis' | 'blockedBy' | 'found'> & { readonly proof: Evidence | null; readonly against: Evidence | null }

/**
 * The verdict on an item in one repository, by the newest record of its default branch: what the App itself says, and how the item stands with what people decided (`shown`). `said` is null where that record has no such item, as where it was
 * judged by another checklist. `assessment` is the id of the record; times are milliseconds since 1970.
 */
export type ItemVerdict = {
  readonly repository: { readonly id: number; readonly name: string; readonly url: string | null }
  readonly students: readonly string[]
  readonly freshness: Freshness
  readonly shown: ItemStanding
  readonly judged: { readonly assessment: string; readonly commit: string; readonly at: number; readonly engine: AssessmentRecord['engine'] }
  /** Where the staff said of this judgement that it is wrong. */
  readonly wrong: readonly WrongVerdict[]
  readonly said: (Pick<ItemRecord, 'outcome' | 'basis' | 'blockedBy'> & { readonly criteria: readonly CriterionVerdict[] }) | null
}

/** One item of a course: what it asks and is worth, its neighbours, how the repositories stand, and the verdicts on some of them. */
export type ItemReading = {
  readonly item: { readonly id: string; readonly title: string; readonly group: string; readonly required: boolean; readonly points: number; readonly criteria: readonly AskedCriterion[] }
  readonly points: number
  readonly before: { readonly id: string; readonly title: string } | null
  readonly after: { readonly id: string; readonly title: string } | null
  readonly beingCounted: BeingCounted
  /** How many repositories stand how, those that there are. */
  readonly counts: Readonly<Partial<Record<VerdictKind, number>>>
  /** How many of the course's repositories have no verdict on it yet. */
  readonly unjudged: number
  /** How many verdicts were asked for, and the page of them. */
  readonly asked: number
  readonly page: number
  readonly pages: number
  readonly verdicts: readonly ItemVerdict[]
}
