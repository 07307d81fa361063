import { describe, expect, it } from 'vitest'
import type { CommitTrace } from '../../src/model/commit-trace.ts'
import { deletion, ended, model, PAGE, pull, push, sha, step, trace, tracedRun } from '../support/capstone-story.ts'

const START = push(0, 'main', 'older', 'main')
const MAIN = trace('main', { branch: 'main' })
const PUSH = push(5, 'tune', null, 'deep')

describe('a push to a branch', () => {
  it.each([
    ['a push to another branch', [PUSH], 'deep0000'.slice(0, 7).concat(' was pushed to tune.')],
    ['a pull request from one', [pull(5, 'opened', { head: 'deep', base: 'main' })], 'Pull request #1 comes from tune.'],
    ['a pull request from a fork’s main', [pull(5, 'opened', { head: 'deep', base: 'main', branch: 'main', fork: 99 })], 'Pull request #1 comes from a fork’s branch main.'],
    ['a branch that is gone again', [PUSH, deletion(9, 'tune', 'deep')], 'deep000 was pushed to tune.'],
  ])('is shown by %s', (_, events, found) => {
    expect(step('step-3.1', { events: [START, ...events], traces: [] })).toMatchObject({ state: 'done', commit: sha('deep'), since: '2026-03-02T09:05:00.000Z', found })
  })
  it.each([
    ['pushes to main alone', [push(5, 'main', 'main', 'deep')]],
    ['a bot’s branch', [push(5, 'dependabot/pip/x', null, 'deep', 'dependabot[bot]')]],
    ['a bot’s pull request that a person closed', [pull(5, 'opened', { head: 'deep', base: 'main', branch: 'x', login: 'dependabot[bot]' }), pull(6, 'closed', { head: 'deep', base: 'main', branch: 'x', login: 'dependabot[bot]', by: 'ana' })]],
  ])('is not shown by %s', (_, events) => {
    expect(step('step-3.1', { events: [START, ...events], traces: [MAIN] })).toMatchObject({ state: 'open', found: 'No push to another branch than main, and no pull request, was seen.' })
  })
  it('is not shown by a branch of pages that a tool made, nor by what runs there', () => {
    const pages = [START, push(3, 'gh-pages', null, 'site'), ended(4, { id: 4, head: 'site', conclusion: 'success', branch: 'gh-pages' })]
    for (const id of ['step-3.1', 'step-3.2', 'step-3.3'] as const) expect({ id, state: step(id, { events: pages, traces: [MAIN, trace('site', { branch: 'gh-pages' })] }).state }).toEqual({ id, state: 'open' })
    const home = { branch: 'gh-pages', isDefaultBranch: true }
    expect(step('step-1.1', { events: [push(0, 'gh-pages', 'older', 'main'), push(5, 'gh-pages', 'main', 'deep')], traces: [trace('main', home), trace('deep', { ...home, model: model('8') })], repository: { id: 42, defaultBranch: 'gh-pages', private: false } }).state).toBe('done')
  })
  it('from before the App came is told by what was judged', () => {
    expect(step('step-3.1', { traces: [MAIN, trace('deep')] })).toMatchObject({ state: 'done', found: 'deep000 is on tune.' })
    expect(step('step-3.1', { traces: [MAIN, trace('deep', { branch: 'renovate/numpy' })] }).state).toBe('open')
  })
  it('from before the App came stays one when its commit is pushed to main as it is', () => {
    const later = Date.UTC(2026, 2, 3)
    const before = step('step-3.1', { traces: [MAIN, trace('deep')] })
    const events = [push(900, 'main', 'main', 'deep')]
    // The push is told before the commit is judged on main, and after that the branch of before is known by what was kept.
    for (const deep of [trace('deep'), trace('deep', { branch: 'main', firstBranch: 'tune' })]) expect(step('step-3.1', { events, traces: [MAIN, deep] })).toEqual(before)
    expect(step('step-3.1', { events, traces: [MAIN, trace('deep', { branch: 'main', firstBranch: 'renovate/numpy' })] }).state).toBe('open')
    // A branch that begins where main is holds nothing of its own.
    expect(step('step-3.1', { traces: [trace('main', { branch: 'main', firstBranch: 'idea' }), trace('deep', { branch: 'main', since: later })] }).state).toBe('open')
  })
})

