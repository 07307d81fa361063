import { expect, it, onTestFinished } from 'vitest'
import { STEPS_CHANGED } from '../../../src/flow/publishing/tell-steps.ts'
import { readProgress } from '../../../src/flow/judging/progress.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { classApp, START } from '../../support/class-app.ts'
import { classOfTheWeek, deliveriesOfTheWeek } from '../../support/class-week.ts'
import { aCourse, aRepository } from '../../support/hosting.ts'

it('keeps what each judged commit shows of the steps, notes a change once, and leaves the kept records without them', { timeout: 120_000 }, async () => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  await store.courses.saveCourse(aCourse(), START)
  const github = classOfTheWeek()
  const clock = { now: START }
  const app = classApp(store, github.app, clock)
  for (const delivery of deliveriesOfTheWeek(github)) await store.deliveries.add({ ...delivery, receivedAt: clock.now })
  await app.settle()
  const traces = await store.traces.ofRepository(42, 200)
  expect(traces.map(({ branch, runs }) => [branch, runs.length]).toSorted(([one], [other]) => String(one).localeCompare(String(other)))).toEqual([['main', 1], ['notes', 0], ['tune', 2]])
  expect(traces.every(({ workflows }) => String(workflows) === '.github/workflows/ci.yml')).toBe(true)
  const steps = await readProgress(aRepository(), 'mlops', null, store)
  expect(steps.find(({ id }) => id === 'step-1.1')).toMatchObject({ state: 'done', found: 'train.max_depth 5 → 8 (params.yaml:2), at 616e612.' })
  // What was merged and deployed that week was another pull request.
  expect(steps.find(({ id }) => id === 'step-4.2')).toMatchObject({ state: 'open', found: 'The deployment to production succeeded at 616e612; no merge of the change into main was seen before it.' })
  const changes = await store.journal.eventsOf(42, STEPS_CHANGED)
  expect(changes.length).toBeGreaterThan(0)
  expect(changes.at(-1)?.facts).toMatchObject({ done: steps.filter(({ state }) => state === 'done').length, states: steps.map(({ state }) => state).join(' ') })
  const assessment = await store.assessments.newest(42, 'default-branch')
  expect(assessment?.record.steps).toEqual([])
  // The same delivered again changes no step: nothing is noted.
  for (const delivery of deliveriesOfTheWeek(github)) await store.deliveries.add({ ...delivery, id: `${delivery.id}-again`, receivedAt: clock.now })
  await app.settle()
  expect(await store.journal.eventsOf(42, STEPS_CHANGED)).toEqual(changes)
})
