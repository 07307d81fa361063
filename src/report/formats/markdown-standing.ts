import type { Outcome } from '../../model/criterion.ts'
import type { AssessmentRecord, ItemRecord } from '../../model/record.ts'
import { commitAddress } from '../text/addresses.ts'
import { inWords } from '../gradebook/counted.ts'
import { askTheStaff } from '../words/decided-words.ts'
import { isNotGradedYet, NOT_GRADED_YET } from '../gradebook/graded-by-people.ts'
import { titleOf } from './markdown-rows.ts'
import { code, codeLink, sentence } from '../text/markdown-text.ts'
import { stepsLine } from './markdown-steps.ts'
import { nextAction } from '../next-action.ts'
import { OUTCOME_MARKS } from '../words/outcome-words.ts'
import { stepNumber } from '../words/step-words.ts'

/** Whether an item is in place: all of it is there, whether its proof was seen or not. */
export function isInPlace({ outcome }: ItemRecord): boolean {
  return outcome === 'verified' || outcome === 'present'
}

/** The items of the checklist that count: all but those that are excused. */
export function countedItems({ items }: AssessmentRecord): readonly ItemRecord[] {
  return items.filter(({ excused }) => excused === undefined)
}

/** Where the student is, in one line: how many items are in place, at which commit, and how many have each outcome; how many of the capstone's steps are done, where they are followed. */
export function whereLine(record: AssessmentRecord): string {
  const { repository } = record
  const items = countedItems(record)
  const excused = record.items.length - items.length
  const counts = (Object.keys(OUTCOME_MARKS) as readonly Outcome[]).flatMap((outcome) => {
    const count = items.filter((item) => item.outcome === outcome && !isNotGradedYet(item, record)).length
    return count === 0 ? [] : [`${OUTCOME_MARKS[outcome]}&nbsp;${count}&nbsp;${outcome}`]
  })
  const awaited = items.filter((item) => isNotGradedYet(item, record)).length
  const besides = [...(awaited === 0 ? [] : [`${awaited}&nbsp;${NOT_GRADED_YET.replaceAll(' ', '&nbsp;')}`]), ...(excused === 0 ? [] : [`${excused}&nbsp;excused`])]
  const project = repository.project === '.' ? '' : ` in ${code(repository.project)}`
  return `**${items.filter(isInPlace).length} of ${items.length} items are in place** ${commitWords(record)}${project}: ${[...counts, ...besides].join(', ')}.${stepsLine(record)}`
}

/** The one next step, or why there is none. */
export function nextLine(record: AssessmentRecord): string {
  const action = nextAction(record)
  if (action !== null) return `**Next:** ${sentence(action.next)} This is ${action.kind === 'step' ? `step ${stepNumber(action.step)}, “${titleOf(action.step.title)}”` : `for “${titleOf(action.open.item.title)}”`}.`
  const asked = askTheStaff(record)
  if (asked !== null) return `**Next:** ${asked}`
  const items = countedItems(record)
  const awaited = items.filter((item) => isNotGradedYet(item, record))
  if (items.some((item) => item.outcome === 'unknown' && !awaited.includes(item))) return '**Next:** nothing is open among what could be seen. What could not be seen is listed below; nothing is held against it.'
  if (items.some(({ outcome }) => outcome === 'present')) return '**Next:** all that the files can show is there. What is present becomes verified when its proof is seen: a run of CI, a deployment, an answer of the service.'
  return awaited.length === 0
    ? '**Next:** nothing is open. Every item is verified.'
    : `**Next:** nothing is open. ${inWords(awaited.map(({ title }) => `“${titleOf(title)}”`))} ${awaited.length === 1 ? 'is' : 'are'} for the course's staff to grade; nothing is held against it.`
}

/** What “present” means, where something is. */
export function legend(record: AssessmentRecord): string {
  if (!record.criteria.some(({ outcome }) => outcome === 'present')) return ''
  return '“Present” means that all of it is in the files, and its proof (a run of CI, a deployment, an answer of the service) has not been seen yet.\n\n'
}

/** What was read and by what, small; `more` is one sentence of Markdown of ours. */
export function footer(record: AssessmentRecord, more: string): string {
  const { checklist, engine, repository } = record
  return `---\n\n<sub>${code(repository.name)} ${commitWords(record)}; checklist ${code(checklist.id)}, revision ${checklist.revision}; engine ${code(engine.version)}.${more === '' ? '' : ` ${more}`}</sub>\n`
}

function commitWords({ repository }: AssessmentRecord): string {
  if (repository.commit === null) return 'as the files lie on disk'
  return `at ${codeLink(repository.commit.slice(0, 7), commitAddress(repository))}`
}
