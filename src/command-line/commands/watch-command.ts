import { callOperation } from '../../flow/course-service/call-operation.ts'
import type { WatchDocument } from '../../flow/course-service/watch-operations.ts'
import type { Environment } from '../../github/connection.ts'
import { jsonReport } from '../../report/formats/json-report.ts'
import { watchListText } from '../../report/stuck/watch-list-text.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { withService } from '../with-course.ts'

/** Prints the watch lists of the courses that run: as text, or as JSON, an array with what the API answers of each course. */
export async function runWatch(format: 'text' | 'json', output: Output, engineVersion: string, environment: Environment): Promise<number> {
  return withService(async (parts) => {
    const lists: (WatchDocument & Pick<Parameters<typeof watchListText>[0][number], 'calendar'>)[] = []
    for (const course of await parts.courses.courses()) {
      const answer = await callOperation('watch.read', { kind: 'operator' }, course, {}, parts)
      if (answer.ok) lists.push({ ...answer.value as WatchDocument, calendar: course.settings })
    }
    output.write(format === 'text' ? watchListText(lists, output.layout) : jsonReport(lists.map(({ calendar: _calendar, ...list }) => list)))
    return EXIT_CODES.graded
  }, output, engineVersion, environment)
}
