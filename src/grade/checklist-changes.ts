import type { Checklist } from '../model/checklist.ts'
import type { AskedItem, ItemChange } from '../model/course-preview.ts'
import type { JudgedId } from '../model/criterion.ts'
import { manualLevels } from './manual-levels.ts'
import { pointsOf } from './points.ts'

/** What becomes of the items of a checklist, in the order of the one that comes, what goes last; what stays as it is is left out. `points` is what the whole is worth. */
export function itemChanges(before: Checklist, after: Checklist, points: number): readonly ItemChange[] {
  const [was, becomes] = [askedItems(before, points), askedItems(after, points)]
  const kept = [...becomes].flatMap(([id, item]): readonly ItemChange[] => {
    const earlier = was.get(id) ?? null
    return JSON.stringify(earlier) === JSON.stringify(item) ? [] : [{ before: earlier, after: item }]
  })
  return [...kept, ...[...was].filter(([id]) => !becomes.has(id)).map(([, item]): ItemChange => ({ before: item, after: null }))]
}

function askedItems({ items, declared }: Checklist, points: number): ReadonlyMap<string, AskedItem> {
  const worth = pointsOf(items.map(({ id, weight }) => ({ id, credit: weight, of: weight })), points)
  const levels = manualLevels([{ declared }])
  const asksOf = (criterion: JudgedId): string => {
    const among = levels.get(criterion)
    return among === undefined ? criterion : `one of ${among.map(({ title, credit }) => `${title} (${Math.round(credit * 10_000) / 100} %)`).join(', ')}`
  }
  return new Map(items.map(({ id, title, required, criteria }, index) => [id, { title, points: worth[index]?.of ?? 0, required, asks: criteria.map((one) => asksOf(one.id)) }]))
}
