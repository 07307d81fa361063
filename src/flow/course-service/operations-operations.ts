import type { CourseWork } from '../../model/work.ts'
import { workKind } from '../../report/words/work-words.ts'
import { auditEntryOf } from './audit-entry.ts'
import { done, operation, refused, type Operation } from './operation.ts'
import { object, SCHEMA_NUMBER } from './schemas.ts'
import { nameOf } from './who.ts'

/** What is shown of a list of work and deliveries. */
const MOST = 500

const read = operation<object>({
  id: 'operations.read', about: 'course', http: null, says: 'The work on the repositories of the course that is due, being done, failing or given up, and their webhooks that were set aside.',
  // Pages alone ask for it, in this process: its form is that of `CourseWork`.
  input: object({}), output: { type: 'object' },
}, async (_, { course: { id }, parts }) => {
  const [work, aside] = await Promise.all([parts.work.inCourse(id, MOST, parts.now()), parts.deliveries.asideIn(id, MOST)])
  const ids = [...new Set([...work, ...aside].map(({ repositoryId }) => repositoryId))]
  const names = new Map((await Promise.all(ids.map((one) => parts.hosting.lastSeen(one)))).flatMap((one) => one === null ? [] : [[one.id, nameOf(one)] as const]))
  return done<CourseWork>({ work, aside, names, most: MOST })
})

const again = operation<{ readonly work: string }>({
  id: 'operations.again', about: 'course', http: null, says: 'Brings work back that was given up on a repository of the course, with no attempts counted.',
  input: object({ work: { type: 'string', minLength: 1, maxLength: 100 } }), output: object({ schema: SCHEMA_NUMBER }),
}, async ({ work: id }, call) => {
  const { course, parts } = call
  const found = (await parts.work.inCourse(course.id, MOST, parts.now())).find((one) => one.id === id && one.state === 'dead')
  if (found === undefined || (await parts.work.requeue(id, parts.now())).length === 0) return refused('not-found', 'no work of this id is given up in the course', 'Open the page again: it may have been brought back already.', '/work')
  // A branch is a student's word, and stays out of what is kept for ever.
  await parts.journal.addAudit(auditEntryOf(call, 'work.again', `${workKind(found.target)} of repository ${found.repositoryId}, which had been given up`))
  return done({ schema: 1 })
})

/** How the App works on the repositories of a course. */
export const OPERATIONS_OPERATIONS: readonly Operation[] = [read, again]
