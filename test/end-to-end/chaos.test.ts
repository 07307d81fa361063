import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { differences } from '../../scripts/chaos/compare.ts'
import { playRound, type Played } from '../../scripts/chaos/round.ts'
import { storyOf } from '../../scripts/chaos/story.ts'
import { builtForFile, LONG } from '../support/built-app.ts'
import { freshDatabase } from '../support/postgres.ts'

const postgres = await freshDatabase()
const built = builtForFile()
const story = storyOf(1, 1)
let calm: Played | null = null

/** Plays the story with the faults of a seed; gives what was left undone and what is otherwise than in the calm play. */
async function chaos(seed: number, database: string | null): Promise<readonly string[]> {
  if (calm === null) throw new Error('there was no calm play')
  const played = await playRound(story, { program: built.folder, folder: join(built.folder, `chaos-${seed}`), database }, { seed, size: calm.size })
  return [...played.left, ...differences(calm.outcome, played.outcome)]
}

// Most of a round is waiting: they are played at the same time.
describe.concurrent('an App over a GitHub that fails, loses webhooks and repeats them, killed again and again under load', () => {
  beforeAll(async () => { calm = await playRound(story, { program: built.folder, folder: join(built.folder, 'calm'), database: null }, null) }, 3 * LONG)

  it.each([1, 2])('leaves what a calm play of the same story leaves (faults of seed %i)', async (seed: number) => {
    expect(await chaos(seed, null)).toEqual([])
  }, 5 * LONG)

  it.skipIf(postgres === null)('and so do two processes on one PostgreSQL', async () => {
    expect(await chaos(3, postgres)).toEqual([])
  }, 5 * LONG)
})
