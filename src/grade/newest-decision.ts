import { saidOrder, type Decision, type Subject } from '../model/decision.ts'

/** What holds of a subject: it is set, or excused. */
export type Ruling = Extract<Decision, { readonly kind: 'set' }> | (Extract<Decision, { readonly kind: 'clear' | 'excuse' }> & { readonly kind: 'excuse' })

/** What the staff decided of a subject and still holds: its newest `set` or `excuse`, by time, then by id, in whatever order they stand. Null where there is none, or `clear` took it away. */
export function newestOf(decisions: readonly Decision[], subject: Subject): Ruling | null {
  const newest = newestWhere(decisions, (one) => 'subject' in one && one.subject.kind === subject.kind && one.subject.id === subject.id)
  if (newest?.kind === 'set') return newest
  return newest?.kind === 'excuse' ? { ...newest, kind: 'excuse' } : null
}

/** Whether a decision changes what holds of its subject: a `clear` does where something held before it was said; all others do. */
export function changesRuling(decision: Extract<Decision, { readonly subject: Subject }>, decisions: readonly Decision[]): boolean {
  return decision.kind !== 'clear' || newestOf(decisions.filter((other) => isAfter(decision, other)), decision.subject) !== null
}

/** The decision by which a repository is paused; null where it is not, or was resumed. */
export function pausedBy(decisions: readonly Decision[]): Decision | null {
  const newest = newestWhere(decisions, ({ kind }) => kind === 'pause' || kind === 'resume')
  return newest?.kind === 'pause' ? newest : null
}

/** By when the work of a repository is due: the newest day that the staff extended it to, where that is not before the course's (which may have been moved since), else the course's; null where neither is set. */
export function dueBy(decisions: readonly Decision[], dueAt: number | null): number | null {
  const newest = newestWhere(decisions, ({ kind }) => kind === 'extend')
  return newest?.kind === 'extend' ? Math.max(newest.until, dueAt ?? newest.until) : dueAt
}

/** Whether one was said after another (`saidOrder`). */
export function isAfter(one: Pick<Decision, 'at' | 'id'>, other: Pick<Decision, 'at' | 'id'>): boolean {
  return saidOrder(one, other) > 0
}

function newestWhere(decisions: readonly Decision[], isMeant: (decision: Decision) => boolean): Decision | null {
  return decisions.filter(isMeant).reduce<Decision | null>((newest, one) => newest === null || isAfter(one, newest) ? one : newest, null)
}
