import type { AssessmentRecord } from '../../model/record.ts'
import { code } from '../text/markdown-text.ts'
import { nextAction } from '../next-action.ts'
import { stepNumber } from '../words/step-words.ts'

/** How one asks for more in a comment, with the names of what is open here: a sentence of Markdown. */
export function askedBy(record: AssessmentRecord): string {
  const action = nextAction(record)
  const open = record.items.find(({ outcome }) => outcome !== 'verified') ?? record.items[0]
  const commands = [
    '/status',
    ...(open === undefined ? [] : [`/why ${open.id}`]),
    ...(action === null ? [] : [`/hint ${action.kind === 'step' ? stepNumber(action.step) : action.open.criterion.id}`]),
    '/check',
  ]
  return `Ask in a comment: ${commands.map((one) => code(one)).join(', ')}; ${code('/help')} lists all.`
}
