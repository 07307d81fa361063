import { wordOn } from '../../grade/repository-grade.ts'
import type { Subject } from '../../model/decision.ts'
import type { StepState } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { NOT_GRADED_YET, setToWords } from '../gradebook/graded-by-people.ts'

export const STEP_STATES: Readonly<Record<StepState, string>> = { done: 'done', held: 'held back', open: 'open', unknown: 'could not be seen' }

const EXCUSED = 'excused'

/** How something of a record stands. */
export type StandingSaid = { readonly subject: Subject; readonly title: string; readonly says: string }

/** How everything of a record stands, in some words each: items with the share or level that they were set to, criteria, steps. A student's own item that has the id of the course's is told by its criterion alone. */
export function standingsIn(record: AssessmentRecord): readonly StandingSaid[] {
  const items = new Map([...record.items, ...record.practices, ...record.own].toReversed().map((item) => [item.id, item]))
  return [
    ...[...items.values()].map((item): StandingSaid => {
      const { source, share, level } = wordOn(item, record)
      return { subject: { kind: 'item', id: item.id }, title: item.title, says: source === 'excused' ? EXCUSED : source === 'not-graded' ? NOT_GRADED_YET : setToWords({ outcome: item.outcome, share, level }) }
    }),
    ...record.criteria.map(({ id, title, outcome, excused }): StandingSaid => ({ subject: { kind: 'criterion', id }, title, says: excused === null ? outcome : EXCUSED })),
    ...record.steps.map(({ id, title, state }): StandingSaid => ({ subject: { kind: 'step', id }, title, says: STEP_STATES[state] })),
  ]
}

/** Something that stands otherwise in one record than in another. */
export type StandingChange = { readonly subject: Subject; readonly title: string; readonly before: string; readonly after: string }

/** What stands otherwise in the second of two records of one repository. */
export function standingChanges(before: AssessmentRecord, after: AssessmentRecord): readonly StandingChange[] {
  const then = new Map(standingsIn(after).map((one) => [keyOf(one.subject), one.says]))
  return standingsIn(before).flatMap(({ subject, title, says }) => {
    const now = then.get(keyOf(subject))
    return now === undefined || now === says ? [] : [{ subject, title, before: says, after: now }]
  })
}

/** What tells one subject from another. */
export function keyOf({ kind, id }: Subject): string {
  return `${kind} ${id}`
}
