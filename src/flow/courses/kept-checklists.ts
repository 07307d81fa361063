import { createHash } from 'node:crypto'
import type { ChecklistReading } from '../../grade/checklist.ts'
import { asJudged, fitsRecord } from '../../grade/as-judged.ts'
import type { Checklist, JudgedBy } from '../../model/checklist.ts'
import type { Course } from '../../model/course.ts'
import type { KeptGist } from '../../model/gist.ts'
import type { AssessmentRecord, ChecklistName, ItemRecord } from '../../model/record.ts'
import type { ChecklistStore } from '../ports/checklist-port.ts'

/** Whose words the operator's own are: the checklists that come with the App, and those of courses in its files. */
export const OPERATOR = 'operator'

/** Whose words those of an organization are. */
export function scopeOf(accountId: number): string {
  return `account ${accountId}`
}

export type KeptParts = { readonly checklists: Pick<ChecklistStore, 'byDigest'>; readonly assessor: JudgedBy }

/** A checklist that was read, with the digest of what is written in it. */
export function withDigest({ checklist, written }: Extract<ChecklistReading, { readonly ok: true }>): Checklist {
  return { ...checklist, digest: createHash('sha256').update(written).digest('hex') }
}

/**
 * Keeps checklists before anything is judged by them, and gives those that are not kept, since another one is under their id and revision in the same scope: what was judged by that one would be shown under the name of another. Nothing is
 * kept in the place of another.
 */
export async function keepChecklists(checklists: readonly Checklist[], scope: string, store: Pick<ChecklistStore, 'keep'>, now: number): Promise<readonly Checklist[]> {
  const refused: Checklist[] = []
  for (const checklist of checklists) if (await store.keep({ scope, checklist, at: now }) !== checklist.digest) refused.push(checklist)
  return refused
}

/** Which of these checklists would not be kept: others are, under their ids and revisions. */
export async function unraisedAmong(checklists: readonly Checklist[], scope: string, store: Pick<ChecklistStore, 'digestOf'>): Promise<readonly Checklist[]> {
  const unraised: Checklist[] = []
  for (const checklist of checklists) {
    const kept = await store.digestOf(scope, checklist)
    if (kept !== null && kept !== checklist.digest) unraised.push(checklist)
  }
  return unraised
}

/** What is wrong with a checklist whose content was changed and whose revision was not. */
export function notRaised({ id, revision }: Pick<Checklist, 'id' | 'revision'>): string {
  return `revision: expected more than ${revision}, since the checklist "${id}" is kept with other content under revision ${revision}. Raise "revision" with each change, so that what was judged before stays as it was.`
}

/** What a course asks of its repositories now. A checklist that the course names was kept before the course was. */
export async function judgedByCourse({ settings: { checklist: named } }: Pick<Course, 'settings'>, { checklists, assessor: { checklist, practices } }: KeptParts): Promise<JudgedBy> {
  const own = named === null || named.digest === checklist.digest ? checklist : await checklists.byDigest(named.digest)
  if (own === null) throw new Error(`the checklist ${named?.id ?? ''} of a course, revision ${named?.revision ?? ''}, is not kept`)
  return { checklist: own, practices }
}

/**
 * The checklist and the practices that a record was judged by: as they are kept; of a record from before they were kept, the present ones where they join its criteria to the very items that it has,
 * else what the record itself tells of them.
 */
export async function judgedByOf(record: AssessmentRecord, parts: KeptParts): Promise<JudgedBy> {
  const { checklist, practices } = parts.assessor
  const of = async (name: ChecklistName | undefined, present: Checklist, items: readonly ItemRecord[]): Promise<Checklist> => {
    if (name?.digest !== undefined) {
      const kept = await keptOf(name.digest, present, parts)
      if (kept !== null) return kept
    }
    return fitsRecord(present, items, record) ? present : asJudged(items, present, name)
  }
  return { checklist: await of(record.checklist, checklist, record.items), practices: await of(record.practicesBy, practices, record.practices) }
}

/** The checklist and the practices that a gist names; null where one of them is not kept, so that only the record tells what it asked for. */
export async function keptListsOf({ checklist, practicesBy }: KeptGist, parts: KeptParts): Promise<JudgedBy | null> {
  const [asked, practices] = [await keptOf(checklist.digest, parts.assessor.checklist, parts), await keptOf(practicesBy.digest, parts.assessor.practices, parts)]
  return asked === null || practices === null ? null : { checklist: asked, practices }
}

async function keptOf(digest: string, present: Checklist, { checklists }: KeptParts): Promise<Checklist | null> {
  return digest === present.digest ? present : checklists.byDigest(digest)
}
