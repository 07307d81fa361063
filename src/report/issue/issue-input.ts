import type { Idea } from '../../model/answer.ts'
import type { Conversation } from '../../model/conversation.ts'
import type { SayingId } from '../../model/lesson.ts'
import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { LessonLinks } from '../lesson-words.ts'

/** What was built, counted over the whole repository. */
export type CapstoneFacts = {
  /** Commits that were judged. */
  readonly commits: number
  /** Runs of workflows that came to an end, and those of them that failed. */
  readonly runs: number
  readonly failed: number
  /** Runs of MLflow that were seen. */
  readonly experiments: number
  /** Tests that passed in the newest report of them; null where none was seen. */
  readonly tests: number | null
  readonly deployments: number
  /** Days from the first push to the last step, counted from one; null where either is not known. */
  readonly days: number | null
}

/** All that the capstone issue shows. */
export type IssueInput = {
  readonly repositoryId: number
  /** The newest record of the default branch, with what was decided and the steps of the whole repository; null before anything was judged there. */
  readonly record: AssessmentRecord | null
  /** The steps as they are now, also before anything was judged. */
  readonly steps: readonly StepRecord[]
  /** The default branch. */
  readonly branch: string
  /** The repository's page; null where it is not known. */
  readonly url: string | null
  /** The numbers of the open pull requests that have a comment of ours. */
  readonly pulls: readonly number[]
  readonly conversation: Conversation
  readonly ideas: readonly Idea[]
  readonly facts: CapstoneFacts
  /** Where the badge of this repository can be had as a picture; null where it cannot. */
  readonly badgeUrl: string | null
  /** What the lessons have the App say. */
  readonly saying: (id: SayingId) => readonly string[]
  readonly links: LessonLinks
}
