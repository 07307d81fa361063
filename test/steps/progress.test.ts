import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommitTrace } from '../../src/model/commit-trace.ts'
import type { StepRecord } from '../../src/model/progress.ts'
import type { DomainEvent } from '../../src/model/work.ts'
import { STEP_PARTS } from '../../src/model/step.ts'
import { STEP_QUESTIONS } from '../../src/report/answers/step-questions.ts'
import { isByWord } from '../../src/steps/by-word.ts'
import { progressOf, STEP_RULES } from '../../src/steps/progress.ts'
import { anyActs, playOf, type Item } from '../support/capstone-play.ts'
import { decision, deletion, deployment, done, ended, model, pull, push, seen, step, trace, tracedRun } from '../support/capstone-story.ts'

const progressAfter = (items: readonly Item[]): readonly StepRecord[] => progressOf(seen({
  events: items.flatMap((item) => 'event' in item ? [item.event] : []), traces: items.flatMap((item) => 'trace' in item ? [item.trace] : []), statements: items.flatMap((item) => 'statement' in item ? [item.statement] : []),
}))
const RUNS = Number(process.env['STEPS_RUNS'] ?? 60)
const isShown = ({ state }: StepRecord): boolean => state === 'done' || state === 'held'

it('the thirteen steps are those of the course, in its order', () => {
  const steps = STEP_PARTS.flatMap(({ part, steps: of }) => of.map(({ id, title }) => ({ id, title, part })))
  expect(STEP_RULES.map(({ id }) => id)).toEqual(steps.map(({ id }) => id))
  expect(progressOf(seen({})).map(({ id, title, part }) => ({ id, title, part }))).toEqual(steps)
})

it('of a repository of which nothing was seen are open, each with what to do', () => {
  for (const { state, evidence, since, found, next } of progressOf(seen({}))) {
    expect({ state, evidence, since }).toEqual({ state: 'open', evidence: [], since: null })
    expect([found.endsWith('.'), next.length > 20]).toEqual([true, true])
  }
})

describe('whatever happens', () => {
  const anyPlay = anyActs.map(playOf)
  it('order and repetition make no difference', () => {
    fc.assert(fc.property(anyPlay.chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray([...items.keys()], { minLength: items.length }), fc.array(fc.nat(items.length - 1), { maxLength: 5 }))), ([items, order, again]) => {
      expect(progressAfter([...order, ...again].flatMap((place) => items[place] ?? []))).toEqual(progressAfter(items))
    }), { numRuns: RUNS })
  })
  it('what is done stays done, or is held, with its first proof', () => {
    fc.assert(fc.property(anyPlay, (items) => {
      let before: readonly StepRecord[] = []
      for (let end = 0; end <= items.length; end += 1) {
        const now = progressAfter(items.slice(0, end))
        for (const [place, record] of before.entries()) {
          if (!isShown(record)) continue
          expect({ id: record.id, isShown: now[place] !== undefined && isShown(now[place]) }).toEqual({ id: record.id, isShown: true })
          if (record.basis !== 'attested' && record.basis === now[place]?.basis) expect(Date.parse(now[place].since ?? '')).toBeLessThanOrEqual(Date.parse(record.since ?? ''))
        }
        before = now
      }
    }), { numRuns: RUNS })
  })
  it('a step that is done has a proof and nothing against it, one that is held has what holds it, and no pull request is merged by being closed', () => {
    fc.assert(fc.property(anyPlay, (items) => {
      for (const { id, state, evidence, against, since, next } of progressAfter(items)) {
        if (state === 'done') expect({ id, proofs: evidence.length > 0, against, isDated: since !== null, next }).toEqual({ id, proofs: true, against: [], isDated: true, next: '' })
        if (state === 'held') expect({ id, proofs: evidence.length > 0, isHeld: against.length > 0, says: next !== '' }).toEqual({ id, proofs: true, isHeld: true, says: true })
        if (state === 'open') expect({ id, evidence, since }).toEqual({ id, evidence: [], since: null })
      }
      const unmerged = items.filter((item) => !('event' in item && item.event.facts['merged'] === true) && !('statement' in item))
      expect(progressAfter(unmerged).find(({ id }) => id === 'step-4.1')?.state).toBe('open')
    }), { numRuns: RUNS })
  })
})

describe('the staff', () => {
  const MERGED = [push(0, 'main', 'older', 'main'), pull(20, 'closed', { head: 'deep', base: 'main', merged: 'merge' })]
  const TRACES = [trace('main', { branch: 'main' }), trace('deep', { model: model('8') })]
  it('decides above what was seen and said, and takes it back', () => {
    expect(step('step-4.3', { statements: [done(5, 'step-4.3', 'fine')], decisions: [decision(9, 'step-4.3', 'open')] })).toMatchObject({ state: 'open', basis: 'decided', found: 'Set to open by octocat. ana says: fine' })
    expect(step('step-4.1', { decisions: [decision(9, 'step-4.1', 'done')] })).toMatchObject({ state: 'done', basis: 'decided', since: '2026-03-02T09:09:00.000Z', next: '' })
    expect(step('step-4.1', { events: MERGED, traces: TRACES, decisions: [decision(9, 'step-4.1', 'open'), decision(12, 'step-4.1', null)] })).toMatchObject({ state: 'done', basis: 'observed' })
    expect(step('step-4.1', { events: MERGED, traces: TRACES, decisions: [decision(12, 'step-4.1', null), decision(9, 'step-4.1', 'open'), decision(15, 'step-4.1', 'open')] })).toMatchObject({ state: 'open', basis: 'decided' })
  })
  it('gives a reason that stays out of a public repository', () => {
    const decisions = [decision(9, 'step-4.1', 'done', 'was ill that week')]
    expect(JSON.stringify(step('step-4.1', { decisions }))).not.toContain('ill')
    expect(step('step-4.1', { decisions, repository: { id: 42, defaultBranch: 'main', private: true } }).evidence).toEqual([{ kind: 'decision', login: 'octocat', reason: 'was ill that week' }])
  })
})