describe('the pipeline', () => {
  const stages = ['lint', 'test'].map((id) => ({ id: id as 'lint', at: null, order: null, jobs: [{ workflow: '.github/workflows/ci.yml', job: id, step: id, result: 'success', seconds: 9, url: '' }] }))
  it('was watched where a run on a branch ended, failed or passed, with its stages', () => {
    const judged = trace('deep', { runs: [tracedRun(8, { id: 8, head: 'deep', conclusion: 'failure' }, ['test'])], stages })
    expect(step('step-3.2', { events: [START, PUSH], traces: [MAIN, judged] })).toMatchObject({
      state: 'done', since: '2026-03-02T09:08:00.000Z', found: 'CI failed at deep000, with the stages lint, test.', evidence: [{ kind: 'run', url: `${PAGE}/actions/runs/8`, step: 'test', conclusion: 'failure' }],
    })
  })
  it('is shown by a webhook alone, before the commit is judged again', () => {
    expect(step('step-3.2', { events: [START, PUSH, ended(8, { id: 8, head: 'deep', conclusion: 'success' })], traces: [MAIN] })).toMatchObject({ state: 'done', evidence: [{ kind: 'run', workflow: 'workflow', url: `${PAGE}/actions/runs/8` }] })
    // A run of the same workflow that was judged names its file.
    const judged = { ...MAIN, runs: [tracedRun(2, { id: 2, head: 'main', conclusion: 'success', branch: 'main' })] }
    const events = [START, ended(2, { id: 2, head: 'main', conclusion: 'success', branch: 'main' }), PUSH, ended(8, { id: 8, head: 'deep', conclusion: 'success' })]
    expect(step('step-3.2', { events, traces: [judged] }).evidence).toMatchObject([{ workflow: '.github/workflows/ci.yml', url: `${PAGE}/actions/runs/8` }])
  })
  it.each([
    ['was cancelled', { conclusion: 'cancelled' }], ['waits for approval', { conclusion: 'action_required' }], ['is of main', { branch: 'main' }], ['is of a schedule', { event: 'schedule' }],
  ])('is not shown by a run that %s', (_, fields) => {
    expect(step('step-3.2', { events: [START, PUSH, ended(8, { id: 8, head: 'deep', conclusion: 'success', ...fields })], traces: [MAIN] })).toMatchObject({ state: 'open', found: 'No run of a workflow came to its end on a branch or pull request yet.' })
  })
  it('of a fork’s pull request counts, and of a bot’s does not', () => {
    const run = ended(8, { id: 8, head: 'deep', conclusion: 'success', branch: 'main', fork: 99, event: 'pull_request' })
    expect(step('step-3.2', { events: [START, pull(5, 'opened', { head: 'deep', base: 'main', branch: 'main', fork: 99 }), run] }).state).toBe('done')
    expect(step('step-3.2', { events: [START, push(5, 'bump', null, 'deep', 'dependabot[bot]'), ended(8, { id: 8, head: 'deep', conclusion: 'success', branch: 'bump' })] }).state).toBe('open')
  })
})

