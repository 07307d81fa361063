import { classStanding } from '../class/class-standing.ts'
import { done, operation, type Operation } from './operation.ts'
import { OPERATIONS_OPERATIONS } from './operations-operations.ts'
import { object } from './schemas.ts'
import { WATCH_OPERATIONS } from './watch-operations.ts'

const readClass = operation({
  id: 'class.read', about: 'course', http: null, says: 'The class as it stands: steps, items, points, who is stuck, disputes that wait, and how new each row is.',
  // Pages alone ask for it, in this process: its form is that of `ClassStanding`.
  input: object({}), output: { type: 'object' },
}, async (_, { course, parts }) => done(await classStanding(course, parts)))

/** What pages show of a whole class. */
export const CLASS_OPERATIONS: readonly Operation[] = [readClass, ...WATCH_OPERATIONS, ...OPERATIONS_OPERATIONS]
