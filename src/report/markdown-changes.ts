import type { AssessmentRecord } from '../model/record.ts'
import { commitAddress } from './addresses.ts'
import { changesSince, type Change, type EarlierRecord } from './changes.ts'
import { outcomeWords, placeLink, titleOf } from './markdown-rows.ts'
import { codeLink, sentence } from './markdown-text.ts'

/** How many changes of each kind are told. */
const MOST_TOLD = 6

/** What changed since an earlier record, what became better first; one line where nothing did. */
export function changesSection(earlier: EarlierRecord, record: AssessmentRecord): string {
  const { better, worse, unseen, otherMeasure } = changesSince(earlier, record)
  const since = earlier.repository.commit === null ? 'last time'
    : codeLink(earlier.repository.commit.slice(0, 7), commitAddress({ url: record.repository.url, commit: earlier.repository.commit }))
  const measure = otherMeasure ? `\nThe checklist or the checks are not those of ${since === 'last time' ? since : 'that time'}, so a change may come from them.\n` : ''
  if (better.length + worse.length + unseen.length === 0) return `No outcome changed since ${since}.\n${measure}\n`
  return [
    `### Since ${since}\n\n`,
    ...toldLines(better.map((change) => betterLine(change, record))),
    ...toldLines(worse.map((change) => worseLine(change, record))),
    ...toldLines(unseen.map((change) => change.before === 'unknown'
      ? `- ${titleWords(change)} could be seen this time: ${outcomeWords(change.criterion.outcome, change.criterion, record)}.\n`
      : `- ${titleWords(change)} could not be seen this time; before it was ${change.before}. Nothing is held against it.\n`)),
    measure, '\n',
  ].join('')
}

/** What became better, as an entry of a list: from what to what, and where that is seen. What came in and fails at once is said to be there, since a failure is no strength. */
export function betterLine(change: Change, record: AssessmentRecord): string {
  const { criterion, before } = change
  if (criterion.outcome === 'failing') return `- ${titleWords(change)} was ${before}; it is there now, and its run fails${firstPlace(change, record)}.\n`
  return `- ${titleWords(change)} went from ${before} to ${outcomeWords(criterion.outcome, criterion, record)}${firstPlace(change, record)}.\n`
}

/** What became worse, as an entry of a list: from what to what, and what was found. */
export function worseLine(change: Change, record: AssessmentRecord): string {
  const { criterion, before } = change
  return `- ${titleWords(change)} went from ${before} to ${outcomeWords(criterion.outcome, criterion, record)}. ${sentence(criterion.found)}\n`
}

/** The first of some lines of one kind, and how many more there are. */
export function toldLines(lines: readonly string[]): readonly string[] {
  const rest = lines.length - MOST_TOLD
  return [...lines.slice(0, MOST_TOLD), ...(rest > 0 ? [`- and ${rest} more of this kind.\n`] : [])]
}

function titleWords({ criterion }: Change): string {
  return `**${titleOf(criterion.title)}**`
}

function firstPlace({ criterion }: Change, record: AssessmentRecord): string {
  const [first] = criterion.evidence
  return first === undefined ? '' : ` (${placeLink(first, record)})`
}
