import type { Gradebook, RepositoryGrade } from '../model/gradebook.ts'
import type { RejudgedItem, RejudgedGrade } from '../model/rejudging-preview.ts'
import { differsInPoints, gradesSideBySide } from './grade-changes.ts'

/** The rows of two gradebooks of one class, without a re-judging and with it, in which points or the outcome of an item differ; by repository and student. */
export function rejudgedGrades(without: Gradebook, withIt: Gradebook): readonly (RejudgedGrade & { readonly repositoryId: number })[] {
  return gradesSideBySide(without, withIt).map((row) => ({ ...row, items: itemChanges(row.before, row.after) })).filter((row) => row.items.length > 0 || differsInPoints(row))
}

/** The items of two grades of one commit that differ. Where another commit counts, or none did, the items are not the same ones. */
function itemChanges(before: RepositoryGrade | null, after: RepositoryGrade | null): readonly RejudgedItem[] {
  const earlier = new Map((before?.items ?? []).map((item) => [item.id, item]))
  return (after?.items ?? []).flatMap((item) => {
    const one = earlier.get(item.id)
    if (one === undefined || (one.outcome === item.outcome && one.points === item.points)) return []
    return [{ id: item.id, title: item.title, before: { outcome: one.outcome, points: one.points }, after: { outcome: item.outcome, points: item.points } }]
  })
}
