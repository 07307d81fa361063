import type { Outcome } from '../model/criterion.ts'
import type { Passage } from '../model/lesson.ts'
import type { AssessmentRecord } from '../model/record.ts'
import { commitAddress } from './addresses.ts'
import type { EarlierRecord } from './changes.ts'
import { fitted } from './fit.ts'
import { changesSection } from './markdown-changes.ts'
import { foldedSections, openedSections } from './markdown-criteria.ts'
import { checklistRows, titleOf } from './markdown-rows.ts'
import { code, codeLink, sentence } from './markdown-text.ts'
import { nextSteps } from './next-steps.ts'
import { OUTCOME_MARKS } from './outcome-words.ts'

export type MarkdownOptions = {
  /** The record of last time, of the same repository; null where there is none. */
  readonly earlier: EarlierRecord | null
  /** Where a lesson's link (`4-2-monitoring#health-checks`) leads; null where no lesson has it. */
  readonly passageOf: (link: string) => Passage | null
  /** How a reader asks for more: one sentence of Markdown that is ours, not a repository's. */
  readonly more: string
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
  const opened = openedSections(steps, record, options.passageOf)
  const folded = foldedSections(record, new Set(steps.map(({ criterion }) => criterion.id)))
  return fitted([
    `## Capstone checklist\n\n${whereLine(record)}\n\n${nextLine(record)}\n\n`,
    options.earlier === null ? '' : changesSection(options.earlier, record),
    `### Item by item\n\n| Item | Outcome | Evidence |\n| --- | --- | --- |\n`,
    { order: 2, entries: checklistRows(record), cut: (left) => `| and ${left} more rows, which do not fit into a comment | | |\n` },
    `\n${legend(record)}`,
    ...(opened.length === 0 ? [] : [opened.length === 1 ? '### The next step\n\n' : `### The next ${opened.length} steps\n\n`]),
    { order: 1, entries: opened, cut: (left) => `${left} more ${left === 1 ? 'step does' : 'steps do'} not fit into a comment.\n\n` },
    ...folded.flatMap(({ summary, entries }, index) => [
      `<details><summary>${summary}</summary>\n\n`,
      { order: -index, entries, cut: (left: number) => `- ${left} more ${left === 1 ? 'entry is' : 'entries are'} left out: a comment holds no more.\n` },
      '\n</details>\n\n',
    ]),
    footer(record, options.more),
  ], options.limit ?? LONGEST_COMMENT)
}

function whereLine(record: AssessmentRecord): string {
  const { items, repository } = record
  const inPlace = items.filter(({ outcome }) => outcome === 'verified' || outcome === 'present').length
  const counts = (Object.keys(OUTCOME_MARKS) as readonly Outcome[]).flatMap((outcome) => {
    const count = items.filter((item) => item.outcome === outcome).length
    return count === 0 ? [] : [`${OUTCOME_MARKS[outcome]}&nbsp;${count}&nbsp;${outcome}`]
  })
  const project = repository.project === '.' ? '' : ` in ${code(repository.project)}`
  return `**${inPlace} of ${items.length} items are in place** ${commitWords(record)}${project}: ${counts.join(', ')}.`
}

function nextLine(record: AssessmentRecord): string {
  const [step] = nextSteps(record, 1)
  if (step !== undefined) return `**Next:** ${sentence(step.criterion.next)} This is for “${titleOf(step.item.title)}”.`
  if (record.items.some(({ outcome }) => outcome === 'unknown')) return '**Next:** nothing is open among what could be seen. What could not be seen is listed below; nothing is held against it.'
  return record.items.some(({ outcome }) => outcome === 'present')
    ? '**Next:** all that the files can show is there. What is present becomes verified when its proof is seen: a run of CI, a deployment, an answer of the service.'
    : '**Next:** nothing is open. Every item is verified.'
}

function commitWords({ repository }: AssessmentRecord): string {
  if (repository.commit === null) return 'as the files lie on disk'
  return `at ${codeLink(repository.commit.slice(0, 7), commitAddress(repository))}`
}

function legend(record: AssessmentRecord): string {
  if (!record.criteria.some(({ outcome }) => outcome === 'present')) return ''
  return '“Present” means that all of it is in the files, and its proof (a run of CI, a deployment, an answer of the service) has not been seen yet.\n\n'
}

function footer(record: AssessmentRecord, more: string): string {
  const { checklist, engine, repository } = record
  return `---\n\n<sub>${code(repository.name)} ${commitWords(record)}; checklist ${code(checklist.id)}, revision ${checklist.revision}; engine ${code(engine.version)}. ${more}</sub>\n`
}
