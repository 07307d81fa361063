import type { AssessmentRecord } from '../../model/record.ts'
import type { EarlierRecord } from '../changes.ts'
import { fitted, type Part } from '../text/fit.ts'
import type { LessonLinks } from '../words/lesson-words.ts'
import { changesSection } from './markdown-changes.ts'
import { foldedSections, type Folded } from './markdown-criteria.ts'
import { openedActions } from './markdown-opened.ts'
import { checklistRows } from './markdown-rows.ts'
import { footer, legend, nextLine, whereLine } from './markdown-standing.ts'
import { stepRows } from './markdown-steps.ts'
import { pullSection, type PullBase } from '../published/pull-changes.ts'

export type MarkdownOptions = LessonLinks & {
  /** The record of last time, of the same repository; null where there is none. */
  readonly earlier: EarlierRecord | null
  /** How a reader asks for more: one sentence of Markdown that is ours, not a repository's. */
  readonly more: string
  /** What stands in the place of the next step, and of all that is opened: a paragraph of Markdown. */
  readonly instead?: string
  /** Paragraphs of Markdown to stand below the next step; empty for none. */
  readonly note?: string
  /** Paragraphs of Markdown to stand below what is opened: what was counted; empty for none. */
  readonly counted?: string
  /** What the pull request that it speaks of is compared with. */
  readonly pull?: PullBase | undefined
  /** The most bytes of UTF-8 that the whole may hold. */
  readonly limit?: number
}

/** GitHub refuses a comment of more than 65,536 characters; in bytes the limit holds for characters too. */
const LONGEST_COMMENT = 65_535
const OPENED = 3

/**
 * The record as a comment on GitHub: where the student is, the one next step, what the pull request moves and breaks, what changed since last time, the checklist
 * with links, at most three things opened, what was counted, the rest folded, and what was read. It shows no points, and the same record gives the same text. What is
 * too long is cut from its folded part.
 */
export function markdownReport(record: AssessmentRecord, options: MarkdownOptions): string {
  const { sections, criteria } = openedActions(record, options.instead === undefined ? OPENED : 0, options)
  const { earlier, pull } = options
  return fitted([
    `## Capstone checklist\n\n${whereLine(record)}\n\n${options.instead ?? nextLine(record)}\n\n`,
    (options.note ?? '') === '' ? '' : `${options.note}\n\n`,
    pull === undefined ? '' : pullSection(pull, record),
    // A pull request's first commit is compared with its base once.
    earlier === null || (pull?.record !== undefined && pull.record?.repository.commit === earlier.repository.commit) ? '' : changesSection(earlier, record),
    '### Item by item\n\n', ...checklistTable(record, 'a comment'),
    ...(sections.length === 0 ? [] : [sections.length === 1 ? '### What to do next\n\n' : '### What to do next, in this order\n\n']),
    { order: 1, entries: sections, cut: (left) => `${left} more ${left === 1 ? 'thing does' : 'things do'} not fit into a comment.\n\n` },
    (options.counted ?? '') === '' ? '' : `${options.counted}\n\n`,
    ...stepsTable(record, 'a comment'),
    ...foldedParts(foldedSections(record, criteria), 'a comment'),
    footer(record, options.more),
  ], options.limit ?? LONGEST_COMMENT)
}

/** The checklist as a table with its legend; its rows are the last to be cut. `where` names what has no room for more: `a comment`. */
export function checklistTable(record: AssessmentRecord, where: string): readonly Part[] {
  return [
    `| Item | Outcome | Evidence |\n| --- | --- | --- |\n`,
    { order: 2, entries: checklistRows(record), cut: (left) => `| and ${left} more rows, which do not fit into ${where} | | |\n` },
    `\n${legend(record)}`,
  ]
}

/** The steps of the capstone as a folded table; nothing where they are not followed. */
export function stepsTable(record: AssessmentRecord, where: string): readonly Part[] {
  const rows = stepRows(record)
  if (rows.length === 0) return []
  const done = record.steps.filter(({ state }) => state === 'done').length
  return [
    `<details><summary>The steps of the capstone (${done} of ${record.steps.length} done)</summary>\n\n| Step | State | Shown by |\n| --- | --- | --- |\n`,
    { order: 2, entries: rows, cut: (left) => `| and ${left} more rows, which do not fit into ${where} | | |\n` },
    '\n</details>\n\n',
  ]
}

/** Sections folded away; their entries are the first to be cut, from the last section back. */
export function foldedParts(folded: readonly Folded[], where: string): readonly Part[] {
  return folded.flatMap(({ summary, entries }, index): readonly Part[] => [
    `<details><summary>${summary}</summary>\n\n`,
    { order: -index, entries, cut: (left: number) => `- ${left} more ${left === 1 ? 'entry is' : 'entries are'} left out: ${where} holds no more.\n` },
    '\n</details>\n\n',
  ])
}
