import type { Gradebook, GradebookRow, RepositoryGrade } from '../model/gradebook.ts'
import type { RejudgedItem, RejudgedGrade } from '../model/rejudging-preview.ts'

/** The rows of two gradebooks of one class, without a re-judging and with it, in which points or the outcome of an item differ; by repository and student. */
export function rejudgedGrades(without: Gradebook, withIt: Gradebook): readonly (RejudgedGrade & { readonly repositoryId: number })[] {
  const earlier = new Map(without.rows.map((row) => [keyOf(row), row.grade]))
  return withIt.rows.flatMap((row) => {
    if (row.repository === null) return []
    const [before, after] = [earlier.get(keyOf(row)) ?? null, row.grade]
    const items = itemChanges(before, after)
    const isSame = items.length === 0 && before?.points === after?.points && before?.of === after?.of
    return isSame ? [] : [{ student: row.student, repositoryId: row.repository.id, repository: row.repository.name, before, after, items }]
  })
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

function keyOf({ student, repository }: GradebookRow): string {
  return JSON.stringify([student.key, repository?.id ?? null])
}
