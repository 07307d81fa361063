import type { Person } from './course.ts'
import type { JudgedId, Outcome } from './criterion.ts'
import type { AssessmentRecord, ChecklistName, CriterionRecord } from './record.ts'

/** What the App said of a criterion, with what it said it by. */
export type SaidVerdict = Pick<CriterionRecord, 'title' | 'standing' | 'outcome' | 'basis' | 'blockedBy' | 'proof' | 'proofFrom' | 'lookedFor' | 'found' | 'evidence' | 'against'>

/**
 * That somebody of the staff says that a verdict is wrong: which outcome is right instead, and why. It is about one judgement (`assessment`, of a commit, by a revision of the checks) and changes no grade. Appended, never changed. Times are
 * milliseconds since 1970.
 */
export type WrongVerdict = {
  readonly id: string
  readonly courseId: string
  readonly repositoryId: number
  readonly at: number
  readonly by: Person
  readonly item: string
  readonly criterion: JudgedId
  readonly assessment: string
  readonly commit: string
  readonly judgedAt: number
  readonly engine: AssessmentRecord['engine']
  readonly checklist: ChecklistName
  readonly said: SaidVerdict
  readonly right: Outcome
  readonly reason: string
}

/** What a later judgement says of the criterion: of the same commit, or of the newest one of the default branch. */
export type JudgedSince = { readonly commit: string; readonly at: number; readonly outcome: Outcome; readonly engine: AssessmentRecord['engine'] }

/** The same as it stands now: settled where a later judgement says otherwise (`since`). What could not be seen later says nothing. */
export type WrongVerdictSeen = WrongVerdict & { readonly repository: { readonly name: string; readonly url: string | null }; readonly since: JudgedSince | null }
