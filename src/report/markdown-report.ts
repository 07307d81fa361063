import type { AssessmentRecord } from '../model/record.ts'
import type { EarlierRecord } from './changes.ts'
import { fitted, type Part } from './fit.ts'
import type { LessonLinks } from './lesson-words.ts'
import { changesSection } from './markdown-changes.ts'
import { foldedSections, openedSections, type Folded } from './markdown-criteria.ts'
import { checklistRows } from './markdown-rows.ts'
import { footer, legend, nextLine, whereLine } from './markdown-standing.ts'
import { nextSteps } from './next-steps.ts'

export type MarkdownOptions = LessonLinks & {
  /** The record of last time, of the same repository; null where there is none. */
  readonly earlier: EarlierRecord | null
  /** How a reader asks for more: one sentence of Markdown that is ours, not a repository's. */
  readonly more: string
  /** A paragraph of Markdown to stand below the next step; empty for none. */
  readonly note?: string
  /** The most bytes of UTF-8 that the whole may hold. */
  readonly limit?: number
}

/** GitHub refuses a comment of more than 65,536 characters; in bytes the limit holds for characters too. */
const LONGEST_COMMENT = 65_535
const OPENED = 3

/**
 * The record as a comment on GitHub: where the student is, the one next step, what changed, the checklist with links, at most three items opened,
 * the rest folded, and what was read. It shows no points, and the same record gives the same text. What is too long is cut from its folded part.
 */
export function markdownReport(record: AssessmentRecord, options: MarkdownOptions): string {
  const steps = nextSteps(record, OPENED)
  const opened = openedSections(steps, record, options)
  return fitted([
    `## Capstone checklist\n\n${whereLine(record)}\n\n${nextLine(record)}\n\n`,
    (options.note ?? '') === '' ? '' : `${options.note}\n\n`,
    options.earlier === null ? '' : changesSection(options.earlier, record),
    ...checklistTable(record, 'a comment'),
    ...(opened.length === 0 ? [] : [opened.length === 1 ? '### The next step\n\n' : `### The next ${opened.length} steps\n\n`]),
    { order: 1, entries: opened, cut: (left) => `${left} more ${left === 1 ? 'step does' : 'steps do'} not fit into a comment.\n\n` },
    ...foldedParts(foldedSections(record, new Set(steps.map(({ criterion }) => criterion.id))), 'a comment'),
    footer(record, options.more),
  ], options.limit ?? LONGEST_COMMENT)
}

/** The checklist as a table with its legend; its rows are the last to be cut. `where` names what has no room for more: `a comment`. */
export function checklistTable(record: AssessmentRecord, where: string): readonly Part[] {
  return [
    `### Item by item\n\n| Item | Outcome | Evidence |\n| --- | --- | --- |\n`,
    { order: 2, entries: checklistRows(record), cut: (left) => `| and ${left} more rows, which do not fit into ${where} | | |\n` },
    `\n${legend(record)}`,
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
