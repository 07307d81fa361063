import { cleanLine } from '../clean-text.ts'
import { sentence } from '../markdown-text.ts'

/** `/add`: an own item, which the staff judges. */
export function addAnswer(title: string): string {
  return `Added to your own items: “${sentence(cleanLine(title, 120))}”. It stands beside the checklist, and the staff of the course judges it.\n`
}

/** `/add` where there is no room for one more. */
export function noRoom(most: number): string {
  return `There are ${most} own items already, and that is the most that a repository can have. The ones that are there stay.\n`
}
