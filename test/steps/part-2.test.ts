import { describe, expect, it } from 'vitest'
import type { CommitTrace } from '../../src/model/commit-trace.ts'
import { decision, deletion, done, ended, model, PAGE, pull, push, sha, step, stepOf, trace, traced, tracedRun } from '../support/capstone-story.ts'

const MAIN = trace('main', { branch: 'main', model: model('5', { locked: '5' }) })
const START = push(0, 'main', 'older', 'main')
const CHANGE = push(5, 'tune', null, 'deep')
const DEEP = trace('deep', { model: model('8', { locked: '8' }) })

describe('the training code', () => {
  it('is updated by a parameter that it reads, in the very change of the model', () => {
    expect(step('step-2.1', { events: [START, CHANGE], traces: [MAIN, DEEP] })).toMatchObject({ state: 'done', commit: sha('deep'), found: 'train.max_depth 5 → 8 (params.yaml:4), at deep000.' })
  })
  it('counts at or after the change of the model, not before', () => {
    const early = [trace('fit', { model: model('5', { locked: '5', training: 'fit-2' }) })]
    expect(step('step-2.1', { events: [START, push(3, 'tune', null, 'fit')], traces: [MAIN, ...early] })).toMatchObject({ state: 'open', found: 'Training code changed at fit0000; the change of the model that it is for (step 1.1) was not seen.' })
    const cleaned = [trace('clean', { model: model('5', { locked: '5', preprocessing: 'clean-2' }) }), trace('fit', { model: model('5', { locked: '5', preprocessing: 'clean-2', training: 'fit-2' }) })]
    expect(step('step-2.1', { events: [START, push(3, 'tune', null, 'clean'), push(6, 'tune', 'clean', 'fit')], traces: [MAIN, ...cleaned] })).toMatchObject({ state: 'done', commit: sha('fit'), found: 'train changed (src/train.py:12), at fit0000.' })
  })
  it('is not shown by training code that is only gone', () => {
    const gone = { ...model('8'), training: [] }
    expect(step('step-2.1', { events: [START, push(3, 'tune', null, 'gone')], traces: [MAIN, trace('gone', { model: { ...model('5'), training: [] } })], statements: [done(2, 'step-1.1', 'another tokenizer')] })).toMatchObject({ evidence: [], state: 'open' })
    expect(step('step-2.1', { events: [START, push(3, 'tune', null, 'gone')], traces: [MAIN, trace('gone', { model: gone })] }).found).toMatch(/^train\.max_depth/)
  })
  it('counts from anywhere where somebody says or decided that the model was changed', () => {
    const events = [START, push(3, 'tune', null, 'fit')]
    const traces = [MAIN, trace('fit', { model: model('5', { locked: '5', training: 'fit-2' }) })]
    expect(step('step-2.1', { events, traces, statements: [done(9, 'step-1.1', 'another tokenizer')] })).toMatchObject({ state: 'done', basis: 'attested' })
    expect(step('step-2.1', { events, traces, decisions: [decision(9, 'step-1.1', 'done')] })).toMatchObject({ state: 'done', basis: 'observed' })
  })
})