describe('failures', () => {
  const FAILED = ended(8, { id: 8, head: 'deep', conclusion: 'failure' })
  const failing = trace('deep', { runs: [tracedRun(8, { id: 8, head: 'deep', conclusion: 'failure' }, ['tests'])] })
  const NEXT = push(12, 'tune', 'deep', 'mended')
  it('that stand are open, with the job that failed', () => {
    expect(step('step-3.3', { events: [START, PUSH, FAILED], traces: [MAIN, failing] })).toMatchObject({ state: 'open', found: 'CI fails at deep000 on tune (tests).', next: expect.stringContaining('read the first error') as string })
  })
  it('that a later run of the same workflow mended are told with both commits', () => {
    const mended = trace('mended', { runs: [tracedRun(14, { id: 9, head: 'mended', conclusion: 'success' })] })
    expect(step('step-3.3', { events: [START, PUSH, NEXT], traces: [MAIN, failing, mended] })).toMatchObject({ state: 'done', commit: sha('mended'), found: 'CI failed at deep000 (tests), passed at mended0.' })
  })
  it('that another workflow or another branch passed are not mended', () => {
    const other = ended(14, { id: 9, head: 'mended', conclusion: 'success', workflow: 2 })
    expect(step('step-3.3', { events: [START, PUSH, FAILED, NEXT, other] }).state).toBe('open')
    const elsewhere = [push(9, 'idea', null, 'idea'), ended(10, { id: 9, head: 'idea', conclusion: 'success', branch: 'idea' }), ended(15, { id: 10, head: 'deep', conclusion: 'failure', attempt: 1 })]
    expect(step('step-3.3', { events: [START, PUSH, FAILED, ...elsewhere] })).toMatchObject({ state: 'held', found: 'A workflow fails at deep000 on tune. Before that: CI passed at idea000, and nothing of it failed on idea before.' })
  })
  it('of a workflow that ends after another one has passed there are none of a head that passed', () => {
    const passed = [START, PUSH, pull(6, 'opened', { head: 'deep', base: 'main' }), ended(8, { id: 7, head: 'deep', conclusion: 'success' })]
    const both = [...passed, ended(10, { id: 8, head: 'deep', conclusion: 'failure', workflow: 2 })]
    expect(step('step-3.3', { events: both })).toMatchObject({ state: 'open', found: 'A workflow fails at deep000 on tune.' })
    for (const over of [pull(20, 'closed', { head: 'deep', base: 'main', merged: 'merge' }), pull(20, 'closed', { head: 'deep', base: 'main' }), deletion(20, 'tune', 'deep')]) {
      expect(step('step-3.3', { events: [...both, over] })).toMatchObject({ state: 'open', found: 'What failed was on branches and pull requests that were deleted or closed before a run of CI passed there.' })
    }
    expect(step('step-3.3', { events: [...both, ended(12, { id: 8, head: 'deep', conclusion: 'success', workflow: 2, attempt: 2 })] })).toMatchObject({ state: 'done', found: 'CI failed at deep000, passed at deep000.' })
    // What is started by hand later, or fails when it is run again, was no part of it.
    for (const later of [{ id: 9, workflow: 2, event: 'workflow_dispatch' }, { id: 7, attempt: 2 }]) expect(step('step-3.3', { events: [...passed, ended(10, { head: 'deep', conclusion: 'failure', ...later })] }).state).toBe('held')
  })
  it('are not told to be none while a run that began before is known to go on', () => {
    const passed = [START, PUSH, ended(8, { id: 7, head: 'deep', conclusion: 'success' })]
    const going = { ...tracedRun(9, { id: 8, head: 'deep', conclusion: 'success' }), path: '.github/workflows/tests.yml', conclusion: null, status: 'in_progress' } as const
    expect(step('step-3.3', { events: passed, traces: [MAIN, trace('deep', { runs: [going] })] })).toMatchObject({ state: 'open', found: 'Not every run of CI at deep000 on tune has come to its end yet.' })
    expect(step('step-3.3', { events: [...passed, ended(9, { id: 8, head: 'deep', conclusion: 'success', workflow: 2 })], traces: [MAIN, trace('deep', { runs: [going] })] }).state).toBe('done')
  })
  it('of an older branch hold nothing when a pull request that passed since is merged, closed or deleted', () => {
    const trial = [push(3, 'trial', null, 'trial'), ended(4, { id: 1, head: 'trial', conclusion: 'failure', branch: 'trial' })]
    const passed = [START, ...trial, PUSH, pull(6, 'opened', { head: 'deep', base: 'main' }), ended(8, { id: 2, head: 'deep', conclusion: 'success' })]
    for (const over of [[], [pull(20, 'closed', { head: 'deep', base: 'main', merged: 'merge' }), push(20, 'main', 'main', 'merge')], [pull(20, 'closed', { head: 'deep', base: 'main' })], [deletion(20, 'tune', 'deep')]]) {
      expect(step('step-3.3', { events: [...passed, ...over] })).toMatchObject({ state: 'done', commit: sha('deep'), against: [] })
    }
    expect(step('step-3.3', { events: [...passed, ended(9, { id: 3, head: 'trial', conclusion: 'failure', branch: 'trial', workflow: 2 })] }).state).toBe('held')
  })
  it('of a branch that was deleted are not those of another of its name', () => {
    const deleted = [START, push(2, 'tune', null, 'a'), ended(3, { id: 1, head: 'a', conclusion: 'failure', workflow: 2 }), deletion(5, 'tune', 'a')]
    const again = [push(10, 'tune', null, 'b'), ended(12, { id: 3, head: 'b', conclusion: 'success' })]
    expect(step('step-3.3', { events: [...deleted, ...again] })).toMatchObject({ state: 'done', found: 'CI passed at b000000, and nothing of it failed on tune before.' })
    // A run that ends behind the deletion is of the branch that was there when its head came.
    const late = ended(7, { id: 2, head: 'a', conclusion: 'failure', workflow: 3 })
    expect(step('step-3.3', { events: [...deleted, late] })).toMatchObject({ state: 'open', found: 'What failed was on branches and pull requests that were deleted or closed before a run of CI passed there.' })
    expect(step('step-3.3', { events: [...deleted, late, ...again] }).state).toBe('done')
  })
  it('of two forks with branches of one name are told apart', () => {
    const of = (fork: number, minutes: number, head: string, conclusion: string) => [pull(minutes, 'opened', { number: fork, head, base: 'main', branch: 'main', fork }), ended(minutes + 1, { id: minutes, head, conclusion, branch: 'main', fork, event: 'pull_request' })]
    expect(step('step-3.3', { events: [START, ...of(98, 5, 'ben', 'failure'), ...of(99, 8, 'eva', 'success')] }).found).toBe('CI passed at eva0000, and nothing of it failed on the fork’s main before.')
  })
  it('are none where CI passed at once; a second attempt mends the first', () => {
    expect(step('step-3.3', { events: [START, PUSH, ended(8, { id: 8, head: 'deep', conclusion: 'success' })] })).toMatchObject({ state: 'done', found: 'CI passed at deep000, and nothing of it failed on tune before.' })
    expect(step('step-3.3', { events: [START, PUSH, FAILED, ended(11, { id: 8, head: 'deep', conclusion: 'success', attempt: 2 })] })).toMatchObject({ state: 'done', found: 'CI failed at deep000, passed at deep000.' })
  })
  it('of a workflow that the newest head holds no more are told as of one that was replaced', () => {
    const events = [START, PUSH, FAILED, NEXT, ended(14, { id: 9, head: 'mended', conclusion: 'success', workflow: 2 })]
    const [ci, tests] = ['.github/workflows/ci.yml', '.github/workflows/tests.yml']
    const mended = (changes: Partial<CommitTrace>) => trace('mended', { runs: [{ ...tracedRun(14, { id: 9, head: 'mended', conclusion: 'success' }), path: tests }], ...changes })
    expect(step('step-3.3', { events, traces: [MAIN, failing, mended({ workflows: [tests] })] })).toMatchObject({ state: 'done', commit: sha('mended'), found: 'CI failed at deep000 (tests); at mended0 that workflow is replaced, and CI passed.' })
    for (const changes of [{ workflows: [ci, tests] }, {}, { workflows: [tests], gaps: [{ what: 'blob', path: ci, reason: 'too large' }] }] as const) {
      expect(step('step-3.3', { events, traces: [MAIN, failing, mended(changes)] })).toMatchObject({ state: 'open', found: 'CI fails at deep000 on tune (tests).' })
    }
  })
  it('of a run that pushes start stand beside one that the pull request started, whichever ended first', () => {
    const both = (first: string, second: string) => [START, PUSH, ended(8, { id: 8, head: 'deep', conclusion: first }), ended(9, { id: 9, head: 'deep', conclusion: second, event: 'pull_request' })]
    for (const ends of [both('failure', 'success'), both('success', 'failure')]) {
      expect(step('step-3.3', { events: ends }).found).toMatch(/^A workflow fails at deep000 on tune\./)
      expect(step('step-3.3', { events: [...ends, NEXT, ended(14, { id: 12, head: 'mended', conclusion: 'success' }), ended(15, { id: 13, head: 'mended', conclusion: 'success', event: 'pull_request' })] }).state).toBe('done')
    }
    // Started by hand once, it is not started by hand again after each push.
    const byHand = [START, PUSH, ended(8, { id: 8, head: 'deep', conclusion: 'failure', event: 'workflow_dispatch' }), NEXT, ended(14, { id: 12, head: 'mended', conclusion: 'success' })]
    expect(step('step-3.3', { events: byHand })).toMatchObject({ state: 'done', found: 'CI failed at deep000, passed at mended0.' })
  })
  it('on a pull request that was closed hold nothing, until work goes on there', () => {
    const passed = [START, PUSH, ended(8, { id: 8, head: 'deep', conclusion: 'success' })]
    const lines = [{ number: 2, head: 'ben', base: 'main', branch: 'x', fork: 99 }, { number: 2, head: 'ben', base: 'main', branch: 'x' }] as const
    for (const fields of lines) {
      const red = [pull(10, 'opened', fields), ended(12, { id: 9, conclusion: 'failure', event: 'pull_request', ...fields })]
      const closed = pull(20, 'closed', fields)
      expect(step('step-3.3', { events: [...passed, ...red] }).state).toBe('held')
      expect(step('step-3.3', { events: [...passed, ...red, closed, pull(22, 'edited', fields)] })).toMatchObject({ state: 'done', against: [] })
      expect(step('step-3.3', { events: [START, ...red, closed] })).toMatchObject({ state: 'open', found: 'What failed was on branches and pull requests that were deleted or closed before a run of CI passed there.' })
      expect(step('step-3.3', { events: [...passed, ...red, closed, pull(22, 'reopened', fields)] }).state).toBe('held')
    }
    const more = [push(25, 'x', 'ben', 'more'), ended(27, { id: 12, head: 'more', conclusion: 'failure', branch: 'x' })]
    expect(step('step-3.3', { events: [...passed, pull(10, 'opened', lines[1]), pull(20, 'closed', lines[1]), ...more] }).state).toBe('held')
  })
  it('are told with the evidence, commit and words of one repair', () => {
    const events = [START, push(5, 'idea', null, 'idea'), ended(7, { id: 1, head: 'idea', conclusion: 'success', branch: 'idea' }), push(8, 'tune', null, 'deep'), ended(9, { id: 2, head: 'deep', conclusion: 'failure' }), NEXT, ended(14, { id: 3, head: 'mended', conclusion: 'success' })]
    expect(step('step-3.3', { events })).toMatchObject({ state: 'done', commit: sha('idea'), found: 'CI passed at idea000, and nothing of it failed on idea before.', evidence: [{ kind: 'run', headSha: sha('idea') }] })
  })
  it('on a branch that was deleted hold nothing', () => {
    const events = [START, PUSH, ended(8, { id: 8, head: 'deep', conclusion: 'success' }), push(9, 'idea', null, 'idea'), ended(10, { id: 9, head: 'idea', conclusion: 'failure', branch: 'idea' })]
    expect(step('step-3.3', { events }).state).toBe('held')
    expect(step('step-3.3', { events: [...events, deletion(11, 'idea', 'idea')], traces: [trace('deep', { model: model('8') })] }).state).toBe('done')
  })
})
