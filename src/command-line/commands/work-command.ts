import type { WorkStore } from '../../flow/ports/work-port.ts'
import type { DeadItem } from '../../model/work.ts'
import type { Environment } from '../../github/connection.ts'
import { safeForTerminal } from '../../report/text/terminal-text.ts'
import { workWords } from '../../report/words/work-words.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { withConfiguredStore } from '../with-configured-store.ts'

const MOST = 1000

/** Prints how much work there is and what was given up, or brings given-up work back: one item by its id, or `all`. Exit code 2 where there is none of that id. */
export async function runWork(again: string | null, output: Output, environment: Environment): Promise<number> {
  return withConfiguredStore(output, environment, ({ work }) => again === null ? show(work, output) : bringBack(again, work, output))
}

async function show(work: WorkStore, output: Output): Promise<number> {
  const now = Date.now()
  const { due, later, held, dead, oldestDueAt } = await work.depth(now)
  const age = oldestDueAt === null ? '' : `, the oldest for ${Math.round((now - oldestDueAt) / 1000)} s`
  output.write(`${due} due${age}; ${held} being worked on; ${later} later; ${dead} given up\n`)
  const items = await work.dead(MOST)
  output.write(items.map(lineOf).join(''))
  if (dead > 0) output.write('Bring one back with `capstone-coach work again ID`, every one with `capstone-coach work again all`.\n')
  return EXIT_CODES.graded
}

async function bringBack(id: string, work: WorkStore, output: Output): Promise<number> {
  const back = (await work.requeue(id === 'all' ? null : id, Date.now())).length
  output.write(`${back} brought back; the App takes it up within seconds\n`)
  if (back > 0 || id === 'all') return EXIT_CODES.graded
  output.warn(`capstone-coach: no work of the id ${id} was given up; \`capstone-coach work\` lists what was\n`)
  return EXIT_CODES.usage
}

function lineOf({ id, repositoryId, target, attempts, says, diedAt }: DeadItem): string {
  return `${id}  ${new Date(diedAt).toISOString()}  repository ${repositoryId}, ${safeForTerminal(workWords(target))}: ${safeForTerminal(says)} (${attempts} attempts)\n`
}
