import type { ChecklistName } from '../../model/record.ts'
import type { KeptGist, RecordGist } from '../../model/gist.ts'

/** The gist of an automatic record, to be kept beside it. Null where it was judged by lists that are not kept under a digest: what those asked for is told by the record alone. */
export function gistOf({ checklist, practicesBy, criteria, items }: RecordGist): KeptGist | null {
  if (!isDigested(checklist) || practicesBy === undefined || !isDigested(practicesBy)) return null
  return {
    checklist, practicesBy,
    criteria: criteria.map(({ id, outcome, basis, blockedBy, excused }) => ({ id, outcome, basis, blockedBy, excused })),
    items: items.map(({ id, outcome, credit, of }) => ({ id, outcome, credit, of })),
  }
}

function isDigested(name: ChecklistName): name is KeptGist['checklist'] {
  return name.digest !== undefined
}
