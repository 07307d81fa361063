import type { AddedItem } from '../../grade/added-items.ts'
import { cleanLine } from '../text/clean-text.ts'
import { code, sentence } from '../text/markdown-text.ts'

type Titled = Pick<AddedItem, 'id' | 'title'>

/** `/add`: an own item, which the staff judges, by its short name. */
export function addAnswer(item: Titled): string {
  return `Added to your own items: ${itemWords(item)}. It stands beside the checklist, and the staff of the course judges it.\n`
}

/** `/add` of an item that is there. */
export function addedAlready(item: Titled): string {
  return `${itemWords(item)} is among your own items already, so nothing was added.\n`
}

/** `/add` where there is no room for one more. */
export function noRoom(most: number): string {
  return `${most} own items were added already, and that is the most that a repository can have. The ones that are there stay.\n`
}

function itemWords({ id, title }: Titled): string {
  return `“${sentence(cleanLine(title, 120))}” (${code(id)})`
}
