import { expect, it } from 'vitest'
import type { ProgressSeen } from '../../src/steps/seen.ts'
import { progressOf } from '../../src/steps/progress.ts'
import { withoutPull } from '../../src/steps/without-pull.ts'
import { ended, model, PAGE, pull, push, sha, trace } from '../support/capstone-story.ts'

const REPOSITORY = { id: 42, defaultBranch: 'main', private: true }
const HEAD = { number: 1, head: { sha: sha('deep'), branch: 'tune', repositoryId: 42 } }
const SEEN: ProgressSeen = {
  repository: REPOSITORY, url: PAGE, statements: [], decisions: [],
  events: [push(0, 'main', 'older', 'main'), push(5, 'tune', null, 'deep'), pull(6, 'opened', { head: 'deep', base: 'main' }), ended(8, { id: 8, head: 'deep', conclusion: 'success' })],
  traces: [trace('main', { branch: 'main', model: model('5') }), trace('deep', { model: model('8') })],
}
const done = (seen: ProgressSeen): readonly string[] => progressOf(seen).flatMap(({ id, state }) => state === 'done' ? [id] : [])

it('leaves out what a pull request brought: its events, its branch, its runs, its commits', () => {
  expect(done(SEEN)).toEqual(expect.arrayContaining(['step-1.1', 'step-3.1', 'step-3.2', 'step-3.3']))
  expect(done(withoutPull(SEEN, HEAD, REPOSITORY))).toEqual([])
})

it('keeps what another branch and the default branch showed', () => {
  const other = { ...SEEN, events: [...SEEN.events, push(20, 'idea', null, 'else'), ended(22, { id: 22, head: 'else', conclusion: 'success', branch: 'idea' })], traces: [...SEEN.traces, trace('else', { branch: 'idea', model: model('9') })] }
  expect(done(withoutPull(other, HEAD, REPOSITORY))).toEqual(expect.arrayContaining(['step-1.1', 'step-3.1', 'step-3.2']))
})

it('keeps what an earlier pull request of the same branch brought, and leaves out what came since that was closed', () => {
  const again = {
    ...SEEN,
    events: [
      ...SEEN.events, pull(10, 'closed', { head: 'deep', base: 'main', merged: 'merge' }), push(10, 'main', 'main', 'merge'), ended(11, { id: 11, head: 'deep', conclusion: 'success', event: 'pull_request' }),
      push(20, 'tune', 'deep', 'more'), pull(21, 'opened', { number: 2, head: 'more', base: 'merge' }), ended(22, { id: 22, head: 'more', conclusion: 'failure' }),
    ],
    traces: [...SEEN.traces, trace('more', { model: model('9') })],
  }
  const left = withoutPull(again, { number: 2, head: { ...HEAD.head, sha: sha('more') } }, REPOSITORY)
  expect(done(left)).toEqual(['step-1.1', 'step-2.1', 'step-3.1', 'step-3.2', 'step-3.3', 'step-4.1'])
  expect(left.events).toEqual(again.events.slice(0, 7))
  expect(left.traces).toEqual(SEEN.traces)
})

it('leaves out the merge of a merged one as well: what it brought, and what was judged and ran there', () => {
  const merged = {
    ...SEEN, events: [...SEEN.events, pull(10, 'closed', { head: 'deep', base: 'main', merged: 'merge' }), push(10, 'main', 'main', 'merge'), ended(14, { id: 14, head: 'merge', conclusion: 'success', branch: 'main' })],
    traces: [...SEEN.traces, trace('merge', { branch: 'main', model: model('8') })],
  }
  expect(done(merged)).toEqual(expect.arrayContaining(['step-1.1', 'step-3.1', 'step-3.2', 'step-3.3', 'step-4.1']))
  expect(done(withoutPull(merged, { ...HEAD, merge: sha('merge') }, REPOSITORY))).toEqual([])
})

it('tells a fork’s branch from one of the same name in the repository', () => {
  const fork = { number: 1, head: { ...HEAD.head, repositoryId: 99 } }
  expect(done(withoutPull(SEEN, fork, REPOSITORY))).toContain('step-3.2')
  const forked = { ...SEEN, events: [push(0, 'main', 'older', 'main'), pull(6, 'opened', { head: 'deep', base: 'main', fork: 99 }), ended(8, { id: 8, head: 'deep', conclusion: 'success', fork: 99 })], traces: [trace('main', { branch: 'main', model: model('5') }), trace('deep', { branch: 'refs/pull/1/head', model: model('8') })] }
  expect(done(forked)).toContain('step-3.2')
  expect(done(withoutPull(forked, fork, REPOSITORY))).toEqual([])
})

it('leaves all where the default branch itself is asked to be merged', () => {
  expect(withoutPull(SEEN, { number: 2, head: { ...HEAD.head, branch: 'main' } }, REPOSITORY)).toBe(SEEN)
})
