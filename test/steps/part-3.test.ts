import { describe, expect, it } from 'vitest'
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
  it('from before the App came is told by what was judged', () => {
    expect(step('step-3.1', { traces: [MAIN, trace('deep')] })).toMatchObject({ state: 'done', found: 'deep000 is on tune.' })
    expect(step('step-3.1', { traces: [MAIN, trace('deep', { branch: 'renovate/numpy' })] }).state).toBe('open')
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
    expect(step('step-3.2', { events: [START, PUSH, ended(8, { id: 8, head: 'deep', conclusion: 'success' })], traces: [MAIN] })).toMatchObject({ state: 'done', evidence: [{ kind: 'run', url: `${PAGE}/actions/runs/8` }] })
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
  it('of two forks with branches of one name are told apart', () => {
    const of = (fork: number, minutes: number, head: string, conclusion: string) => [pull(minutes, 'opened', { number: fork, head, base: 'main', branch: 'main', fork }), ended(minutes + 1, { id: minutes, head, conclusion, branch: 'main', fork, event: 'pull_request' })]
    expect(step('step-3.3', { events: [START, ...of(98, 5, 'ben', 'failure'), ...of(99, 8, 'eva', 'success')] }).found).toBe('CI passed at eva0000, and nothing of it failed on the fork’s main before.')
  })
  it('are none where CI passed at once; a second attempt mends the first', () => {
    expect(step('step-3.3', { events: [START, PUSH, ended(8, { id: 8, head: 'deep', conclusion: 'success' })] })).toMatchObject({ state: 'done', found: 'CI passed at deep000, and nothing of it failed on tune before.' })
    expect(step('step-3.3', { events: [START, PUSH, FAILED, ended(11, { id: 8, head: 'deep', conclusion: 'success', attempt: 2 })] })).toMatchObject({ state: 'done', found: 'CI failed at deep000, passed at deep000.' })
  })
  it('on a branch that was deleted hold nothing', () => {
    const events = [START, PUSH, ended(8, { id: 8, head: 'deep', conclusion: 'success' }), push(9, 'idea', null, 'idea'), ended(10, { id: 9, head: 'idea', conclusion: 'failure', branch: 'idea' })]
    expect(step('step-3.3', { events }).state).toBe('held')
    expect(step('step-3.3', { events: [...events, deletion(11, 'idea', 'idea')], traces: [trace('deep', { model: model('8') })] }).state).toBe('done')
  })
})