describe('the test suite', () => {
  const green = (head: string, run: number, changes: Partial<CommitTrace> = {}) => trace(head, { model: model('8'), runs: [tracedRun(run, { id: run, head, conclusion: 'success' })], criteria: [traced('tests-ci', { outcome: 'verified', proofFrom: sha(head), evidence: [stepOf(run, head, 'success')] })], ...changes })
  const red = (head: string, run: number, changes: Partial<CommitTrace> = {}) => green(head, run, { runs: [tracedRun(run, { id: run, head, conclusion: 'failure' }, ['test'])], criteria: [traced('tests-ci', { outcome: 'failing', against: [stepOf(run, head, 'failure')] })], ...changes })
  it('that passed at a commit with the change shows the step, by its run', () => {
    expect(step('step-2.2', { events: [START, CHANGE], traces: [MAIN, green('deep', 8)] })).toMatchObject({
      state: 'done', basis: 'observed', since: '2026-03-02T09:08:00.000Z', found: 'The test suite passed at deep000 (pytest).', evidence: [{ kind: 'run', url: `${PAGE}/actions/runs/8/job/80` }],
    })
  })
  it('that passed before the change does not', () => {
    expect(step('step-2.2', { events: [START, push(5, 'tune', null, 'same')], traces: [MAIN, green('same', 8, { model: MAIN.model })] })).toMatchObject({ state: 'open', found: 'The tests passed at same000; a change of the model (step 1.1) was not seen there by then.' })
    const stale = [START, CHANGE, push(12, 'notes', null, 'notes')]
    expect(step('step-2.2', { events: stale, traces: [MAIN, DEEP, green('notes', 13, { branch: 'notes', model: MAIN.model })] })).toMatchObject({ state: 'open', found: 'The tests passed at notes00; a change of the model (step 1.1) was not seen there by then.' })
    expect(step('step-2.2', { events: stale, traces: [MAIN, red('deep', 8), green('notes', 13, { branch: 'notes', model: MAIN.model })] })).toMatchObject({ state: 'open', found: 'The test suite fails at deep000 on tune: test failed.' })
    expect(step('step-2.2', { events: stale, traces: [MAIN, green('deep', 8), red('notes', 13, { branch: 'notes', model: MAIN.model })] }).state).toBe('done')
    expect(step('step-2.2', { events: [START, CHANGE], traces: [green('main', 2, { branch: 'main', model: MAIN.model }), DEEP] }).state).toBe('open')
  })
  it('counts also for a change that goes back to what the default branch had long ago', () => {
    const events = [push(0, 'main', 'older', 'first'), push(2, 'main', 'first', 'main'), push(4, 'tune', null, 'same'), push(5, 'tune', 'same', 'deep'), push(8, 'tune', 'deep', 'noted')]
    const traces = [trace('first', { branch: 'main', model: model('8') }), MAIN, trace('same'), trace('deep', { model: model('8') })]
    expect(step('step-2.2', { events, traces: [...traces, green('noted', 9)] })).toMatchObject({ state: 'done', commit: sha('noted') })
  })
  it('that passed on another line of work does not count, also where the change was taken back', () => {
    const events = [START, CHANGE, push(8, 'tune', 'deep', 'back'), push(12, 'docs', null, 'docs')]
    expect(step('step-2.2', { events, traces: [MAIN, DEEP, trace('back'), green('docs', 13, { branch: 'docs', model: MAIN.model })] }).state).toBe('open')
  })
  it('that fails at the newest commit holds the step and names it; mended, it is done with its first proof', () => {
    const events = [START, CHANGE, push(12, 'tune', 'deep', 'broken')]
    expect(step('step-2.2', { events, traces: [MAIN, green('deep', 8), red('broken', 13)] })).toMatchObject({ state: 'held', commit: sha('deep'), found: 'The test suite fails at broken0 on tune: test failed. Before that: The test suite passed at deep000 (pytest).' })
    expect(step('step-2.2', { events: [...events, push(20, 'tune', 'broken', 'mended')], traces: [MAIN, green('deep', 8), red('broken', 13), green('mended', 21)] })).toMatchObject({ state: 'done', commit: sha('deep'), against: [] })
  })
  it('that fails where nothing passed yet is open, and says what failed', () => {
    expect(step('step-2.2', { events: [START, CHANGE], traces: [MAIN, red('deep', 8)] })).toMatchObject({ state: 'open', found: 'The test suite fails at deep000 on tune: test failed.' })
  })
  it('that fails on a branch that is gone, or at a commit of another student that is older, holds nothing', () => {
    const events = [START, CHANGE, push(12, 'idea', null, 'broken')]
    expect(step('step-2.2', { events: [...events, deletion(15, 'idea', 'broken')], traces: [MAIN, green('deep', 8), red('broken', 13, { branch: 'idea' })] }).state).toBe('done')
    expect(step('step-2.2', { events: [...events, push(15, 'tune', 'deep', 'next')], traces: [MAIN, green('deep', 8), red('broken', 13, { branch: 'idea' }), green('next', 16)] }).state).toBe('done')
  })
  it('that fails on a branch that was given up, or that the default branch with the change went past, holds nothing', () => {
    const idea = { number: 2, head: 'broken', base: 'merge', branch: 'idea' } as const
    const events = [START, CHANGE, pull(9, 'opened', { head: 'deep', base: 'main' }), pull(10, 'closed', { head: 'deep', base: 'main', merged: 'merge' }), push(10, 'main', 'main', 'merge'), push(12, 'idea', null, 'broken')]
    const state = (more: typeof events, next: readonly CommitTrace[] = []) => step('step-2.2', { events: [...events, ...more], traces: [MAIN, green('deep', 8), green('merge', 11, { branch: 'main' }), red('broken', 13, { branch: 'idea', model: model('8', { preprocessing: 'clean-2' }) }), ...next] }).state
    expect(state([])).toBe('held')
    expect(state([pull(14, 'opened', idea)])).toBe('held')
    expect(state([pull(14, 'opened', idea), pull(20, 'closed', idea)])).toBe('done')
    expect(state([pull(14, 'opened', idea), pull(20, 'closed', idea), pull(25, 'reopened', idea)])).toBe('held')
    expect(state([push(30, 'main', 'merge', 'next')], [green('next', 31, { branch: 'main' })])).toBe('done')
  })
  it('that passed in an attempt before the last one had passed all the same', () => {
    const again = red('deep', 8, { runs: [{ ...tracedRun(30, { id: 8, head: 'deep', conclusion: 'failure', attempt: 2 }), failed: ['test'] }] })
    expect(step('step-2.2', { events: [START, CHANGE, ended(8, { id: 8, head: 'deep', conclusion: 'success' }), ended(30, { id: 8, head: 'deep', conclusion: 'failure', attempt: 2 })], traces: [MAIN, again] })).toMatchObject({ state: 'held', since: '2026-03-02T09:08:00.000Z' })
  })
  it('is claimed by a report in which none failed, and not by one in which some did', () => {
    const reported = (failed: number) => trace('deep', { model: model('8'), tests: [{ place: { kind: 'artifact', run: `${PAGE}/actions/runs/8`, name: 'junit', path: 'junit.xml', says: '' }, passed: 12, failed }] })
    expect(step('step-2.2', { events: [START, CHANGE], traces: [MAIN, reported(0)] })).toMatchObject({ state: 'done', basis: 'claimed', found: 'junit.xml says 12 tests passed and none failed, at deep000.' })
    expect(step('step-2.2', { events: [START, CHANGE], traces: [MAIN, reported(2)] })).toMatchObject({ state: 'open', found: 'The test suite fails at deep000 on tune: 2 tests failed, 12 passed.' })
  })
  it('is unknown where the workflows could not be read, and open without a run', () => {
    expect(step('step-2.2', { events: [START, CHANGE], traces: [MAIN, trace('deep', { model: model('8'), criteria: [traced('tests-ci', { outcome: 'unknown' })] })] }).state).toBe('unknown')
    expect(step('step-2.2', { events: [START, CHANGE], traces: [MAIN, DEEP] }).state).toBe('open')
  })
})

