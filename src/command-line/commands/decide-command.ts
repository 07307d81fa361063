import { callOperation } from '../../flow/course-service/call-operation.ts'
import type { Environment } from '../../github/connection.ts'
import type { OperationId } from '../../model/role.ts'
import { decidedText, type DecidedAnswer } from '../../report/published/decided-text.ts'
import type { DecideOptions } from '../decide-options.ts'
import type { Output } from '../output.ts'
import { withCourse } from '../with-course.ts'

const OPERATION: Readonly<Record<DecideOptions['kind'], OperationId>> = { set: 'decisions.set', clear: 'decisions.clear', excuse: 'decisions.excuse', extend: 'decisions.extend', close: 'disputes.close' }

/** Decides something of one repository as the operator, or tells what would follow from it; prints it with the repository's points before and after. Exit code 2 where it cannot be decided. */
export async function runDecide({ kind, course: id, ...input }: DecideOptions, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  return withCourse(id, (course, parts) => callOperation(OPERATION[kind], { kind: 'operator' }, course, input, parts), (value, course) => decidedText(value as DecidedAnswer, course.settings, output.layout), output, engineVersion, environment)
}
