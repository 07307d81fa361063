import { readersOf } from '../../grade/shown-decisions.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { decidedRecord, ownOf } from '../decisions/decided-record.ts'
import { judgedByOf, type KeptParts } from '../courses/kept-checklists.ts'
import { asReached, DECISION_REACHED } from '../decisions/reached-decisions.ts'
import type { Assessment, DecisionStore, JournalStore, ReadingStore } from '../ports/store-ports.ts'

export type ShownParts = KeptParts & {
  readonly decisions: Pick<DecisionStore, 'decisionsOf' | 'statementsOf'>
  readonly journal: Pick<JournalStore, 'eventsOf'>
  readonly readings: Pick<ReadingStore, 'of'>
}

/** An assessment as it is shown in its repository now: by the checklist that it was judged by, with these steps and with what was decided and said in the course, of which neither is kept with a commit. */
export async function shownRecord({ record, isDefaultBranch }: Pick<Assessment, 'record' | 'isDefaultBranch'>, steps: readonly StepRecord[], repository: HostedRepository, courseId: string, parts: ShownParts): Promise<AssessmentRecord> {
  const { decisions, journal, readings } = parts
  const judgedBy = await judgedByOf(record, parts)
  const { commit } = record.repository
  const reading = commit === null ? null : await readings.of(repository.id, commit)
  const own = ownOf(reading?.reading.own, judgedBy)
  const decided = asReached(await decisions.decisionsOf(courseId, repository.id), await journal.eventsOf(repository.id, DECISION_REACHED))
  const said = { decisions: decided, statements: await decisions.statementsOf(courseId, repository.id) }
  return decidedRecord({ ...record, steps }, { ...judgedBy, own }, said, readersOf(repository), isDefaultBranch ? 'default-branch' : 'other')
}