describe('what a student says', () => {
  it('shows no step that happens on GitHub, and every other, each of which has its question', () => {
    for (const { id } of STEP_RULES) {
      expect({ id, state: step(id, { statements: [done(3, id, 'seen by me')] }).state }).toEqual({ id, state: isByWord(id, false) ? 'done' : 'open' })
      expect({ id, asked: STEP_QUESTIONS.has(id) }).toEqual({ id, asked: isByWord(id, false) })
    }
    expect(STEP_RULES.filter(({ id }) => !isByWord(id, false)).map(({ id }) => id)).toEqual(['step-3.1', 'step-3.2', 'step-3.3', 'step-4.1'])
  })
  it('shows that the service is deployed only where GitHub knew of no deployment and no deploy job of the default branch then', () => {
    const statements = [done(30, 'step-4.2', 'on the campus server; /version says merge00')]
    const job = { workflow: '.github/workflows/ci.yml', job: 'deploy', step: 'deploy.sh', result: 'failure', seconds: 4, url: '' }
    const main = trace('main', { branch: 'main' })
    const events = (minutes: number) => [push(minutes, 'main', 'older', 'main')]
    expect(step('step-4.2', { events: events(0), traces: [main], statements })).toMatchObject({ state: 'done', basis: 'attested', found: 'ana says: on the campus server; /version says merge00' })
    for (const known of [{ deployments: [deployment(5, 1, 'main', 'failure')] }, { stages: [{ id: 'deploy', at: null, order: null, jobs: [job] }] }] as const) {
      expect(step('step-4.2', { events: events(0), traces: [{ ...main, ...known }], statements }).state).toBe('open')
    }
    expect(step('step-4.2', { events: events(40), traces: [{ ...main, deployments: [deployment(45, 1, 'main', 'in_progress')] }], statements }).state).toBe('done')
    expect(step('step-4.2', { events: [...events(0), pull(20, 'closed', { head: 'deep', base: 'main', merged: 'merge' })], traces: [main, trace('deep', { model: model('8') })] }).next).toContain('say with `/done 4.2` where it runs')
  })
  it('counts since the first word, in the newest one', () => {
    expect(step('step-4.4', { statements: [done(30, 'step-4.4', 'PSI is 0.3'), done(3, 'step-4.4', 'PSI is 0.04')] })).toMatchObject({ state: 'done', since: '2026-03-02T09:03:00.000Z', found: 'ana says: PSI is 0.3', evidence: [{ text: 'PSI is 0.3' }] })
  })
})

describe('a default branch that was renamed', () => {
  const home = (branch: string, commit: string, changes: Partial<CommitTrace> = {}): CommitTrace => trace(commit, { branch, isDefaultBranch: true, ...changes })
  const under = (defaultBranch: string, events: readonly DomainEvent[], traces: readonly CommitTrace[]): readonly StepRecord[] => progressOf(seen({ events, traces, repository: { id: 42, defaultBranch, private: false } }))
  it('is the same branch, whose merges, deployments and pushes stay what they were', () => {
    const merged = [
      push(0, 'master', 'older', 'main'), push(5, 'tune', null, 'deep'), pull(6, 'opened', { head: 'deep', base: 'main', into: 'master' }), ended(8, { id: 1, head: 'deep', conclusion: 'success' }),
      pull(20, 'closed', { head: 'deep', base: 'main', into: 'master', merged: 'merge' }), push(20, 'master', 'main', 'merge'),
    ]
    const run = tracedRun(22, { id: 2, head: 'merge', conclusion: 'failure', branch: 'master' })
    const traces = [home('master', 'main'), trace('deep', { model: model('8') }), home('master', 'merge', { model: model('8'), runs: [run], deployments: [deployment(25, 1, 'merge', 'success')] })]
    const [before, after] = [under('master', merged, traces), under('main', [...merged, deletion(30, 'master', 'merge'), push(40, 'main', 'merge', 'later')], [...traces, home('main', 'later', { model: model('8'), since: Date.UTC(2026, 2, 3) })])]
    expect(after.map(({ id, state }) => ({ id, state }))).toEqual(before.map(({ id, state }) => ({ id, state })))
    expect(after.filter(({ state }) => state === 'done').map(({ id }) => id)).toEqual(expect.arrayContaining(['step-1.1', 'step-3.1', 'step-3.3', 'step-4.1', 'step-4.2']))
    expect(under('main', [push(0, 'master', 'older', 'main'), ended(3, { id: 1, head: 'main', conclusion: 'success', branch: 'master' })], [home('master', 'main')]).filter(({ state }) => state !== 'open')).toEqual([])
  })
  it('is none where another branch was the default one for a while', () => {
    const traces = [home('main', 'main'), home('tune', 'deep', { since: Date.UTC(2026, 2, 3) })]
    expect(under('main', [push(0, 'main', 'older', 'main'), push(5, 'tune', null, 'deep')], traces).find(({ id }) => id === 'step-3.1')?.state).toBe('done')
  })
})

it('text of people is one line, and cut', () => {
  const found = step('step-4.4', { statements: [done(3, 'step-4.4', `a\n\`b\` ${'x'.repeat(5000)}`)] })
  expect([found.found.includes('\n'), found.found.includes('`'), found.found.length < 400]).toEqual([false, false, true])
})
