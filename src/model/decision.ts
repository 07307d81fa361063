import type { AnswerReading, ExplainedId, QuestionId } from './answer.ts'
import type { Person } from './course.ts'
import type { JudgedId, Outcome } from './criterion.ts'
import type { NoticeKind } from './notice.ts'
import type { StepId } from './progress.ts'

/** Where somebody said it: a comment of an issue or pull request. Null for what was decided at the command line or on a page. */
export type Said = { readonly commentId: number; readonly number: number } | null

/** What something is decided or said of: an item of a checklist, a criterion, or a step, by its id. */
export type Subject = { readonly kind: 'item'; readonly id: string } | { readonly kind: 'criterion'; readonly id: JudgedId } | { readonly kind: 'step'; readonly id: StepId }

/** Who decides at the command line. Nobody on GitHub has the number 0, or a login with a blank. */
export const THE_OPERATOR: Person = { id: 0, login: 'the operator' }

/** Whose numeric id an entry of the audit has: null for the operator and for programs, whom GitHub does not know. */
function auditActor(by: Person | null): number | null {
  return by === null || by.id === THE_OPERATOR.id ? null : by.id
}

/** Who did something, for an entry of the audit: what it says names who has no numeric id there. With nobody named (null) it was the operator, which an entry without a number says itself. */
export function auditedBy(by: Person | null, says: string): { readonly actor: number | null; readonly says: string } {
  const actor = auditActor(by)
  return { actor, says: actor === null && by !== null ? [says, `(by ${by.login})`].filter((part) => part !== '').join(' ') : says }
}

type Spoken = {
  /** The same saying has the same id: the comment's and the place within it. */
  readonly id: string
  readonly courseId: string
  readonly repositoryId: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly by: Person
  readonly said: Said
}

/**
 * What the staff of a course decided of one repository: appended, never changed. The newest of a subject holds; `clear` brings the automatic verdict back.
 * `automatic` is what the App said of the subject then where it was decided, and `onDefault` what it said on the default branch (left out of steps, which are of no branch), so that a
 * later disagreement can be told. `reason` is private where the repository is public. An item may be set to a `share` of its credit (0 to 1, private like the reason), which `outcome` then follows, and one that
 * people grade to a `level` of its checklist, by its title; `share` is then what the level was worth when it was decided.
 */
export type Decision = Spoken & { readonly reason: string } & (
  | { readonly kind: 'set'; readonly subject: Subject; readonly outcome: Outcome | 'done' | 'open'; readonly automatic: string | null; readonly onDefault?: string | null; readonly share?: number; readonly level?: string }
  | { readonly kind: 'clear' | 'excuse'; readonly subject: Subject }
  | { readonly kind: 'extend'; readonly until: number }
  /** Closes the dispute of this id, whatever became of it. */
  | { readonly kind: 'close'; readonly dispute: string }
  | { readonly kind: 'pause' | 'resume' }
)

/**
 * What a participant said: that a step is done, with what they saw; that a verdict is wrong, with the reason; or what they add to the checklist. Appended, never changed.
 * `withdraw` takes a dispute back. `answer` is what a comment on the capstone issue says in their own words, the start of it as its text: of a comment that was edited each reading is one
 * statement, and the newest counts; `components` are those that it names. `notify` is what they want to be told of, or no longer, by a comment that mentions them. `feedback` is how they found the capstone, from 1 to 5 and in words: for the staff alone.
 */
export type Statement = Spoken & { readonly text: string } & (
  | { readonly kind: 'done'; readonly step: StepId }
  | { readonly kind: 'dispute'; readonly subject: Subject }
  | { readonly kind: 'withdraw'; readonly dispute: string }
  | { readonly kind: 'add' }
  | { readonly kind: 'answer'; readonly components: readonly ExplainedId[]; readonly parts: readonly AnswerPart[] }
  | { readonly kind: 'feedback'; readonly rating: number }
  | { readonly kind: 'notify'; readonly isOn: boolean; readonly about: readonly NoticeKind[] }
)

/** What an answer says to one question; a question of which nothing was said in it has none. */
export type AnswerPart = { readonly question: QuestionId; readonly reading: AnswerReading }

/** An answer that a participant gave in their own words. */
export type AnswerStatement = Extract<Statement, { readonly kind: 'answer' }>

/**
 * `open`: waits for the staff. `answered`: they decided on its subject since. `closed`: they closed it, or it was taken back. `escalated`: nobody answered by its day.
 */
export type DisputeState = 'open' | 'answered' | 'closed' | 'escalated'

/** A dispute as it stands at some time; `due` is by when it is to be answered. */
export type Dispute = {
  readonly id: string
  readonly subject: Subject
  readonly by: Person
  readonly at: number
  readonly due: number
  readonly text: string
  readonly state: DisputeState
  /** What answered or closed it, the newest; null while nothing did. */
  readonly answer: Decision | null
}

const OF_COMMENT = /^comment-(\d{1,15}):(\d{1,15})$/

/**
 * The order in which things were said or came: by time, then by id. GitHub tells the time of comments in whole seconds, and gives a later comment a greater number: of two
 * comments of one second the numbers decide, then the places within one.
 */
export function saidOrder(one: Pick<Spoken, 'at' | 'id'>, other: Pick<Spoken, 'at' | 'id'>): number {
  return one.at - other.at || idOrder(one.id, other.id)
}

function idOrder(one: string, other: string): number {
  const [left, right] = [OF_COMMENT.exec(one), OF_COMMENT.exec(other)]
  if (left !== null && right !== null) return Number(left[1]) - Number(right[1]) || Number(left[2]) - Number(right[2])
  if (left !== null || right !== null) return left === null ? -1 : 1
  return one === other ? 0 : one < other ? -1 : 1
}
