import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DEFAULT_COURSE_SETTINGS } from '../../src/model/course.ts'
import type { StepRecord } from '../../src/model/progress.ts'
import type { Delivery } from '../../src/flow/ports/store-ports.ts'
import { openStore } from '../../src/store/open-store.ts'
import { classApp, START } from '../support/class-app.ts'
import type { ClassGitHub } from '../support/class-github.ts'
import { ANSWERING, classOfTheWeek, deliveriesOfTheWeek, JOIN_CODE, outcomeOf } from '../support/class-week.ts'
import { aCourse } from '../support/hosting.ts'

/** Plays deliveries to a fresh App, some at a time; what comes of it. */
async function played(batches: (deliveries: readonly Delivery[]) => readonly (readonly Delivery[])[]): Promise<{ readonly outcome: unknown; readonly github: ClassGitHub }> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  try {
    await store.courses.saveCourse(aCourse({ joinCode: JOIN_CODE, settings: { ...DEFAULT_COURSE_SETTINGS, probesEnabled: true } }), START)
    const github = classOfTheWeek()
    const clock = { now: START }
    const app = classApp(store, github.app, clock, { prober: ANSWERING })
    for (const batch of batches(deliveriesOfTheWeek(github))) {
      for (const delivery of batch) await store.deliveries.add({ ...delivery, receivedAt: clock.now })
      await app.settle()
    }
    return { outcome: await outcomeOf(github, store), github }
  } finally {
    await store.close()
  }
}

const shownSteps = (outcome: unknown): unknown => (outcome as readonly { readonly steps: readonly StepRecord[] }[]).map(({ steps }) => steps.filter(({ state }) => state === 'done').map(({ id }) => id.slice(5)))

it('a class\'s deliveries shuffled, repeated and in parts end in the same assessments, the same steps and the same published state', { timeout: 600_000 }, async () => {
  const { outcome, github } = await played((all) => [all.slice(0, -1), all.slice(-1)])
  const shown = [...github.repositories.values()].map(({ shown: { runs, comments } }) => [runs.length, comments.length])
  // Ana: three commits and one Re-run; Ben: main and the fork; Eva's main, once she has joined.
  expect(shown).toEqual([[4, 1], [2, 1], [1, 0]])
  // Nothing ran on the branch that changes the README alone: what ran on main shows its tests, whichever of the two was looked at first.
  expect(JSON.stringify(outcome)).toContain('where what it runs was the same')
  // Its report comes along: the artifacts of a run are read once, whichever commit asks first.
  expect(JSON.stringify(outcome)).toContain('`junit/junit.xml` says: 1 passed in 1 s')
  expect(github.asked.filter((one) => one.startsWith('artifactZip '))).toHaveLength(3)
  // Ana's pull request shows what her deployed service answered.
  expect(JSON.stringify(outcome)).toContain('by an answer of the running service')
  // Ana has changed a parameter on a branch and seen CI pass there; what she merged and deployed before is another change.
  expect(shownSteps(outcome)).toEqual([['1.1', '2.1', '2.2', '3.1', '3.2', '3.3'], ['3.1', '3.2', '3.3'], []])
  const count = deliveriesOfTheWeek(github).length
  const anyPlay = fc.record({ order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count, maxLength: count }), repeated: fc.array(fc.nat(count - 1), { maxLength: 6 }), cut: fc.nat(count) })
  await fc.assert(fc.asyncProperty(anyPlay, async ({ order, repeated, cut }) => {
    const replayed = await played((all) => {
      const places = [...order, ...repeated]
      const deliveries = places.flatMap((place) => all[place] ?? [])
      return [deliveries.slice(0, cut), deliveries.slice(cut)]
    })
    expect(replayed.outcome).toEqual(outcome)
    for (const { shown: { runs, comments } } of replayed.github.repositories.values()) {
      expect(new Set(runs.map(({ externalId, commit }) => `${commit} ${externalId}`)).size).toBe(runs.length)
      expect(new Set(comments.map(({ number }) => number)).size).toBe(comments.length)
    }
  }), { numRuns: Number(process.env['CLASS_RUNS'] ?? 12) })
})
