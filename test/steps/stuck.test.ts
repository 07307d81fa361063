import { describe, expect, it } from 'vitest'
import type { CommitTrace, TracedFailure } from '../../src/model/commit-trace.ts'
import type { Decision } from '../../src/model/decision.ts'
import type { RunReason } from '../../src/model/run-reason.ts'
import type { DomainEvent } from '../../src/model/work.ts'
import { progressOf } from '../../src/steps/progress.ts'
import { stuckOf, type StuckNow, type StuckSeen } from '../../src/steps/stuck.ts'
import { decision, deletion, done, ended, minute, pull, push, seen, sha, trace, traced, tracedRun } from '../support/capstone-story.ts'

const DAY = 1440
/** The one who works on the repository; people of the stories have the length of their login as id. */
const ANA = 'ana'.length
const CI = '.github/workflows/ci.yml'
const MLFLOW: RunReason = { kind: 'missing-module', line: 'ModuleNotFoundError: No module named \'mlflow\'', about: ['mlflow'], at: null }
const PANDAS: RunReason = { ...MLFLOW, line: 'ModuleNotFoundError: No module named \'pandas\'', about: ['pandas'] }

const tests = (...about: readonly string[]): RunReason => ({ kind: 'failing-test', line: `FAILED ${about[0] ?? ''}`, about, at: null })
const lint = (path: string, line: number): RunReason => ({ kind: 'lint', line: `${path}:${line}:1: F401 unused`, about: ['ruff', 'F401'], at: { path, line } })
const refused = (line: string): RunReason => ({ kind: 'authentication', line, about: [], at: null })

type Head = { readonly name: string; readonly at: number; readonly reason?: RunReason | null; readonly step?: string; readonly job?: string; readonly passed?: boolean }

/** Heads of a branch one after the other, each pushed at a minute, with the end of its run two minutes later. */
function line(heads: readonly Head[], branch = 'tune'): { readonly events: readonly DomainEvent[]; readonly traces: readonly CommitTrace[] } {
  const events = heads.flatMap(({ name, at, passed = false }, index) => [
    push(at, branch, index === 0 ? null : heads[index - 1]?.name ?? null, name),
    ended(at + 2, { id: 100 + index, head: name, conclusion: passed ? 'success' : 'failure', branch }),
  ])
  const traces = heads.map(({ name, at, reason = null, step = 'pytest', job = 'test', passed = false }, index) => {
    const failure: TracedFailure = { job, step, reason, found: reason === null ? '' : 'found', next: reason === null ? '' : 'next' }
    return trace(name, { branch, since: minute(at), runs: [{ ...tracedRun(at + 2, { id: 100 + index, head: name, conclusion: passed ? 'success' : 'failure', branch }, passed ? [] : [job]), ...passed ? {} : { failures: [failure] } }] })
  })
  return { events: [push(0, 'main', 'older', 'main'), ...events], traces: [trace('main', { branch: 'main', since: minute(0) }), ...traces] }
}

/** Who is stuck by then, in minutes of the story; a course of seven days without dates, and a student who came with it, unless it is said otherwise. */
function stuck(now: number, changes: Parameters<typeof seen>[0], input: Partial<StuckSeen> = {}): StuckNow {
  const all = seen(changes)
  return stuckOf({ seen: all, steps: progressOf(all), settings: { stuckDays: 7, opensAt: null, closesAt: null }, enrolledAt: minute(0), participants: new Set([ANA]), excusedJobs: [], now: minute(now), ...input })
}
const kinds = ({ stuck: all }: StuckNow): readonly string[] => all.map(({ kind, subject }) => `${kind} ${subject}`)
const wake = ({ wakeAt }: StuckNow): number | null => wakeAt === null ? null : (wakeAt - minute(0)) / 60_000

const RED = [{ name: 'a', at: 10 }, { name: 'b', at: 20 }, { name: 'c', at: 30 }]

