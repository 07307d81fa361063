import type { AssessmentRecord, ChecklistName, CriterionRecord, ItemRecord } from './record.ts'

/** All of a criterion that points are made of. */
export type CriterionGist = Pick<CriterionRecord, 'id' | 'outcome' | 'basis' | 'blockedBy' | 'excused'>

/** All of an item that points are made of. */
export type ItemGist = Pick<ItemRecord, 'id' | 'outcome' | 'credit' | 'of'>

/**
 * All of an automatic record that points are made of, once it is known what was decided: its criteria and the items of its checklist, without what they are shown with, and by which lists it was judged. A record is one of itself; of what a gist
 * leaves out nothing can be read by mistake, since it has no field for it.
 */
export type RecordGist = Pick<AssessmentRecord, 'checklist' | 'practicesBy'> & { readonly criteria: readonly CriterionGist[]; readonly items: readonly ItemGist[] }

/** A gist as it is kept apart from its record: what was judged by lists that are kept, which are found by their digests. */
export type KeptGist = RecordGist & { readonly checklist: Digested; readonly practicesBy: Digested }

type Digested = ChecklistName & { readonly digest: string }
