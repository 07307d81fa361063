import type { Checklist } from '../model/checklist.ts'
import type { DeclaredId } from '../model/criterion.ts'
import { saidOrder, type Statement } from '../model/decision.ts'

/** An item that somebody added to their own by a command: only the staff of the course sets it. */
export type AddedItem = { readonly id: string; readonly criterion: DeclaredId; readonly title: string }

/** A repository has so many items at most that were added by comments. */
export const MOST_ADDED = 20
const LONGEST_TITLE = 120
const LONGEST_WORDS = 40
const LONGEST_NUMBER = 7

/**
 * The items that were added by command, in the order of time, at most 20. An id is made of the words alone, so that it stays the same whatever is added before; adding the same
 * words again adds nothing. `taken` are the ids of the other items: none of them is given twice.
 */
export function addedItems(statements: readonly Statement[], taken: ReadonlySet<string>): readonly AddedItem[] {
  const items = new Map<string, AddedItem>()
  for (const { text } of statements.filter(({ kind }) => kind === 'add').toSorted(saidOrder)) {
    const item = addedItem(text, taken)
    if (item !== null && !items.has(item.id)) items.set(item.id, item)
    if (items.size === MOST_ADDED) break
  }
  return [...items.values()]
}

/** The item that a text adds; null where it holds no words. */
export function addedItem(text: string, taken: ReadonlySet<string>): AddedItem | null {
  const title = titleOf(text)
  if (title === '') return null
  const words = `added-${wordsOf(text)}`
  const id = [words, `${words}-too`, `added-${numberOf(text)}`].find((one) => !taken.has(one)) ?? words
  return { id, criterion: `own:${id}`, title }
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

/** What stands between words, and takes nothing of them away. */
const BETWEEN = /[\s\p{Pd}\p{Pi}\p{Pf}_.,:;!?'"()/|*`…]+/gu

/** The words of a text; behind them a number of all of it, where they are cut, or where a letter or sign of it cannot stand in an id: other texts would have the same words. */
function wordsOf(text: string): string {
  const spoken = text.normalize('NFKD').toLowerCase().replace(/\p{M}+/gu, '').replace(BETWEEN, ' ').trim()
  const words = spoken.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  if (words.length <= LONGEST_WORDS && /^[a-z0-9 ]*$/.test(spoken)) return words === '' ? numberOf(spoken) : words
  return [words.slice(0, LONGEST_WORDS - LONGEST_NUMBER - 1).replace(/-$/, ''), numberOf(spoken)].filter((part) => part !== '').join('-')
}

/** A number of a text (FNV-1a). */
function numberOf(text: string): string {
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0
  return sum.toString(36)
}
