import type { Checklist } from '../model/checklist.ts'
import type { AssessmentRecord, ChecklistName, ItemRecord } from '../model/record.ts'
import { gradeOf, itemsOf } from './grade.ts'

/** Whether a checklist joins the criteria of an automatic record to the very items that the record has: then it is the one that it was judged by, as far as anything could tell. */
export function fitsRecord(checklist: Checklist, items: readonly ItemRecord[], { criteria }: AssessmentRecord): boolean {
  return JSON.stringify(itemsOf(checklist, new Map(criteria.map((criterion) => [criterion.id, criterion])))) === JSON.stringify(items)
}

/** An automatic record as if its criteria were joined by another checklist. Of what it was not judged by, nothing counts. */
export function joinedBy(record: AssessmentRecord, checklist: Checklist): AssessmentRecord {
  const criteria = new Map(record.criteria.map((criterion) => [criterion.id, criterion]))
  const items = itemsOf(checklist, criteria)
  const { id, revision, digest } = checklist
  return { ...record, checklist: { id, revision, ...digest === undefined ? {} : { digest } }, items, grade: gradeOf(items, criteria) }
}

/**
 * The checklist of a record from before checklists were kept, as far as the record tells: its items with what they ask for and what they are worth. What a record does not tell (what criteria weigh within an item, the worth of what
 * could not be seen, which outcome earns how much) is as in the present one.
 */
export function asJudged(items: readonly ItemRecord[], present: Checklist, name: ChecklistName | undefined): Checklist {
  return {
    id: name?.id ?? present.id, title: present.title, revision: name?.revision ?? present.revision, credit: present.credit, declared: present.declared,
    items: items.map(({ id, title, group, required, criteria, of }) => {
      const now = present.items.find((item) => item.id === id)
      return {
        id, title, group, required, lesson: now?.lesson ?? '', weight: of > 0 ? of : now?.weight ?? 1,
        criteria: criteria.map((criterion) => now?.criteria.find((part) => part.id === criterion) ?? { id: criterion, weight: 1, required: true, requires: [] }),
      }
    }),
  }
}
