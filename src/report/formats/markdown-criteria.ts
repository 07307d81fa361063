import type { JudgedId } from '../../model/criterion.ts'
import type { AssessmentRecord, CriterionRecord } from '../../model/record.ts'
import { lessonWords, type LessonLinks } from '../words/lesson-words.ts'
import { placesLine } from './markdown-places.ts'
import { outcomeWords, placeLink, titleOf } from './markdown-rows.ts'
import { code, sentence } from '../text/markdown-text.ts'
import type { NextStep } from '../next-steps.ts'
import { proofOf } from '../text/places.ts'

/** How many places of each kind are shown beside a criterion. */
const MOST_PLACES = 3

export type Folded = { readonly summary: string; readonly entries: readonly string[] }

/** Each step opened: looked for, found, where, next, lesson. They are counted from `first`. */
export function openedSections(steps: readonly NextStep[], record: AssessmentRecord, links: LessonLinks, first = 1): readonly string[] {
  return steps.map(({ criterion }, index) => [
    `**${index + first}. ${titleOf(criterion.title)}** (${code(criterion.id)}): ${outcomeWords(criterion.outcome, criterion, record)}\n\n`,
    `- **Looked for:** ${sentence(criterion.lookedFor)}\n`,
    `- **Found:** ${sentence(criterion.found)}\n`,
    placesLine('Where', criterion.evidence, record, MOST_PLACES),
    placesLine('Against', criterion.against, record, MOST_PLACES),
    `- **Next:** ${sentence(criterion.next)}\n`,
    criterion.lesson === '' ? '\n' : `- **Lesson:** ${lessonWords(criterion.lesson, links)}\n\n`,
  ].join(''))
}

/** What is folded away: the other criteria, the practices beside the checklist, what could not be read. Summaries are our own words, ready for HTML. */
export function foldedSections(record: AssessmentRecord, opened: ReadonlySet<JudgedId>): readonly Folded[] {
  const asked = new Set(record.items.flatMap((item) => item.criteria))
  const closed = record.criteria.filter(({ id }) => !opened.has(id))
  const rest = closed.filter(({ id }) => asked.has(id))
  const ownIds = new Set(record.own.flatMap((item) => item.criteria))
  const practices = closed.filter(({ id }) => !asked.has(id) && !ownIds.has(id))
  const own = closed.filter(({ id }) => ownIds.has(id))
  return [
    { summary: `${opened.size === 0 ? 'What was found' : 'What was found for the rest'} (${rest.length})`, entries: rest.map((one) => entry(one, record)) },
    { summary: `Practices from the earlier lessons, beside the checklist (${practices.length})`, entries: practices.map((one) => entry(one, record)) },
    { summary: `Own items from .capstone.yml, beside the checklist (${own.length})`, entries: own.map((one) => entry(one, record)) },
    { summary: `Could not be read (${record.gaps.length}); nothing is held against it`, entries: record.gaps.map((gap) => `- ${code(gap.path)}: ${sentence(gap.reason)}\n`) },
    { summary: `Files that need a look (${record.problems.length})`, entries: record.problems.map((problem) => `- ${problem.path === '' ? '' : `${code(problem.line > 0 ? `${problem.path}:${problem.line}` : problem.path)}: `}${sentence(problem.says)}\n`) },
  ].filter(({ entries }) => entries.length > 0)
}

function entry(criterion: CriterionRecord, record: AssessmentRecord): string {
  const first = proofOf(criterion)
  const place = first === null ? '' : ` (${placeLink(first, record)})`
  const next = criterion.next === '' ? '' : ` **Next:** ${sentence(criterion.next)}`
  return `- **${titleOf(criterion.title)}** (${code(criterion.id)}): ${outcomeWords(criterion.outcome, criterion, record)}${place}. ${sentence(criterion.found)}${next}\n`
}
