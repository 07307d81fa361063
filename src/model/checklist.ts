import type { Basis, CriterionId, Outcome } from './criterion.ts'

export type ChecklistCriterion = {
  readonly id: CriterionId
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

/** What a course asks, and what each part of it is worth. */
export type Checklist = {
  readonly id: string
  readonly title: string
  readonly revision: number
  readonly items: readonly ChecklistItem[]
  /** The share of the weight an outcome earns, 0 to 1. `unknown` earns nothing and asks nothing: it leaves the denominator. */
  readonly credit: { readonly outcome: Readonly<Record<Exclude<Outcome, 'unknown'>, number>>; readonly basis: Readonly<Record<Basis, number>> }
}
