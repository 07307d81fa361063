import { UTC, type Calendar } from '../../course/shown-time.ts'
import type { CiState } from '../../model/ci-state.ts'
import type { Dispute } from '../../model/decision.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { WorkflowChange } from '../../model/workflow-change.ts'
import type { EarlierRecord } from '../changes.ts'
import { commitAddress } from '../text/addresses.ts'
import { ciParagraphOfComment } from '../words/ci-words.ts'
import { decidedSection } from '../words/decided-words.ts'
import type { LessonLinks } from '../words/lesson-words.ts'
import { markdownReport } from '../formats/markdown-report.ts'
import { code, codeLink } from '../text/markdown-text.ts'
import { pipelineParagraph } from '../words/pipeline-words.ts'
import { askedBy } from './asking.ts'
import type { PullBase } from './pull-changes.ts'
import { workflowChangeParagraph } from '../words/workflow-change-words.ts'

/** GitHub refuses a comment of more than 65,536 characters; in bytes the limit holds for characters too. */
const LONGEST_COMMENT = 65_535
const MORE = 'The check `Capstone` marks the places in the files.'

export type CommentInput = {
  readonly record: AssessmentRecord
  readonly ci: CiState
  readonly earlier: EarlierRecord | null
  readonly links: LessonLinks
  /** The branch that the pull request was merged into, and the commit that this made (null where GitHub names none); left out or null while it is open. */
  readonly merged?: { readonly into: string; readonly as: string | null } | null
  /** What the pull request is compared with; left out where that is not known. */
  readonly base?: PullBase | undefined
  readonly changes?: readonly WorkflowChange[]
  readonly disputes?: readonly Dispute[]
  readonly calendar?: Calendar
  /** Whether commands are heard: without webhooks none is named. Yes unless said. */
  readonly hears?: boolean
}

/** What stands hidden in the first line of a pull request's comment, with the version of its form: our comment is found by it, together with the App that wrote it. */
export function commentMarker(pullRequest: number): string {
  return `<!-- capstone-coach:comment version:1 pull-request:${pullRequest} -->`
}

/** The one comment of a pull request: the hidden marker, then the report with what the pull request moves and breaks, what was decided, where CI stands, and the pipeline once CI is not awaited any more. */
export function commentBody(pullRequest: number, { record, ci, earlier, links, merged = null, base, changes = [], disputes = [], calendar = UTC, hears = true }: CommentInput): string {
  const marker = `${commentMarker(pullRequest)}\n`
  const isAwaited = ci.state === 'awaited'
  const ciWords = ciParagraphOfComment(ci)
  return marker + markdownReport(record, {
    ...links, earlier, pull: base, ...(merged === null ? {} : { instead: mergedWords(merged, record, hears) }), more: hears ? `${MORE} ${askedBy(record)}` : MORE, limit: LONGEST_COMMENT - marker.length,
    note: `${isAwaited ? `${ciWords}\n\n` : ''}${decidedSection(record, disputes, calendar)}${workflowChangeParagraph(changes)}`.trimEnd(),
    counted: isAwaited ? '' : `### What was counted\n\n${ciWords}\n\n${pipelineParagraph(record)}`.trimEnd(),
  })
}

/** What stands in the place of the next step once a pull request is merged: what is next is told where it goes on, and this comment stays as it is. */
function mergedWords({ into, as }: { readonly into: string; readonly as: string | null }, { repository: { url } }: AssessmentRecord, hears: boolean): string {
  const commit = as === null ? '' : ` as ${codeLink(as.slice(0, 7), commitAddress({ url, commit: as }))}`
  return `**Merged** into ${code(into)}${commit}; this is how things stood then. **Next:** the check ${code('Capstone')} on ${code(into)} tells how it goes on${hears ? `, and so does ${code('/status')} in a comment here` : ''}.`
}
