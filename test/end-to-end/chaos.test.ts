import { join } from 'node:path'
import { expect, it } from 'vitest'
import { differences } from '../../scripts/chaos/compare.ts'
import { playRound } from '../../scripts/chaos/round.ts'
import { storyOf } from '../../scripts/chaos/story.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'
import { freshDatabase } from '../support/postgres.ts'

const postgres = await freshDatabase()
const built = builtForFile()

/** Plays a round for one student; gives what was left undone and what is otherwise than in a calm play. */
async function round(seed: number, database: string | null): Promise<readonly string[]> {
  const folder = temporaryFolder()
  const story = storyOf(seed, 1)
  const calm = await playRound(story, { program: built.folder, folder: join(folder, 'calm'), database: null }, null)
  const chaos = await playRound(story, { program: built.folder, folder: join(folder, 'chaos'), database }, calm.size)
  return [...calm.left, ...chaos.left, ...differences(calm.outcome, chaos.outcome)]
}

it.each([1, 2])('an App that is killed under load, over a GitHub that fails and repeats itself, ends as in calm (seed %i)', async (seed) => {
  expect(await round(seed, null)).toEqual([])
}, 5 * LONG)

it.skipIf(postgres === null)('two replicas of which one is killed, or both, end as one in calm', async () => {
  expect(await round(3, postgres)).toEqual([])
}, 5 * LONG)
