import type { AskedItem, ChecklistChange, ItemChange } from '../../model/course-preview.ts'
import type { CourseRow } from './course-words.ts'
import { counted } from '../gradebook/counted.ts'

const MOST = 50

/** What another checklist changes, a line for each item that comes, goes or changes, and one for what the kept judgements do not tell. */
function checklistChangeRows({ before, after, items, untold }: ChecklistChange): readonly CourseRow[] {
  const title = before.title === after.title ? [] : [{ label: 'checklist', says: `its title: “${before.title}” → “${after.title}”` }]
  return [
    ...title, ...items.slice(0, MOST).map((change) => ({ label: 'item', says: itemWords(change) })),
    ...(items.length > MOST ? [{ label: 'items', says: `and ${counted(items.length - MOST, 'item')} more` }] : []),
    ...(items.length === 0 ? [{ label: 'items', says: 'each asks for the same and is worth the same' }] : []),
    ...(untold.length === 0 ? [] : [{ label: 'not counted', says: `${untold.slice(0, MOST).map(quoted).join(', ')}: what repositories have of it is known once commits are judged by this checklist` }]),
  ]
}

/** What becomes of a course, with what another checklist asks behind the line that names it. */
export function withChecklistRows(rows: readonly CourseRow[], change: ChecklistChange | null): readonly CourseRow[] {
  if (change === null) return rows
  const behind = rows.findIndex(({ label }) => label === 'checklist') + 1
  return [...rows.slice(0, behind), ...checklistChangeRows(change), ...rows.slice(behind)]
}

function itemWords(change: ItemChange): string {
  if (change.before === null) return `also asked: ${itemShown(change.after)}`
  const { before, after, isJudgedAnew } = change
  if (after === null) return `no longer asked: ${itemShown(before)}`
  const parts = [
    ...(before.title === after.title ? [] : [`now “${after.title}”`]),
    ...(before.points === after.points ? [] : [`${pointsShown(before)} → ${pointsShown(after)} points`]),
    ...(before.required === after.required ? [] : [`${requiredWord(before)} → ${requiredWord(after)}`]),
    ...(before.asks.join() === after.asks.join() ? [] : [`asks for ${before.asks.join(', ')} → ${after.asks.join(', ')}`]),
    ...(isJudgedAnew ? ['judged in another way'] : []),
  ]
  return `${quoted(before.title)}: ${parts.join('; ')}`
}

function itemShown(item: AskedItem): string {
  return `${quoted(item.title)}, ${pointsShown(item)} points${item.required ? '' : ', not required'}`
}

function pointsShown({ points }: AskedItem): string {
  return points.toFixed(2)
}

function requiredWord({ required }: AskedItem): string {
  return required ? 'required' : 'not required'
}

function quoted(title: string): string {
  return `“${title}”`
}
