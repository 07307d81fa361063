import { disputesOf } from '../grade/disputes.ts'
import { pausedBy } from '../grade/newest-decision.ts'
import { readersOf, shownDecisions } from '../grade/shown-decisions.ts'
import type { Checklist, Checklists } from '../model/checklist.ts'
import type { Decision } from '../model/decision.ts'
import { decidedRecord, type SaidOf } from './decided-record.ts'
import { disagreementsIn } from './flag-disagreements.ts'
import type { PausablePublish, Publish, PublishContext, Verdict } from './publish-port.ts'
import { asReached, DECISION_REACHED, reachedBy } from './reached-decisions.ts'
import type { DecisionStore, JournalStore } from './store-ports.ts'

export type DecidedParts = {
  readonly decisions: Pick<DecisionStore, 'decisionsOf' | 'statementsOf'>
  readonly journal: Pick<JournalStore, 'addEvents' | 'eventsOf'>
  readonly checklists: Pick<Checklists, 'checklist' | 'practices'>
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
      return pausedBy(said.decisions) === null ? publish.verdict(context, shown(context, verdict, said, parts)) : publish.paused(context)
    },
  }
}

function shown({ course, repository }: PublishContext, verdict: Verdict, said: SaidOf, { checklists, now }: DecidedParts): Verdict {
  const shownTo = readersOf(repository)
  const all = { ...checklists, own: ownOf(verdict, checklists) }
  const { base, assessment } = verdict
  const line = assessment.isDefaultBranch ? 'default-branch' : 'other'
  return {
    ...verdict, base: base === undefined || base.record === null ? base : { ...base, record: decidedRecord(base.record, all, said, shownTo, 'other') }, assessment: { ...assessment, record: decidedRecord(assessment.record, all, said, shownTo, line) },
    before: verdict.before === null ? null : decidedRecord(verdict.before, all, said, shownTo, line), disputes: disputesOf(said.statements, shownDecisions(said.decisions, shownTo), now(), course.settings),
  }
}

/** The decisions as they are to be compared: what the default branch reached since is noted first. */
async function reached({ repository: { id, installationId } }: PublishContext, { assessment: { isDefaultBranch, record } }: Verdict, decisions: readonly Decision[], { journal, now }: DecidedParts): Promise<readonly Decision[]> {
  if (!isDefaultBranch || decisions.length === 0) return decisions
  const events = reachedBy(record, decisions, { installationId, repositoryId: id }, now())
  if (events.length > 0) await journal.addEvents(events)
  return asReached(decisions, await journal.eventsOf(id, DECISION_REACHED))
}

/** A branch that is not merged may say something else for a while: only the default branch disagrees. */
async function flag({ repository }: PublishContext, verdict: Verdict, said: SaidOf, { checklists, journal, now }: DecidedParts): Promise<void> {
  if (!verdict.assessment.isDefaultBranch) return
  const whole = decidedRecord(verdict.assessment.record, { ...checklists, own: ownOf(verdict, checklists) }, said, 'members', 'default-branch')
  const events = disagreementsIn(whole, said.decisions, { installationId: repository.installationId, repositoryId: repository.id }, now())
  if (events.length > 0) await journal.addEvents(events)
}

function ownOf({ own }: Verdict, { checklist }: DecidedParts['checklists']): Checklist {
  return own ?? { id: 'own', title: 'Own items', revision: 1, credit: checklist.credit, items: [], declared: [] }
}
