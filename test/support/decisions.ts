import type { Decision, Statement, Subject } from '../../src/model/decision.ts'
import type { Outcome } from '../../src/model/criterion.ts'

/** Noon of a day in November, and the length of a day. */
export const NOON = Date.UTC(2026, 10, 2, 12)
export const DAY = 86_400_000

const SPOKEN = { courseId: 'mlops', repositoryId: 42, said: null } as const
const KIM = { id: 9, login: 'kim' }
const ANA = { id: 5, login: 'ana' }

/** An item as the subject of a decision. */
export function itemSubject(id: string): Subject {
  return { kind: 'item', id }
}

/** Kim sets an outcome, or whatever `changes` say. */
export function set(id: string, subject: Subject, outcome: Outcome, changes: Partial<Extract<Decision, { readonly kind: 'set' }>> = {}): Decision {
  return { ...SPOKEN, id, at: NOON, by: KIM, kind: 'set', subject, outcome, automatic: null, reason: 'seen in the lab', ...changes }
}

/** Kim takes a decision away, or excuses. */
export function rule(kind: 'clear' | 'excuse', id: string, subject: Subject, at = NOON, reason = 'ill in week 7'): Decision {
  return { ...SPOKEN, id, at, by: KIM, kind, subject, reason }
}

/** Kim pauses a repository, or lets it resume. */
export function stop(kind: 'pause' | 'resume', id: string, at = NOON): Decision {
  return { ...SPOKEN, id, at, by: KIM, kind, reason: 'exam week' }
}

/** Kim closes a dispute. */
export function closed(id: string, dispute: string, at: number): Decision {
  return { ...SPOKEN, id, at, by: KIM, kind: 'close', dispute, reason: 'talked about' }
}

/** Ana disputes a verdict. */
export function dispute(id: string, subject: Subject, at = NOON, text = 'it is in app.py'): Statement {
  return { ...SPOKEN, id, at, by: ANA, kind: 'dispute', subject, text }
}

/** Ana takes a dispute back. */
export function withdrawn(id: string, which: string, at: number): Statement {
  return { ...SPOKEN, id, at, by: ANA, kind: 'withdraw', dispute: which, text: '' }
}

/** Ana adds an item. */
export function added(id: string, text: string, at = NOON): Statement {
  return { ...SPOKEN, id, at, by: ANA, kind: 'add', text }
}
