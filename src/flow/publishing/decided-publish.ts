import { disputesOf } from '../../grade/disputes.ts'
import { pausedBy } from '../../grade/newest-decision.ts'
import { readersOf, shownDecisions, type ShownTo } from '../../grade/shown-decisions.ts'
import type { Decision } from '../../model/decision.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { LineOfRecord } from '../../grade/decided.ts'
import { decidedRecord, ownOf, type SaidOf } from '../decisions/decided-record.ts'
import { disagreementsIn } from '../decisions/flag-disagreements.ts'
import { judgedByOf, type KeptParts } from '../courses/kept-checklists.ts'
import type { PausablePublish, Publish, PublishContext, Verdict } from '../ports/publish-port.ts'
import { asReached, DECISION_REACHED, reachedBy } from '../decisions/reached-decisions.ts'
import type { DecisionStore, JournalStore } from '../ports/store-ports.ts'

export type DecidedParts = KeptParts & {
  readonly decisions: Pick<DecisionStore, 'decisionsOf' | 'statementsOf'>
  readonly journal: Pick<JournalStore, 'addEvents' | 'eventsOf'>
  readonly now: () => number
}

/**
 * Publishing with what people decided and said: it is read once a verdict, as late as can be, and joined to the record and to the one that changes are told from, so that a decision is told
 * as no change of the repository. What is given stays the automatic record. While the course has paused a repository, a commit without a verdict is told so once, what stands stays,
 * and nothing else is written.
 */
export function createDecidedPublish(publish: PausablePublish, parts: DecidedParts): Publish {
  const { decisions } = parts
  const isPaused = async ({ course, repository }: PublishContext): Promise<boolean> => pausedBy(await decisions.decisionsOf(course.id, repository.id)) !== null
  return {
    checking: async (context) => await isPaused(context) ? publish.paused(context) : publish.checking(context),
    fault: async (context, follows) => await isPaused(context) ? { ok: true, value: { writes: 0 } } : publish.fault(context, follows),
    verdict: async (context, verdict) => {
      const { course, repository } = context
      const said: SaidOf = { decisions: await reached(context, verdict, await decisions.decisionsOf(course.id, repository.id), parts), statements: await decisions.statementsOf(course.id, repository.id) }
      await flag(context, verdict, said, parts)
      return pausedBy(said.decisions) === null ? publish.verdict(context, await shown(context, verdict, said, parts)) : publish.paused(context)
    },
  }
}

async function shown({ course, repository }: PublishContext, verdict: Verdict, said: SaidOf, parts: DecidedParts): Promise<Verdict> {
  const shownTo = readersOf(repository)
  const { base, assessment, before } = verdict
  const line = assessment.isDefaultBranch ? 'default-branch' : 'other'
  // Each by what it was judged by: what changed of a checklist between two of them is no decision's doing.
  const decided = (record: AssessmentRecord, of: LineOfRecord): Promise<AssessmentRecord> => decidedBy(record, verdict, said, shownTo, of, parts)
  return {
    ...verdict, base: base === undefined || base.record === null ? base : { ...base, record: await decided(base.record, 'other') }, assessment: { ...assessment, record: await decided(assessment.record, line) },
    before: before === null ? null : await decided(before, line), disputes: disputesOf(said.statements, shownDecisions(said.decisions, shownTo), parts.now(), course.settings),
  }
}

async function decidedBy(record: AssessmentRecord, { own }: Verdict, said: SaidOf, shownTo: ShownTo, line: LineOfRecord, parts: KeptParts): Promise<AssessmentRecord> {
  const judgedBy = await judgedByOf(record, parts)
  return decidedRecord(record, { ...judgedBy, own: ownOf(own, judgedBy) }, said, shownTo, line)
}

/** The decisions as they are to be compared: what the default branch reached since is noted first. */
async function reached({ repository: { id, installationId } }: PublishContext, { assessment: { isDefaultBranch, record } }: Verdict, decisions: readonly Decision[], { journal, now }: DecidedParts): Promise<readonly Decision[]> {
  if (!isDefaultBranch || decisions.length === 0) return decisions
  const events = reachedBy(record, decisions, { installationId, repositoryId: id }, now())
  if (events.length > 0) await journal.addEvents(events)
  return asReached(decisions, await journal.eventsOf(id, DECISION_REACHED))
}

/** A branch that is not merged may say something else for a while: only the default branch disagrees. */
async function flag({ repository }: PublishContext, verdict: Verdict, said: SaidOf, parts: DecidedParts): Promise<void> {
  if (!verdict.assessment.isDefaultBranch) return
  const whole = await decidedBy(verdict.assessment.record, verdict, said, 'members', 'default-branch', parts)
  const events = disagreementsIn(whole, said.decisions, { installationId: repository.installationId, repositoryId: repository.id }, parts.now())
  if (events.length > 0) await parts.journal.addEvents(events)
}
