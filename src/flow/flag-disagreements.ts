import { newestOf } from '../grade/newest-decision.ts'
import type { Decision, Subject } from '../model/decision.ts'
import type { AssessmentRecord } from '../model/record.ts'
import type { DomainEvent } from '../model/work.ts'

/** The kind of the journal's event that says that what the App itself says is no longer what it said when the staff decided: read by `JournalStore.eventsOf`. */
export const DECISION_DISAGREES = 'decision.disagrees'

const MOST = 100

/**
 * The events that a decided record makes for the staff: one for each decision with which the App disagrees now and each outcome that it came to since, so that judging again tells
 * nothing twice. `facts` name the subject, what was decided, and what the App said when it was decided and says now.
 */
export function disagreementsIn(record: AssessmentRecord, decisions: readonly Decision[], where: { readonly installationId: number; readonly repositoryId: number }, now: number): readonly DomainEvent[] {
  const ruled = [
    ...[...record.items, ...record.practices, ...record.own].map(({ id, decided }) => ({ subject: { kind: 'item', id } as const, decided })),
    ...record.criteria.map(({ id, decided }) => ({ subject: { kind: 'criterion', id } as const, decided })),
  ]
  return ruled.flatMap(({ subject, decided }): readonly DomainEvent[] => {
    const decision = decided?.disagrees === true ? newestOf(decisions, subject) : null
    if (decision?.kind !== 'set' || decided === undefined) return []
    return [{
      id: `${DECISION_DISAGREES}:${decision.id}:${decided.automatic}`, kind: DECISION_DISAGREES, ...where, actor: null, at: now,
      facts: { subject: named(subject), outcome: decision.outcome, whenDecided: decision.automatic, automatic: decided.automatic, headSha: record.repository.commit },
    }]
  }).slice(0, MOST)
}

function named({ kind, id }: Subject): string {
  return `${kind} ${id}`
}
