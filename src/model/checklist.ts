import type { Condition } from './condition.ts'
import type { Basis, CriterionId, DeclaredId, JudgedId, Outcome, Proof } from './criterion.ts'

export type ChecklistCriterion = {
  readonly id: JudgedId
  readonly weight: number
  /** The item's outcome is the worst of its required criteria; the others count in its credit only. */
  readonly required: boolean
  /** Criteria whose absence makes this one moot. */
  readonly requires: readonly CriterionId[]
}

export type ChecklistItem = {
  readonly id: string
  readonly title: string
  readonly group: string
  readonly required: boolean
  readonly weight: number
  readonly criteria: readonly ChecklistCriterion[]
  readonly lesson: string
}

/**
 * An item that stands for itself: judged by conditions, or by an instructor on levels. Its item names it as its only criterion.
 * `lookedFor` and `next` are the author's sentences, null where the conditions make them.
 */
export type DeclaredItem =
  | {
    readonly kind: 'conditions'; readonly id: DeclaredId; readonly title: string; readonly lesson: string
    readonly when: Condition
    /** Enough for a part of it where `when` does not hold. */
    readonly partly: Condition | null
    readonly proof: Extract<Proof, 'reading' | 'run'>; readonly lookedFor: string | null; readonly next: string | null
  }
  | { readonly kind: 'manual'; readonly id: DeclaredId; readonly title: string; readonly lesson: string; readonly levels: readonly ManualLevel[]; readonly lookedFor: string | null }

/** What an instructor can choose; `credit` is the share of the weight, 0 to 1. */
export type ManualLevel = { readonly title: string; readonly credit: number }

/** All that a repository is judged by: the course's checklist, the practices beside it, and the student's own items. */
export type Checklists = JudgedBy & { readonly own: Checklist }

/** What a course asks of every repository: its checklist, and the practices beside it. */
export type JudgedBy = { readonly checklist: Checklist; readonly practices: Checklist }

/** What a course asks, and what each part of it is worth. */
export type Checklist = {
  readonly id: string
  readonly title: string
  readonly revision: number
  /** Names what is written in it, whatever its comments and its layout: SHA-256, 64 hex digits. Left out of lists that nobody wrote down as one, such as a student's own items. */
  readonly digest?: string
  readonly items: readonly ChecklistItem[]
  /** What its items declare themselves, beside the criteria of the rubric. */
  readonly declared: readonly DeclaredItem[]
  /** The share of the weight an outcome earns, 0 to 1. `unknown` earns nothing and asks nothing: it leaves the denominator. */
  readonly credit: { readonly outcome: Readonly<Record<Exclude<Outcome, 'unknown'>, number>>; readonly basis: Readonly<Record<Basis, number>> }
}