describe('the same failure three times', () => {
  it.each([
    ['the same job and step at three heads', RED, [`same-failure ${CI} test pytest`]],
    ['two heads', RED.slice(0, 2), []],
    ['the third passed', [...RED.slice(0, 2), { name: 'c', at: 30, passed: true }], []],
    ['one passed in between', [RED[0], { name: 'b', at: 20, passed: true }, { name: 'c', at: 30 }, { name: 'd', at: 40 }], []],
    ['another step failed the third time', [...RED.slice(0, 2), { name: 'c', at: 30, step: 'ruff' }], []],
    ['another job', [...RED.slice(0, 2), { name: 'c', at: 30, job: 'lint' }], []],
    ['the same reason, also in another step', RED.map((head, index) => ({ ...head, reason: MLFLOW, step: `step ${index}` })), ['same-failure missing-module mlflow']],
    ['the reason moved on in the same step', RED.map((head, index) => ({ ...head, reason: index < 2 ? MLFLOW : PANDAS })), []],
    ['the same test, while others fail beside it', RED.map((head, index) => ({ ...head, reason: index === 0 ? tests('a') : tests('a', 'b') })), ['same-failure failing-test a b']],
    ['one test after the other was mended', RED.map((head, index) => ({ ...head, reason: tests(...['a', 'b', 'c'].slice(index)) })), []],
    ['another test each time', RED.map((head, index) => ({ ...head, reason: tests(`t${index}`) })), []],
    ['the same rule at another line', RED.map((head, index) => ({ ...head, reason: lint('src/a.py', index) })), ['same-failure lint ruff F401 src/a.py']],
    ['the same rule in another file', RED.map((head, index) => ({ ...head, reason: lint(`src/${index}.py`, 1) })), []],
    ['a refusal of no named service, with another number', RED.map((head, index) => ({ ...head, reason: refused(`403 Forbidden, request ${index}`) })), ['same-failure authentication Forbidden, request']],
    ['refusals that say different things', RED.map((head, index) => ({ ...head, reason: refused(['403 Forbidden: bucket', '401 Unauthorized: model', 'Access denied: page'][index] ?? '') })), []],
    ['a log that could not be read in between', RED.map((head, index) => ({ ...head, reason: index === 1 ? null : MLFLOW })), ['same-failure missing-module mlflow']],
  ] as const)('%s', (_, heads, expected) => {
    expect(kinds(stuck(50, line(heads.flatMap((head) => head ?? []))))).toEqual(expected)
  })
  it('names the heads, the job, the branch and the pull request that is open for it', () => {
    const { events, traces } = line(RED)
    expect(stuck(50, { events: [...events, pull(12, 'opened', { number: 4, head: 'a', base: 'main' })], traces }).stuck).toMatchObject([{
      since: minute(12), branch: 'tune', number: 4, commits: [sha('a'), sha('b'), sha('c')], job: { workflow: CI, job: 'test', step: 'pytest', url: 'https://github.com/octo-org/churn/actions/runs/102' },
    }])
  })
  it('is none where something else moved since the first of them', () => {
    const { events, traces } = line(RED)
    expect(kinds(stuck(50, { events, traces, statements: [done(25, 'step-4.3', 'the logs show each request')] }))).toEqual([])
    expect(kinds(stuck(50, { events, traces, statements: [done(5, 'step-4.3', 'the logs show each request')] }))).toEqual([`same-failure ${CI} test pytest`])
  })
  it.each([
    ['was deleted', [deletion(40, 'tune', 'c')]],
    ['was closed', [pull(12, 'opened', { head: 'a', base: 'main' }), pull(40, 'closed', { head: 'c', base: 'main' })]],
  ])('is none of a line that %s', (_, more) => {
    const { events, traces } = line(RED)
    expect(kinds(stuck(50, { events: [...events, ...more], traces }))).toEqual([])
  })
  it('is none of an older line, once another one runs', () => {
    const { events, traces } = line(RED)
    const other = [push(40, 'fresh', null, 'f'), ended(42, { id: 200, head: 'f', conclusion: 'success', branch: 'fresh' })]
    expect(kinds(stuck(50, { events: [...events, ...other], traces }))).toEqual([])
  })
  it('counts on the default branch too, where somebody works there', () => {
    const { events, traces } = line(RED, 'main')
    expect(kinds(stuck(50, { events: events.slice(1), traces: traces.slice(1) }))).toEqual([`same-failure ${CI} test pytest`])
  })
  it('is none of a job that holds back nothing but what is excused', () => {
    expect(kinds(stuck(50, line(RED), { excusedJobs: [{ workflow: CI, job: 'test' }] }))).toEqual([])
    expect(kinds(stuck(50, line(RED), { excusedJobs: [{ workflow: CI, job: 'lint' }] }))).toHaveLength(1)
  })
  it('is the same in any order, with anything repeated', () => {
    const { events, traces } = line(RED)
    expect(stuck(50, { events: [...events, ...events].reverse(), traces: traces.toReversed() })).toEqual(stuck(50, { events, traces }))
  })
})

describe('a failure for a known reason', () => {
  const ONE = [{ name: 'a', at: 10, reason: MLFLOW }]
  it('is told where the next push did not mend it', () => {
    expect(kinds(stuck(25, line([...ONE, { name: 'b', at: 20, reason: MLFLOW }])))).toEqual(['known-reason missing-module mlflow'])
    expect(kinds(stuck(25, line([...ONE, { name: 'b', at: 20, reason: PANDAS }])))).toEqual([])
    expect(kinds(stuck(25, line([...ONE, { name: 'b', at: 20, passed: true }])))).toEqual([])
  })
  it('is told where a day has passed, and is waited for until then', () => {
    const before = stuck(11 + DAY, line(ONE))
    expect([kinds(before), wake(before)]).toEqual([[], 12 + DAY])
    expect(kinds(stuck(12 + DAY, line(ONE)))).toEqual(['known-reason missing-module mlflow'])
  })
  it('is not told of a failure that nobody recognised, for days', () => {
    expect(kinds(stuck(6 * DAY, line([{ name: 'a', at: 10 }])))).toEqual([])
  })
})

