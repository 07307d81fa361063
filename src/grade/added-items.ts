import type { Checklist } from '../model/checklist.ts'
import type { DeclaredId } from '../model/criterion.ts'
import { saidOrder, type Statement } from '../model/decision.ts'

/** An item that somebody added to their own by a command: only the staff of the course sets it. */
export type AddedItem = { readonly id: string; readonly criterion: DeclaredId; readonly title: string }

const MOST = 20
const LONGEST_TITLE = 120
const LONGEST_ID = 40

/**
 * The items that were added by command, in the order of time, at most 20. An id is made of the words alone, so that it stays the same whatever is added before; adding the same
 * words again adds nothing. `taken` are the ids of the other items: none of them is given twice.
 */
export function addedItems(statements: readonly Statement[], taken: ReadonlySet<string>): readonly AddedItem[] {
  const items = new Map<string, AddedItem>()
  for (const { text } of statements.filter(({ kind }) => kind === 'add').toSorted(saidOrder)) {
    const title = titleOf(text)
    if (title === '') continue
    const words = `added-${wordsOf(title)}`
    const id = taken.has(words) ? `${words}-too` : words
    if (taken.has(id) || items.has(id)) continue
    items.set(id, { id, criterion: `own:${id}`, title })
    if (items.size === MOST) break
  }
  return [...items.values()]
}

/** A student's own checklist with the items that were added, each to be set by the staff. */
export function withAddedItems(own: Checklist, added: readonly AddedItem[]): Checklist {
  return {
    ...own,
    items: [...own.items, ...added.map(({ id, criterion, title }) => ({ id, title, group: 'Own items', required: false, weight: 1, lesson: '', criteria: [{ id: criterion, weight: 1, required: true, requires: [] }] }))],
  }
}

function titleOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= LONGEST_TITLE ? line : `${line.slice(0, LONGEST_TITLE - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

function wordsOf(title: string): string {
  const words = title.normalize('NFKD').toLowerCase().replace(/\p{M}+/gu, '').replace(/[^a-z0-9]+/g, '-')
  return words.slice(0, LONGEST_ID).replace(/^-|-$/g, '') || numberOf(title)
}

/** Words of another alphabet: a number that is theirs (FNV-1a). */
function numberOf(text: string): string {
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0
  return sum.toString(36)
}
