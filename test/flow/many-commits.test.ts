import { expect, it } from 'vitest'
import type { StepRecord } from '../../src/model/progress.ts'
import { readProgress, STEP_RESTS } from '../../src/flow/judging/progress.ts'
import { model, PAGE, pull, push, trace } from '../support/capstone-story.ts'
import { commentStage, judged, KIM, type CommentStage } from '../support/commenting.ts'

/** More than the steps are read from at once. */
const MANY = 200

const standing = (steps: readonly StepRecord[]): readonly (readonly [string, string, string | null])[] => steps.filter(({ state }) => state === 'done' || state === 'held').map(({ id, basis, commit }) => [id, basis, commit])
const stepsOf = (stage: CommentStage): Promise<readonly StepRecord[]> => readProgress(stage.repository.hosted, 'mlops', PAGE, stage.store)

/** A change that was proposed and merged, as the App judged it. */
async function merged({ store, clock }: CommentStage): Promise<void> {
  // What the App judges now comes after all of the story.
  clock.now = Date.UTC(2026, 5, 1)
  await store.journal.addEvents([
    push(0, 'main', 'older', 'main'), push(5, 'tune', null, 'deep'), pull(6, 'opened', { head: 'deep', base: 'main' }), pull(10, 'closed', { head: 'deep', base: 'main', merged: 'merge' }), push(10, 'main', 'main', 'merge'),
  ])
  for (const [since, one] of [trace('main', { branch: 'main', model: model('5') }), trace('deep', { model: model('8') }), trace('merge', { branch: 'main', model: model('8') })].entries()) await store.traces.save({ ...one, since })
}

/** So many commits more on the default branch, without a change of the model. */
async function more({ store }: CommentStage, name: string, after: string, count: number, minutes: number): Promise<void> {
  const names = Array.from({ length: count }, (_, place) => `${name}${place}x`)
  await store.journal.addEvents(names.map((one, place) => push(minutes + place, 'main', names[place - 1] ?? after, one)))
  for (const [place, one] of names.entries()) await store.traces.save(trace(one, { branch: 'main', model: model('8'), since: minutes + place }))
}

it('what was done stays done, with its proof, however many commits follow it', { timeout: 60_000 }, async () => {
  const stage = await commentStage()
  await merged(stage)
  const before = standing(await stepsOf(stage))
  expect(before.map(([id]) => id)).toEqual(expect.arrayContaining(['step-1.1', 'step-3.1', 'step-4.1']))
  await more(stage, 'b', 'merge', MANY - 5, 20)
  await judged(stage)
  await more(stage, 'c', `b${MANY - 6}x`, MANY, 400)
  await judged(stage)
  expect((await stage.store.traces.ofRepository(42, MANY)).map(({ commit }) => commit)).not.toContain(before[0]?.[2])
  expect(standing(await stepsOf(stage))).toEqual(expect.arrayContaining([...before]))
})

it('what the staff set over it stays there to come back to', { timeout: 60_000 }, async () => {
  const stage = await commentStage()
  await merged(stage)
  const before = standing(await stepsOf(stage))
  await stage.ask(KIM, '/set 1.1 open Another group did this')
  await more(stage, 'b', 'merge', MANY - 5, 20)
  await judged(stage)
  await more(stage, 'c', `b${MANY - 6}x`, MANY, 400)
  await stage.ask(KIM, '/clear 1.1')
  expect(standing(await stepsOf(stage))).toEqual(expect.arrayContaining([...before]))
})

it('nothing is noted of a repository with few commits', async () => {
  const stage = await commentStage()
  await merged(stage)
  await judged(stage)
  expect(await stage.store.journal.eventsOf(42, STEP_RESTS)).toEqual([])
})
