import { readersOf } from '../grade/shown-decisions.ts'
import type { Checklist } from '../model/checklist.ts'
import type { HostedRepository } from '../model/hosting.ts'
import type { StepRecord } from '../model/progress.ts'
import type { AssessmentRecord } from '../model/record.ts'
import { decidedRecord } from './decided-record.ts'
import { asReached, DECISION_REACHED } from './reached-decisions.ts'
import type { Assessment, DecisionStore, JournalStore, ReadingStore } from './store-ports.ts'

export type ShownParts = {
  readonly decisions: Pick<DecisionStore, 'decisionsOf' | 'statementsOf'>
  readonly journal: Pick<JournalStore, 'eventsOf'>
  readonly readings: Pick<ReadingStore, 'of'>
  readonly assessor: { readonly checklist: Checklist; readonly practices: Checklist }
}

/** An assessment as it is shown in its repository now: with these steps and with what was decided and said in the course, of which neither is kept with a commit. */
export async function shownRecord({ record, isDefaultBranch }: Assessment, steps: readonly StepRecord[], repository: HostedRepository, courseId: string, parts: ShownParts): Promise<AssessmentRecord> {
  const { decisions, journal, readings, assessor: { checklist, practices } } = parts
  const { commit } = record.repository
  const reading = commit === null ? null : await readings.of(repository.id, commit)
  const own = reading?.reading.own ?? { id: 'own', title: 'Own items', revision: 1, credit: checklist.credit, items: [], declared: [] }
  const decided = asReached(await decisions.decisionsOf(courseId, repository.id), await journal.eventsOf(repository.id, DECISION_REACHED))
  const said = { decisions: decided, statements: await decisions.statementsOf(courseId, repository.id) }
  return decidedRecord({ ...record, steps }, { checklist, practices, own }, said, readersOf(repository), isDefaultBranch ? 'default-branch' : 'other')
}