describe('no step forward for the days of the course', () => {
  const MAIN = { events: [push(0, 'main', 'older', 'main')], traces: [trace('main', { branch: 'main', since: minute(0) })] }
  it('is told from the day on, and waited for until then', () => {
    const before = stuck(7 * DAY - 1, MAIN)
    expect([kinds(before), wake(before)]).toEqual([[], 7 * DAY])
    expect(stuck(7 * DAY, MAIN)).toMatchObject({ stuck: [{ kind: 'no-step', subject: 'step-1.1', since: minute(0), step: 'step-1.1' }], wakeAt: null })
  })
  it('counts from the enrolment where nothing was ever pushed', () => {
    expect(wake(stuck(0, {}, { enrolledAt: minute(DAY) }))).toBe(8 * DAY)
    expect(kinds(stuck(8 * DAY, {}, { enrolledAt: minute(DAY) }))).toEqual(['no-step step-1.1'])
  })
  it.each([
    ['a push that shows a step', { events: [...MAIN.events, push(3 * DAY, 'tune', 'main', 'deep')], traces: MAIN.traces }, 10 * DAY],
    ['a push that shows nothing', { events: [...MAIN.events, push(3 * DAY, 'main', 'main', 'next')], traces: [...MAIN.traces, trace('next', { branch: 'main', since: minute(3 * DAY) })] }, 7 * DAY],
    ['a criterion that is further than before', { events: [...MAIN.events, push(3 * DAY, 'main', 'main', 'next')], traces: [...MAIN.traces, trace('next', { branch: 'main', since: minute(3 * DAY), criteria: [traced('health')] })] }, 10 * DAY],
    ['what a participant says', { ...MAIN, statements: [done(2 * DAY, 'step-4.3', 'the logs show each request')] }, 9 * DAY],
    ['an extension', { ...MAIN, decisions: [extended(2 * DAY, 90 * DAY)] }, 9 * DAY],
    ['the end of a pause', { ...MAIN, decisions: [pause(DAY), pause(4 * DAY, 'resume')] }, 11 * DAY],
  ] as const)('%s counts as it should', (_, changes, due) => {
    expect(wake(stuck(4 * DAY, changes))).toBe(due)
    expect(stuck(due, changes).stuck).toHaveLength(1)
  })
  it('is none while the course is paused', () => {
    expect(stuck(20 * DAY, { ...MAIN, decisions: [pause(DAY)] })).toEqual({ stuck: [], wakeAt: null })
  })
  it('is none before the course opens, and counts from then', () => {
    const settings = { stuckDays: 7, opensAt: minute(10 * DAY), closesAt: null }
    expect([kinds(stuck(9 * DAY, MAIN, { settings })), wake(stuck(9 * DAY, MAIN, { settings }))]).toEqual([[], 10 * DAY])
    expect(wake(stuck(10 * DAY, MAIN, { settings }))).toBe(17 * DAY)
  })
  it('is none once the course is over, but for whom it was extended', () => {
    const settings = { stuckDays: 7, opensAt: null, closesAt: minute(8 * DAY) }
    expect(kinds(stuck(8 * DAY, MAIN, { settings }))).toEqual([])
    expect(wake(stuck(5 * DAY, { ...MAIN, decisions: [extended(2 * DAY, 8 * DAY)] }, { settings }))).toBeNull()
    expect(kinds(stuck(9 * DAY, { ...MAIN, decisions: [extended(2 * DAY, 30 * DAY)] }, { settings }))).toEqual(['no-step step-1.1'])
  })
  it('is none where all steps are done', () => {
    const decisions = progressOf(seen(MAIN)).map(({ id }) => decision(5, id, 'done'))
    expect(stuck(20 * DAY, { ...MAIN, decisions })).toEqual({ stuck: [], wakeAt: null })
  })
})

function pause(at: number, kind: 'pause' | 'resume' = 'pause'): Decision {
  return { id: `${kind}-${at}`, courseId: 'mlops', repositoryId: 42, at: minute(at), by: { id: 9, login: 'octocat' }, said: null, reason: 'holidays', kind }
}

function extended(at: number, until: number): Decision {
  return { id: `extend-${at}`, courseId: 'mlops', repositoryId: 42, at: minute(at), by: { id: 9, login: 'octocat' }, said: null, reason: 'ill', kind: 'extend', until: minute(until) }
}
