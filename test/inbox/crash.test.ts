import { expect, it } from 'vitest'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { classApp, START } from '../support/class-app.ts'
import type { ClassGitHub } from '../support/class-github.ts'
import { classOfTheWeek, deliveriesOfTheWeek, outcomeOf } from '../support/class-week.ts'
import { crashing, type Crash } from '../support/crashing.ts'
import { aCourse } from '../support/hosting.ts'

/** Pushes to main and to a branch, its pull request, and the end of its CI. */
const PLAYED = ['push', 'push', 'pull_request', 'workflow_run']
const LEASE = 60_000

type Played = { readonly outcome: unknown; readonly written: unknown; readonly annotations: number; readonly calls: number; readonly left: unknown }

async function played(crash: Crash | null): Promise<Played> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  try {
    const github = classOfTheWeek()
    for (const id of [43, 44]) github.repositories.delete(id)
    await store.courses.saveCourse(aCourse(), START)
    const wanted = [...PLAYED]
    for (const delivery of deliveriesOfTheWeek(github).slice(2)) {
      if (delivery.name !== wanted[0] || delivery.body.includes('notes')) continue
      wanted.shift()
      await store.deliveries.add({ ...delivery, receivedAt: START })
    }
    const { wrap, isDead, calls } = crashing(crash)
    const clock = { now: START }
    await classApp(wrap(portsOf(store)), wrap(github.app), clock, { isDead, watched: store }).settle()
    // After kill -9 another process begins, on what was kept; the lease of the dead one has to end.
    if (isDead()) clock.now += LEASE
    await classApp(store, github.app, clock).settle()
    const annotations = [...github.repositories.values()].flatMap(({ shown }) => shown.runs).reduce((sum, run) => sum + run.annotations, 0)
    return { outcome: withoutAnnotations(await outcomeOf(github, store)), written: writtenTo(github), annotations, calls: calls(), left: await store.work.depth(clock.now) }
  } finally {
    await store.close()
  }
}

function portsOf({ deliveries, work, pace, hosting, courses, operators, roster, tokens, checklists, releases, assessments, gists, activities, readings, traces, decisions, counts, contributions, journal, publications, probes, standings, watchNotes, wrongVerdicts }: Store): Omit<Store, 'facts' | 'privacy' | 'onWork' | 'ready' | 'about' | 'close'> {
  return { deliveries, work, pace, hosting, courses, operators, roster, tokens, checklists, releases, assessments, gists, activities, readings, traces, decisions, counts, contributions, journal, publications, probes, standings, watchNotes, wrongVerdicts }
}

function writtenTo(github: ClassGitHub): unknown {
  return [...github.repositories.values()].map(({ shown: { runs, comments } }) => [runs.map(({ externalId }) => externalId).toSorted(), comments.map(({ number }) => number)])
}

/** Annotations of a write whose answer was lost are not sent again, since GitHub would show them twice: there may be fewer. */
function withoutAnnotations(outcome: unknown): unknown {
  return JSON.parse(JSON.stringify(outcome, (key, value: unknown) => key === 'annotations' ? undefined : value))
}

const ALL = process.env['EVERY_CRASH'] !== undefined
/** Between two crashes, where not every one is tried. */
const STEP = 7
const CRASHES = [{ when: 'before', how: 'die' }, { when: 'after', how: 'die' }, { when: 'before', how: 'throw' }, { when: 'after', how: 'throw' }] as const

it('a crash at any call to store or GitHub loses no delivery and publishes nothing twice', { timeout: 1_800_000 }, async () => {
  const { outcome, written, annotations, calls, left } = await played(null)
  expect(calls).toBeGreaterThan(50)
  expect(left).toMatchObject({ due: 0, later: 0, held: 0, dead: 0 })
  for (let at = 0; at < calls; at += ALL ? 1 : STEP) {
    for (const kind of ALL ? CRASHES : [CRASHES[(at / STEP) % 4] ?? CRASHES[0]]) {
      const crash: Crash = { at, ...kind }
      const after = await played(crash)
      expect({ crash, outcome: after.outcome, written: after.written, left: after.left }).toEqual({ crash, outcome, written, left })
      expect(after.annotations).toBeLessThanOrEqual(annotations)
    }
  }
})