describe('tracking with DVC', () => {
  it('is shown by a dvc.lock that changes with its parameters', () => {
    expect(step('step-2.3', { events: [START, CHANGE], traces: [MAIN, DEEP] })).toMatchObject({ state: 'done', found: 'dvc.lock changed, at deep000.' })
  })
  it('is held where the lock is out of step with the parameters, until dvc repro mends it', () => {
    const events = [START, CHANGE, push(9, 'tune', 'deep', 'more')]
    const more = (locked: string) => trace('more', { model: model('12', { locked }) })
    expect(step('step-2.3', { events, traces: [MAIN, DEEP, more('8')] })).toMatchObject({
      state: 'held', commit: sha('deep'), found: 'dvc.lock says train.max_depth 8, params.yaml says 12 (more000). Before that: dvc.lock changed, at deep000.', next: 'Run `dvc repro`, then commit dvc.lock.',
    })
    expect(step('step-2.3', { events, traces: [MAIN, DEEP, more('12')] }).state).toBe('done')
  })
  it('is held by no commit of another line of work, and done again by none', () => {
    const events = [START, CHANGE, push(12, 'notes', null, 'notes')]
    const stale = trace('notes', { branch: 'notes', model: model('5', { locked: '4' }) })
    expect(step('step-2.3', { events, traces: [MAIN, DEEP, stale] }).state).toBe('done')
    expect(step('step-2.3', { events, traces: [MAIN, trace('deep', { model: model('8', { locked: '5' }) }), trace('notes', { branch: 'notes', model: model('5', { locked: '5' }) })] })).toMatchObject({ state: 'open', found: 'dvc.lock says train.max_depth 5, params.yaml says 8 (deep000).' })
  })
  it('counts from the change of the model on, and by nothing that is only gone', () => {
    const before = [START, push(3, 'main', 'main', 'data'), push(5, 'tune', null, 'deep')]
    const data = trace('data', { branch: 'main', model: model('5', { locked: '5', data: 'data-2' }) })
    expect(step('step-2.3', { events: before, traces: [MAIN, data, trace('deep', { model: { ...data.model, parameters: model('8').parameters, locked: [] } })] })).toMatchObject({ state: 'open', found: 'dvc.lock changed, at data000; a change of the model (step 1.1) was not seen there by then.' })
    expect(step('step-2.3', { events: [START, CHANGE], traces: [MAIN, trace('deep', { model: model('8') })] })).toMatchObject({ state: 'open', evidence: [] })
  })
  it('says what is out of step also where nothing was tracked yet', () => {
    expect(step('step-2.3', { events: [START, CHANGE], traces: [MAIN, trace('deep', { model: model('8', { locked: '5' }) })] })).toMatchObject({ state: 'open', found: 'dvc.lock says train.max_depth 5, params.yaml says 8 (deep000).' })
  })
  it('is open without DVC, and says what to set up', () => {
    const bare = trace('deep', { model: model('8') })
    expect(step('step-2.3', { events: [START, CHANGE], traces: [trace('main', { branch: 'main' }), bare] })).toMatchObject({ state: 'open', found: 'No dvc.lock and no .dvc file was found: DVC tracks nothing here yet.', next: expect.stringContaining('`dvc init`') as string })
  })
  it('stays shown once the merge is judged, where a bot formatted what was pushed and main was set back before', () => {
    const neat = { head: 'neat', base: 'main' } as const
    const events = [START, CHANGE, pull(6, 'opened', { head: 'deep', base: 'main' }), push(7, 'tune', 'deep', 'neat', 'pre-commit-ci[bot]'), pull(7, 'synchronize', { ...neat, by: 'pre-commit-ci[bot]' }), push(9, 'main', 'lost', 'back'), pull(20, 'closed', { ...neat, merged: 'merge' }), push(20, 'main', 'back', 'merge')]
    const judged = [MAIN, { ...DEEP, commit: sha('neat') }]
    for (const traces of [judged, [...judged, trace('merge', { branch: 'main', model: DEEP.model })]]) expect(step('step-2.3', { events, traces })).toMatchObject({ state: 'done', commit: sha('neat'), since: '2026-03-02T09:20:00.000Z' })
  })
  it('by a bot is none of the student’s', () => {
    expect(step('step-2.3', { events: [START, pull(5, 'opened', { head: 'deep', base: 'main', login: 'dvc-bot[bot]' })], traces: [MAIN, DEEP] }).state).toBe('open')
  })
})
