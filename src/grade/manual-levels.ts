import type { Checklist, ManualLevel } from '../model/checklist.ts'
import type { JudgedId } from '../model/criterion.ts'
import type { Subject } from '../model/decision.ts'

/** The items of checklists that people grade, each by its one criterion, with the levels that they choose from. */
export function manualLevels(checklists: readonly Pick<Checklist, 'declared'>[]): ReadonlyMap<JudgedId, readonly ManualLevel[]> {
  return new Map(checklists.flatMap(({ declared }) => declared.flatMap((one) => one.kind === 'manual' ? [[one.id, one.levels] as const] : [])))
}

/** The levels of a subject that people grade; null for all others. */
export function levelsOf({ kind, id }: Subject, checklists: readonly Pick<Checklist, 'declared'>[]): readonly ManualLevel[] | null {
  return kind === 'item' ? manualLevels(checklists).get(`item:${id}`) ?? null : null
}

/** The ids of the items that ask for a criterion; none for anything else. */
export function itemsAsking({ kind, id }: Subject, checklists: readonly Pick<Checklist, 'items'>[]): readonly string[] {
  return kind === 'criterion' ? checklists.flatMap(({ items }) => items.filter(({ criteria }) => criteria.some((part) => part.id === id)).map((item) => item.id)) : []
}
