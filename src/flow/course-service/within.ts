import type { Dispute } from '../../model/decision.ts'
import type { Call } from './operation.ts'

/** The disputes that a call may do something to: those that its actor opened, where it may be done to no others. */
export function disputesWithin({ scope, actor }: Pick<Call, 'scope' | 'actor'>, disputes: readonly Dispute[]): readonly Dispute[] {
  return scope !== 'opened' ? disputes : disputes.filter(({ by }) => actor.kind === 'person' && by.id === actor.person.id)
}
