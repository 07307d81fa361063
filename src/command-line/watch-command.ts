import { callOperation } from '../flow/course-service/call-operation.ts'
import { watchList } from '../flow/watch-list.ts'
import type { Environment } from '../github/connection.ts'
import { watchListText } from '../report/stuck/watch-list-text.ts'
import { EXIT_CODES } from './exit-codes.ts'
import type { Output } from './output.ts'
import { withService } from './with-course.ts'

/** Prints who is stuck in the courses that run, at what and since when, whether a hint was given, which disputes wait and what feedback there is: as text, or as JSON, an array with what the API answers of each course. */
export async function runWatch(format: 'text' | 'json', output: Output, engineVersion: string, environment: Environment): Promise<number> {
  return withService(async (parts) => {
    if (format === 'text') output.write(watchListText(await watchList(parts, parts.now()), output.layout))
    else {
      const all: unknown[] = []
      for (const course of await parts.courses.courses()) {
        const answer = await callOperation('watch.read', { kind: 'operator' }, course, {}, parts)
        if (answer.ok) all.push(answer.value)
      }
      output.write(`${JSON.stringify(all, null, 2)}\n`)
    }
    return EXIT_CODES.graded
  }, output, engineVersion, environment)
}
