import type { AssessmentRecord } from '../../model/record.ts'
import { commitAddress } from '../text/addresses.ts'
import { changesSince, type Change, type EarlierRecord } from '../changes.ts'
import { outcomeWords, placeLink, titleOf } from './markdown-rows.ts'
import { codeLink, sentence } from '../text/markdown-text.ts'

/** How many changes of each kind are told whole, and how many more are named. */
const MOST_TOLD = 6
const MOST_NAMED = 30

/** One entry of a list of changes: its whole line, and the title by which it is named where there are many. */
export type Told = { readonly title: string; readonly line: string }

/** What changed since an earlier record, what became better first; one line where nothing did. */
export function changesSection(earlier: EarlierRecord, record: AssessmentRecord): string {
  const { better, worse, unseen, otherMeasure } = changesSince(earlier, record)
  const since = earlier.repository.commit === null ? 'last time'
    : codeLink(earlier.repository.commit.slice(0, 7), commitAddress({ url: record.repository.url, commit: earlier.repository.commit }))
  const measure = otherMeasure ? `\nThe checklist or the checks are not those of ${since === 'last time' ? since : 'that time'}, so a change may come from them.\n` : ''
  if (better.length + worse.length + unseen.length === 0) return `No outcome changed since ${since}.\n${measure}\n`
  return [
    `### Since ${since}\n\n`,
    ...toldLines(better.map((change) => betterChange(change, record))),
    ...toldLines(worse.map((change) => worseChange(change, record))),
    ...toldLines(unseen.map((change): Told => ({ title: titleWords(change), line: unseenLine(change, record) }))),
    measure, '\n',
  ].join('')
}

/** What became better, as an entry of a list: from what to what, and where that is seen. What came in and fails at once is said to be there, since a failure is no strength. */
export function betterChange(change: Change, record: AssessmentRecord): Told {
  const { criterion, before } = change
  const title = titleWords(change)
  if (criterion.outcome === 'failing') return { title, line: `- ${title} was ${before}; it is there now, and its run fails${firstPlace(change, record)}.\n` }
  return { title, line: `- ${title} went from ${before} to ${outcomeWords(criterion.outcome, criterion, record)}${firstPlace(change, record)}.\n` }
}

/** What became worse, as an entry of a list: from what to what, and what was found. */
export function worseChange(change: Change, record: AssessmentRecord): Told {
  const { criterion, before } = change
  const title = titleWords(change)
  return { title, line: `- ${title} went from ${before} to ${outcomeWords(criterion.outcome, criterion, record)}. ${sentence(criterion.found)}\n` }
}

/** The first of some changes of one kind as lines, and the others by their titles. */
export function toldLines(told: readonly Told[]): readonly string[] {
  const others = told.slice(MOST_TOLD).map(({ title }) => title)
  const unnamed = others.length - MOST_NAMED
  return [...told.slice(0, MOST_TOLD).map(({ line }) => line), ...(others.length > 0 ? [`- And ${others.length} more: ${others.slice(0, MOST_NAMED).join('; ')}${unnamed > 0 ? `; and ${unnamed} others` : ''}.\n`] : [])]
}

function unseenLine(change: Change, record: AssessmentRecord): string {
  return change.before === 'unknown'
    ? `- ${titleWords(change)} could be seen this time: ${outcomeWords(change.criterion.outcome, change.criterion, record)}.\n`
    : `- ${titleWords(change)} could not be seen this time; before it was ${change.before}. Nothing is held against it.\n`
}

function titleWords({ criterion }: Change): string {
  return `**${titleOf(criterion.title)}**`
}

function firstPlace({ criterion }: Change, record: AssessmentRecord): string {
  const [first] = criterion.evidence
  return first === undefined ? '' : ` (${placeLink(first, record)})`
}
