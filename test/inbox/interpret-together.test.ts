import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createEnrolment } from '../../src/flow/courses/enrolment.ts'
import type { Delivery, Meaning } from '../../src/flow/ports/store-ports.ts'
import { createInterpreter } from '../../src/inbox/interpret.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { keptLog } from '../support/quiet-log.ts'

const NOW = 1_700_000_000_000
const NOTHING: Meaning = { result: 'used', marks: [], events: [], installations: [], repositories: [], removed: [] }

/** What is told of one of two repositories: a push as it was named and seen then, that it is gone, something of no use, or something that nobody can read. */
type Told = { readonly kind: 'push' | 'gone' | 'ignored' | 'unreadable' | 'suspended'; readonly repository: 42 | 43; readonly name: string; readonly private: boolean; readonly person: number; readonly branch: string }

const TOLD: fc.Arbitrary<Told> = fc.record({
  kind: fc.oneof({ weight: 12, arbitrary: fc.constant('push' as const) }, { weight: 4, arbitrary: fc.constantFrom('gone' as const, 'ignored' as const, 'unreadable' as const, 'suspended' as const) }),
  repository: fc.constantFrom(42 as const, 43 as const), name: fc.oneof({ weight: 5, arbitrary: fc.constant('capstone-ana') }, { weight: 1, arbitrary: fc.constant('notes') }),
  private: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }), person: fc.integer({ min: 5, max: 7 }), branch: fc.constantFrom('main', 'tune'),
})

function meaningOf({ kind, repository, name, private: isPrivate, person, branch }: Told, id: string): Meaning | { readonly unreadable: string } {
  const place = { installationId: 7, repositoryId: repository }
  if (kind === 'unreadable') return { unreadable: 'no id' }
  if (kind === 'ignored') return { ...NOTHING, result: 'ignored' }
  if (kind === 'gone') return { ...NOTHING, removed: [place] }
  if (kind === 'suspended') return { ...NOTHING, installations: [{ change: 'suspended', installation: anInstallation() }] }
  return {
    ...NOTHING, repositories: [aRepository({ id: repository, name: `${name}-${repository}`, private: isPrivate })],
    events: [{ ...place, id: `${id}:0`, kind: 'push', actor: { id: person, login: `person-${person}` }, at: NOW, facts: {} }],
    marks: [{ ...place, target: { kind: 'branch', name: branch }, dueAt: NOW, reason: 'push' }],
  }
}

/** All that a store holds after these were worked off, so many at a time. */
async function after(all: readonly Told[], atATime: number): Promise<unknown> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  try {
    await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, NOW)
    await store.courses.saveCourse(aCourse({ repositories: { patterns: ['capstone-*'], topics: [], names: [] } }), NOW)
    const deliveries = all.map((one, index): Delivery => ({ id: `d-${index}`, name: one.kind, action: null, installationId: 7, repositoryId: one.repository, receivedAt: NOW + index, body: JSON.stringify(one) }))
    const interpreter = createInterpreter({
      ...store, enrolment: createEnrolment(store.courses), now: () => NOW + all.length, log: keptLog(), onInstallations: () => {}, setUpCourses: () => Promise.resolve(),
      meaningOf: ({ id, body }) => meaningOf(JSON.parse(body) as Told, id),
    })
    for (let at = 0; at < deliveries.length; at += atATime) {
      for (const delivery of deliveries.slice(at, at + atATime)) await store.deliveries.add(delivery)
      interpreter.wake()
      while ((await store.deliveries.waiting(1)).length > 0) await new Promise((resolve) => { setImmediate(resolve) })
    }
    await interpreter.stop()
    const { items, counts } = await store.work.queue({ state: 'resting', most: 99, from: 0 }, NOW + 99)
    const due = await store.work.queue({ state: 'due', most: 99, from: 0 }, NOW + 99)
    return {
      counts, work: [...items, ...due.items].map(({ repositoryId, target, reasons, dueAt }) => ({ repositoryId, target, reasons, dueAt })).toSorted(byText), repositories: await store.hosting.repositoriesOf(7), enrolled: await store.courses.enrolled('mlops'),
      events: await Promise.all([42, 43].map((id) => store.journal.eventsOf(id))), participants: await Promise.all([42, 43].map((id) => store.courses.participantsOf('mlops', id))), deliveries: (await store.deliveries.counts()).toSorted(byText),
    }
  } finally {
    await store.close()
  }
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1
}

it('makes of deliveries that wait together what it makes of each alone', { timeout: 240_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(TOLD, { minLength: 2, maxLength: 60 }), async (all) => {
    expect(await after(all, all.length)).toEqual(await after(all, 1))
  }), { numRuns: Number(process.env['TOGETHER_RUNS'] ?? 25) })
})
