import type { Decision } from '../../model/decision.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { DomainEvent } from '../../model/work.ts'
import { named, saidNow } from './flag-disagreements.ts'

/** The kind of the journal's event that says that the default branch has come to say what the App said where the staff decided, as by the merge of that pull request. */
export const DECISION_REACHED = 'decision.reached'

const MOST = 100

/** The events of the decisions that an automatic record of the default branch reaches: one for each, however often it is judged. `facts` name the decision and the commit. */
export function reachedBy(record: AssessmentRecord, decisions: readonly Decision[], where: { readonly installationId: number; readonly repositoryId: number }, now: number): readonly DomainEvent[] {
  const says = saidNow(record, [])
  return decisions.flatMap((one): readonly DomainEvent[] => {
    if (one.kind !== 'set' || one.onDefault === undefined || one.onDefault === one.automatic || says.get(named(one.subject)) !== one.automatic) return []
    return [{ id: `${DECISION_REACHED}:${one.id}`, kind: DECISION_REACHED, ...where, actor: null, at: now, facts: { decision: one.id, headSha: record.repository.commit } }]
  }).slice(0, MOST)
}

/** The decisions, of which those that the default branch has reached are compared with what the App said where they were made, and no longer with what the default branch said then. */
export function asReached(decisions: readonly Decision[], events: readonly DomainEvent[]): readonly Decision[] {
  const reached = new Set(events.map(({ facts }) => facts['decision']))
  return decisions.map((one) => one.kind === 'set' && reached.has(one.id) ? { ...one, onDefault: one.automatic } : one)
}
