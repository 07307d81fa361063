import type { Checklists } from '../../model/checklist.ts'
import type { AnswerStatement } from '../../model/decision.ts'
import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { LessonLinks } from '../lesson-words.ts'
import { code } from '../markdown-text.ts'
import { fitted } from '../fit.ts'
import { whereLine } from '../markdown-standing.ts'
import { stepRows } from '../markdown-steps.ts'

/** GitHub refuses a body of more than 65,536 characters; in bytes the limit holds for characters too. */
const LONGEST_BODY = 65_535

/** All that the capstone issue shows of a repository. */
export type IssueInput = {
  readonly repository: { readonly id: number; readonly name: string; readonly private: boolean }
  /** The default branch. */
  readonly branch: string
  /** The newest verdict of the default branch, with what was decided and the steps as they are now; null before anything was judged. */
  readonly record: AssessmentRecord | null
  /** The steps as they are now, also before anything was judged. */
  readonly steps: readonly StepRecord[]
  /** What is asked, for what is shown before anything was judged. */
  readonly checklists: Pick<Checklists, 'checklist' | 'practices'>
  /** What participants said in their own words in comments on the issue: of each comment as it reads now, in the order in which they were written. */
  readonly answers: readonly AnswerStatement[]
  readonly links: LessonLinks
}

/** What stands hidden in the first line of a repository's capstone issue, with the version of its form. */
export function issueMarker(repositoryId: number): string {
  return `<!-- capstone-coach:issue version:1 repository:${repositoryId} -->`
}

/** The title that the capstone issue is opened with; one that a person changes stays as they write it. */
export function issueTitle(): string {
  return 'Capstone: one whole cycle'
}

/** The capstone issue: the hidden marker, then where the default branch stands, the steps and the checklist. */
export function issueBody({ repository, branch, record, steps, checklists: { checklist } }: IssueInput): string {
  const shown = record ?? { steps, repository: { url: null, commit: null } }
  return fitted([
    `${issueMarker(repository.id)}\n## The capstone\n\n`,
    record === null ? `Nothing was judged on ${code(branch)} yet: all ${checklist.items.length} items of the checklist and all ${steps.length} steps are open.\n\n` : `On ${code(branch)}: ${whereLine(record)}\n\n`,
    '### The steps\n\n| Step | State | Shown by |\n| --- | --- | --- |\n',
    { order: 1, entries: stepRows(shown), cut: (left) => `| and ${left} more rows, which do not fit into an issue | | |\n` },
  ], LONGEST_BODY)
}
