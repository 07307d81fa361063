import type { Checklist, ChecklistCriterion, DeclaredItem } from '../model/checklist.ts'
import type { AskedItem, ItemChange } from '../model/course-preview.ts'
import type { JudgedId } from '../model/criterion.ts'
import { manualLevels } from './manual-levels.ts'
import { pointsOf } from './points.ts'

/** What becomes of the items of a checklist, in the order of the one that comes, what goes last; what stays as it is is left out. `points` is what the whole is worth. */
export function itemChanges(before: Checklist, after: Checklist, points: number): readonly ItemChange[] {
  const [was, becomes] = [askedItems(before, points), askedItems(after, points)]
  const anew = judgedAnew(before, after)
  const kept = [...becomes].flatMap(([id, item]): readonly ItemChange[] => {
    const earlier = was.get(id) ?? null
    if (earlier === null) return [{ before: null, after: item }]
    const isJudgedAnew = after.items.some((one) => one.id === id && one.criteria.some((part) => anew.has(part.id)))
    return !isJudgedAnew && JSON.stringify(earlier) === JSON.stringify(item) ? [] : [{ before: earlier, after: item, isJudgedAnew }]
  })
  return [...kept, ...[...was].filter(([id]) => !becomes.has(id)).map(([, item]): ItemChange => ({ before: item, after: null, isJudgedAnew: false }))]
}

/** The items that a checklist declares under the ids of another one and judges in another way, so that what was found by that one tells nothing of them. Levels that people choose from are no judgement of the App's. */
export function judgedAnew(before: Checklist, after: Checklist): ReadonlySet<JudgedId> {
  const was = new Map(before.declared.map((one) => [one.id, judgedHow(one)]))
  return new Set(after.declared.flatMap((one) => was.has(one.id) && was.get(one.id) !== judgedHow(one) ? [one.id] : []))
}

function judgedHow(one: DeclaredItem): string {
  return one.kind === 'manual' ? 'people' : JSON.stringify([one.when, one.partly, one.proof])
}

/** What is not as usual of a criterion within its item. */
function withWeight(asks: string, { weight, required }: ChecklistCriterion): string {
  const parts = [...weight === 1 ? [] : [`weight ${weight}`], ...required ? [] : ['not required']]
  return parts.length === 0 ? asks : `${asks} (${parts.join(', ')})`
}

function askedItems({ items, declared }: Checklist, points: number): ReadonlyMap<string, AskedItem> {
  const worth = pointsOf(items.map(({ id, weight }) => ({ id, credit: weight, of: weight })), points)
  const levels = manualLevels([{ declared }])
  const asksOf = (criterion: JudgedId): string => {
    const among = levels.get(criterion)
    return among === undefined ? criterion : `one of ${among.map(({ title, credit }) => `${title} (${Math.round(credit * 10_000) / 100} %)`).join(', ')}`
  }
  return new Map(items.map(({ id, title, required, criteria }, index) => [id, { title, points: worth[index]?.of ?? 0, required, asks: criteria.map((one) => withWeight(asksOf(one.id), one)) }]))
}
