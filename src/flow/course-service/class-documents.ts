import type { ItemRecord } from '../../model/record.ts'
import type { StepRecord } from '../../model/progress.ts'
import type { Watched } from '../../model/stuck.ts'
import { disputeDocument, iso } from './documents.ts'
import { BASIS, DISPUTE, INTEGER, list, object, oneOf, orNull, OUTCOME, PERSON, TEXT, TIME, YES_OR_NO } from './schemas.ts'
import { nameOf } from './who.ts'

const JOB = object({ workflow: TEXT, job: TEXT, step: TEXT, url: orNull(TEXT) })
const STUCK = object({
  kind: oneOf('same-failure', 'known-reason', 'no-step'), subject: { ...TEXT, description: 'the same matter has the same one, whoever looks when' }, since: TIME, branch: orNull(TEXT), number: orNull(INTEGER, 'of the pull request that is open for it'), commits: list(TEXT),
  job: orNull(JOB, 'the job that fails'), step: orNull(TEXT, 'the first step that is not done; null where a failure is the matter'), found: TEXT, next: TEXT, hint: orNull(object({ at: TIME, number: orNull(INTEGER, 'of the issue or pull request that it is on') }), 'the hint that was given for it unasked'),
})

/** A repository that the staff may want to look at. */
export const WATCHED = object({
  repository: { ...TEXT, description: 'owner/name' }, people: { ...list(TEXT), description: 'who works on it, by login' }, stuck: list(STUCK), disputes: { ...list(DISPUTE), description: 'that wait for the staff' },
  feedback: { ...list(object({ by: PERSON, at: TIME, rating: INTEGER, text: TEXT })), description: 'the newest of each person' },
})

/** A step of the capstone in one repository, and an item of the checklist there. */
export const STEP = object({ id: TEXT, title: TEXT, part: INTEGER, state: oneOf('open', 'done', 'held', 'unknown'), basis: BASIS, since: orNull(TIME, 'when it was shown first') })
export const ITEM = object({ id: TEXT, title: TEXT, group: TEXT, required: YES_OR_NO, outcome: OUTCOME, basis: BASIS, excused: YES_OR_NO, decided: YES_OR_NO })

/** What the watch list tells of a repository, as JSON tells it (`WATCHED`). */
export function watchedDocument({ repository, people, stuck, disputes, feedback }: Watched): object {
  const name = nameOf(repository)
  return {
    repository: name, people, disputes: disputes.map((one) => disputeDocument(one, name)), feedback: feedback.map(({ by, at, rating, text }) => ({ by, at: iso(at), rating, text })),
    stuck: stuck.map(({ stuck: { kind, subject, since, branch, number, commits, job, step, found, next }, hint }) => ({ kind, subject, since: iso(since), branch, number, commits, job, step, found, next, hint: hint === null ? null : { at: iso(hint.at), number: hint.number } })),
  }
}

/** A step as JSON tells it (`STEP`). */
export function stepDocument({ id, title, part, state, basis, since }: StepRecord): object {
  return { id, title, part, state, basis, since: since === null ? null : iso(Date.parse(since)) }
}

/** An item as JSON tells it (`ITEM`). */
export function itemDocument({ id, title, group, required, outcome, basis, excused, decided }: ItemRecord): object {
  return { id, title, group, required, outcome, basis, excused: excused !== undefined, decided: decided !== undefined }
}
