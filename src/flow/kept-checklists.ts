import { createHash } from 'node:crypto'
import type { ChecklistReading } from '../grade/checklist.ts'
import { asJudged, fitsRecord } from '../grade/as-judged.ts'
import type { Checklist, JudgedBy } from '../model/checklist.ts'
import type { AssessmentRecord, ChecklistName, ItemRecord } from '../model/record.ts'
import type { ChecklistStore } from './checklist-port.ts'

/** Whose words the operator's own are: the checklists that come with the App, and those of courses in its files. */
export const OPERATOR = 'operator'

export type KeptParts = { readonly checklists: Pick<ChecklistStore, 'byDigest'>; readonly assessor: JudgedBy }

/** A checklist that was read, with the digest of what is written in it. */
export function withDigest({ checklist, written }: Extract<ChecklistReading, { readonly ok: true }>): Checklist {
  return { ...checklist, digest: createHash('sha256').update(written).digest('hex') }
}

/**
 * Keeps checklists before anything is judged by them, and says of each that is not the one that is kept under its id and revision in the same scope: what was judged by that one would be shown under the name of another. Nothing is
 * kept in the place of another.
 */
export async function keepChecklists(checklists: readonly Checklist[], scope: string, store: Pick<ChecklistStore, 'keep'>, now: number): Promise<readonly string[]> {
  const says: string[] = []
  for (const checklist of checklists) {
    const digest = await store.keep({ scope, checklist, at: now })
    if (digest !== checklist.digest) says.push(notRaised(checklist))
  }
  return says
}

/** What is wrong with a checklist whose content was changed and whose revision was not. */
function notRaised({ id, revision }: Pick<Checklist, 'id' | 'revision'>): string {
  return `revision: expected more than ${revision}, since the checklist "${id}" is kept with other content under revision ${revision}. Raise "revision" with each change, so that what was judged before stays as it was.`
}

/**
 * The checklist and the practices that a record was judged by: as they are kept; of a record from before they were kept, the present ones where they join its criteria to the very items that it has,
 * else what the record itself tells of them.
 */
export async function judgedByOf(record: AssessmentRecord, { checklists, assessor: { checklist, practices } }: KeptParts): Promise<JudgedBy> {
  const of = async (name: ChecklistName | undefined, present: Checklist, items: readonly ItemRecord[]): Promise<Checklist> => {
    if (name?.digest !== undefined) {
      const kept = name.digest === present.digest ? present : await checklists.byDigest(name.digest)
      if (kept !== null) return kept
    }
    return fitsRecord(present, items, record) ? present : asJudged(items, present, name)
  }
  return { checklist: await of(record.checklist, checklist, record.items), practices: await of(record.practicesBy, practices, record.practices) }
}
