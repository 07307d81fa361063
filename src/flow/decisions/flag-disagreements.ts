import { saidWhenDecided } from '../../grade/decided.ts'
import { newestOf, type Ruling } from '../../grade/newest-decision.ts'
import type { Decision, Subject } from '../../model/decision.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { DomainEvent } from '../../model/work.ts'
import type { Disagreement } from '../../report/decisions-text.ts'
import { isSetDone } from '../../steps/progress.ts'

/** The kind of the journal's event that says that what the App itself says is no longer what it said when the staff decided: read by `JournalStore.eventsOf`. */
export const DECISION_DISAGREES = 'decision.disagrees'

const MOST = 100

type Set = Extract<Ruling, { readonly kind: 'set' }>

/**
 * The events that a decided record of the default branch makes for the staff: one for each decision with which the App disagrees now, each outcome that it came to since and each commit
 * at which it did, so that judging again tells nothing twice. `facts` name the decision and its subject, what was decided, and what the App said when it was decided and says now.
 */
export function disagreementsIn(record: AssessmentRecord, decisions: readonly Decision[], where: { readonly installationId: number; readonly repositoryId: number }, now: number): readonly DomainEvent[] {
  const ruled = [
    ...[...record.items, ...record.practices, ...record.own].map(({ id, decided }) => ({ subject: { kind: 'item', id } as const, decided })),
    ...record.criteria.map(({ id, decided }) => ({ subject: { kind: 'criterion', id } as const, decided })),
    ...record.steps.map(({ id, decided }) => ({ subject: { kind: 'step', id } as const, decided })),
  ]
  return ruled.flatMap(({ subject, decided }): readonly DomainEvent[] => {
    const decision = decided === undefined ? null : newestOf(decisions, subject)
    if (decided === undefined || decision?.kind !== 'set') return []
    const { automatic } = decided
    if ('disagrees' in decided ? !decided.disagrees : !stepDisagrees(decision, automatic)) return []
    return [{
      id: `${DECISION_DISAGREES}:${decision.id}:${automatic}:${record.repository.commit}`, kind: DECISION_DISAGREES, ...where, actor: null, at: now,
      facts: { decision: decision.id, subject: named(subject), outcome: decision.outcome, whenDecided: saidWhenDecided(decision), automatic, headSha: record.repository.commit },
    }]
  }).slice(0, MOST)
}

function stepDisagrees(decision: Set, automatic: string): boolean {
  return decision.automatic !== null && ![decision.automatic, isSetDone(decision) ? 'done' : 'open', 'unknown'].includes(automatic)
}

/** What the App itself says now of items, criteria and steps, by the default branch's newest record without decisions: by the names that events have of them. */
export function saidNow({ items, practices, own, criteria }: Pick<AssessmentRecord, 'items' | 'practices' | 'own' | 'criteria'>, steps: AssessmentRecord['steps']): ReadonlyMap<string, string> {
  return new Map([
    ...[...own, ...practices, ...items].map(({ id, outcome }) => [named({ kind: 'item', id }), outcome] as const), ...criteria.map(({ id, outcome }) => [named({ kind: 'criterion', id }), outcome] as const),
    ...steps.map(({ id, state }) => [named({ kind: 'step', id }), state] as const),
  ])
}

/** What these events tell of decisions that still hold and of which the App still says so (`now`, of `saidNow`): the newest of each decision, in the order of time. */
export function disagreementsHeld(events: readonly DomainEvent[], decisions: readonly Decision[], now: ReadonlyMap<string, string>): readonly Disagreement[] {
  const held = new Set(decisions.filter((one) => one.kind === 'set' && newestOf(decisions, one.subject)?.id === one.id).map(({ id }) => id))
  const newest = new Map<string, Disagreement>()
  for (const { at, facts } of events.toSorted((one, other) => one.at - other.at)) {
    const [decision, subject, outcome, whenDecided, automatic, commit] = [facts['decision'], facts['subject'], facts['outcome'], facts['whenDecided'], facts['automatic'], facts['headSha']].map((fact) => typeof fact === 'string' ? fact : null)
    if (typeof decision !== 'string' || !held.has(decision) || now.get(subject ?? '') !== automatic) continue
    newest.set(decision, { at, subject: subject ?? '', outcome: outcome ?? '', whenDecided: whenDecided ?? null, automatic: automatic ?? '', commit: commit ?? null })
  }
  return [...newest.values()].toSorted((one, other) => one.at - other.at)
}

/** A subject by the name that events have of it. */
export function named({ kind, id }: Subject): string {
  return `${kind} ${id}`
}
