import type { Idea } from '../../model/answer.ts'
import type { Built } from '../../model/built.ts'
import type { Conversation } from '../../model/conversation.ts'
import type { SayingId } from '../../model/lesson.ts'
import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { LessonLinks } from '../words/lesson-words.ts'

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
  /** The numbers of the open pull requests. */
  readonly pulls: readonly number[]
  readonly conversation: Conversation
  readonly ideas: readonly Idea[]
  readonly built: Built
  /** Where the badge of this repository can be had as a picture; null where it cannot. */
  readonly badgeUrl: string | null
  /** What the lessons have the App say. */
  readonly saying: (id: SayingId) => readonly string[]
  readonly links: LessonLinks
}
