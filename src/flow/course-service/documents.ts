import type { Decision, Dispute } from '../../model/decision.ts'
import type { AssessmentRecord, CriterionRecord } from '../../model/record.ts'
import { addressOf } from '../../report/text/addresses.ts'
import { placeOf, wordsOf } from '../../report/text/places.ts'

/** A time as JSON tells it. */
export function iso(at: number): string {
  return new Date(at).toISOString()
}

/** A decision as JSON tells it (`DECISION`); `repository` is its `owner/name`. */
export function decisionDocument(decision: Decision, repository: string): object {
  const { id, kind, reason, by, at, said } = decision
  return {
    id, repository, kind, subject: 'subject' in decision ? decision.subject : null, outcome: kind === 'set' ? decision.outcome : null, until: kind === 'extend' ? iso(decision.until) : null,
    dispute: kind === 'close' ? decision.dispute : null, automatic: kind === 'set' ? decision.automatic : null, share: kind === 'set' ? decision.share ?? null : null, level: kind === 'set' ? decision.level ?? null : null, reason, by, at: iso(at), said,
  }
}

/** A dispute as JSON tells it (`DISPUTE`). */
export function disputeDocument({ id, subject, by, at, due, text, state, answer }: Dispute, repository: string): object {
  return { id, repository, subject, by, at: iso(at), due: iso(due), text, state, answer: answer === null ? null : decisionDocument(answer, repository) }
}

/** A criterion of a record as JSON tells it (`CRITERION`), each piece of evidence with the page that shows it. */
export function criterionDocument({ id, title, outcome, basis, excused, lookedFor, found, next, evidence, against }: CriterionRecord, { repository }: Pick<AssessmentRecord, 'repository'>): object {
  const shown = (all: typeof evidence, speaks: 'for' | 'against'): readonly object[] => all.map((one) => ({ kind: one.kind, speaks, place: placeOf(one), says: wordsOf(one), url: addressOf(one, repository) }))
  return { id, title, outcome, basis, excused, lookedFor, found, next, evidence: [...shown(evidence, 'for'), ...shown(against, 'against')] }
}
