import { describe, expect, it } from 'vitest'
import { builtOf } from '../../src/steps/built.ts'
import type { TracedTests } from '../../src/model/commit-trace.ts'
import { ended, push, sha, stated, store, trace } from '../support/capstone-story.ts'
import { doneStep } from '../support/records.ts'

const tests = (passed: number): TracedTests => ({ passed, failed: 0, place: { kind: 'artifact', run: 'https://github.com/o/n/actions/runs/1', name: 'reports', path: 'junit.xml', says: `${passed} passed` } })
const DAY_IN_MINUTES = 24 * 60

describe('what was built, in numbers', () => {
  const events = [
    push(0, 'tune', null, 'change'), ended(10, { id: 1, head: 'change', conclusion: 'failure' }), ended(20, { id: 1, head: 'change', conclusion: 'success', attempt: 2 }), ended(30, { id: 2, head: 'change', conclusion: 'success' }),
    stated(40, 7, 'merge', 'in_progress'), stated(50, 7, 'merge', 'success'), stated(60, 8, 'merge', 'failure'),
  ]
  const traces = [trace('change', { experiments: [store({ a: ['5', 0.8], b: ['8', 0.9] })], tests: [tests(40), tests(2)] }), trace('merge', { isDefaultBranch: true, experiments: [store({ b: ['8', 0.9] })], tests: [tests(58)] })]

  it('counts each run, experiment and deployment once, however often it was told, and a failed attempt for its run', () => {
    expect(builtOf({ events: [...events, ...events], traces: [...traces, ...traces] }, [])).toEqual({ commits: 2, runs: 2, failed: 1, experiments: 2, tests: 58, deployments: 1, days: null })
  })

  it('tells the days from the first push to the newest step, counted from one', () => {
    const first = events[0]?.at ?? 0
    const doneAt = (minutes: number) => ({ ...doneStep('step-1.1'), since: new Date(first + minutes * 60_000).toISOString() })
    const days = (minutes: number): number | null => builtOf({ events, traces: [] }, [doneAt(1), doneAt(minutes)]).days
    expect([days(5), days(DAY_IN_MINUTES), days(DAY_IN_MINUTES + 1)]).toEqual([1, 1, 2])
  })

  it('knows of no tests and no days where none were seen', () => {
    expect(builtOf({ events: [], traces: [] }, [])).toEqual({ commits: 0, runs: 0, failed: 0, experiments: 0, tests: null, deployments: 0, days: null })
    expect(builtOf({ events, traces: [trace('change', { commit: sha('change') })] }, []).tests).toBeNull()
  })
})
