import { OUTCOMES } from '../../model/criterion.ts'
import { THE_OPERATOR } from '../../model/decision.ts'
import type { VerdictKind } from '../../model/item-verdicts.ts'
import { itemVerdicts } from '../decisions/item-verdicts.ts'
import { sayWrong, wrongVerdictsOf, type SaidWrong } from '../decisions/wrong-verdicts.ts'
import { namedAuthorOf } from './keep.ts'
import { done, operation, refused, type Operation } from './operation.ts'
import { INTEGER, object, OF, oneOf, OUTCOME, REASON, SCHEMA_NUMBER } from './schemas.ts'
import { nameOf } from './who.ts'

type ItemInput = { readonly item: string; readonly kind?: VerdictKind; readonly sample?: number; readonly page?: number }

const readItem = operation<ItemInput>({
  id: 'item.read', about: 'course', http: null, says: 'One item of the checklist: what it asks, how the repositories stand, and the verdicts on some of them with the place that decides each.',
  // Pages alone ask for it, in this process: its form is that of `ItemReading`.
  input: object({ item: { type: 'string', maxLength: 100 }, kind: oneOf(...OUTCOMES, 'excused', 'not-graded'), sample: { type: 'integer', minimum: 0, maximum: 999_999_999 }, page: { type: 'integer', minimum: 1 } }, ['kind', 'sample', 'page']),
  output: { type: 'object' },
}, async ({ item, kind = null, sample = null, page = 1 }, { course, parts }) => {
  const reading = await itemVerdicts(course, { item, kind, sample, page }, parts)
  return reading === null ? refused('not-found', `the checklist of ${course.id} has no item ${JSON.stringify(item)}`, 'See the list of its items.', '/item') : done(reading)
})

const readWrong = operation({
  id: 'wrong.read', about: 'course', http: null, says: 'The verdicts that the staff said to be wrong, the newest first, each with what the App said, and what a later judgement says otherwise.',
  // Pages alone ask for it, in this process: its form is that of a list of `WrongVerdictSeen`.
  input: object({}), output: { type: 'array' },
}, async (_, { course, parts }) => done(await wrongVerdictsOf(course, parts)))

const reportWrong = operation<SaidWrong>({
  id: 'wrong.report', about: 'repository', http: null, says: 'Says that a verdict is wrong: which outcome is right instead, and why. It changes no grade.',
  input: object({
    of: OF, assessment: { type: 'string', minLength: 1, maxLength: 200, description: 'the judgement that it is about' }, item: { type: 'string', minLength: 1, maxLength: 100 }, criterion: { type: 'string', minLength: 1, maxLength: 100 },
    right: OUTCOME, reason: REASON,
  }),
  output: object({ schema: SCHEMA_NUMBER, repository: INTEGER }),
}, async (said, { actor, course, target, parts }) => {
  const repository = target?.repository ?? null
  if (repository === null) return refused('not-found', 'no repository is named', 'Name one as owner/name.', '/of')
  const kept = await sayWrong(said, namedAuthorOf(actor) ?? THE_OPERATOR, { courseId: course.id, repositoryId: repository.id }, parts)
  if (kept === 'no-verdict') return refused('not-found', `${nameOf(repository)} has no such verdict on ${JSON.stringify(said.criterion)}`, 'Open the page of the item anew, and say it there.', '/assessment')
  if (kept === 'said-already') return refused('conflict', `the App says ${said.right} already`, 'Choose the outcome that is right instead.', '/right')
  return done({ schema: 1, repository: repository.id })
})

/** What can be read of the verdicts on one item, and said of them. */
export const ITEM_OPERATIONS: readonly Operation[] = [readItem, readWrong, reportWrong]
