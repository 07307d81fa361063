import { expect, it } from 'vitest'
import { commitsOf } from '../../src/steps/commits.ts'
import { knownRuns } from '../../src/steps/experiments.ts'
import { happeningsOf } from '../../src/steps/happenings.ts'
import { pairsOf } from '../../src/steps/pairs.ts'
import { model, push, seen, sha, step, store, trace } from '../support/capstone-story.ts'

const START = push(0, 'main', 'older', 'main')
const MAIN = trace('main', { branch: 'main' })
const chain = (branch: string, from: string | null, count: number) => Array.from({ length: count }, (_, place) => push(5 + place, branch, place === 0 ? from : `c${place - 1}x`, `c${place}x`))

it('follows pushes that nobody judged, however many they are', () => {
  expect(step('step-1.1', { events: [START, ...chain('main', 'main', 1000)], traces: [MAIN, trace('c999x', { branch: 'main', model: model('8') })] })).toMatchObject({ state: 'done', commit: sha('c999x') })
})

it('looks at each push a few times, not once for each other one', () => {
  const known = seen({ events: [START, ...chain('tune', null, 2000)], traces: [MAIN, ...Array.from({ length: 100 }, (_, place) => trace(`c${1900 + place}x`, { model: model(String(place)) }))] })
  const happened = happeningsOf(known)
  let reads = 0
  const counted = happened.pushes.map((one) => new Proxy(one, { get: (target, key) => { reads += 1; return Reflect.get(target, key) as unknown } }))
  expect(pairsOf(commitsOf(known, happened), { ...happened, pushes: counted }, 'main')).toHaveLength(100)
  expect(reads).toBeLessThan(20 * happened.pushes.length)
})

it('keeps a bounded number of runs, the newest, and the same object where a commit adds none', () => {
  const traces = Array.from({ length: 60 }, (_, commit) => trace(`c${commit}x`, { since: commit, experiments: [store(Object.fromEntries(Array.from({ length: 50 }, (__, run) => [`${commit}-${run}`, ['5', 0.5]])))] }))
  const known = knownRuns({ commits: commitsOf({ ...seen({}), traces: [...traces, trace('same', { since: 99 })] }, happeningsOf(seen({}))) })
  expect([known.at(-1)?.known.runs.length, known.at(-1)?.known.runs.at(-1)?.run.id]).toEqual([500, 'run-59-49'])
  expect(known.at(-1)?.known).toBe(known.at(-2)?.known)
})
