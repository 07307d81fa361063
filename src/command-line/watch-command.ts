import { watchList } from '../flow/watch-list.ts'
import type { Environment } from '../github/connection.ts'
import { watchListText } from '../report/stuck/watch-list-text.ts'
import { EXIT_CODES } from './exit-codes.ts'
import type { Output } from './output.ts'
import { withConfiguredStore } from './with-configured-store.ts'

/** Prints who is stuck in the courses that run, at what and since when, whether a hint was given, which disputes wait and what feedback there is: as text, or as JSON, an array with an entry for each such repository. */
export async function runWatch(format: 'text' | 'json', output: Output, environment: Environment): Promise<number> {
  return withConfiguredStore(output, environment, async (store) => {
    const list = await watchList(store, Date.now())
    output.write(format === 'json' ? `${JSON.stringify(list, null, 2)}\n` : watchListText(list, output.layout))
    return EXIT_CODES.graded
  })
}
