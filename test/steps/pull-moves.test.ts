import { expect, it } from 'vitest'
import { standingOf } from '../../src/steps/pull-moves.ts'
import { ended, pull, push, seen, trace } from '../support/capstone-story.ts'

const BASE = [push(0, 'main', 'older', 'main'), push(5, 'tune', null, 'deep'), pull(6, 'opened', { number: 3, head: 'deep', base: 'main' })]
const TRACES = [trace('main', { branch: 'main' }), trace('deep', {}), trace('notes', { branch: 'notes' })]
const movesOf = (...more: Parameters<typeof seen>[0]['events'] & object): readonly (readonly [number, string])[] => [...standingOf(seen({ events: [...BASE, ...more], traces: TRACES.slice(0, more.length === 0 ? 2 : 3) })).moves]

it('a branch that came later takes a step from what a pull request moves, and leaves every step as it stands', () => {
  const notes = push(8, 'notes', null, 'notes')
  expect(movesOf()).toEqual([[3, '3.1 done']])
  expect(movesOf(notes)).toEqual([[3, '']])
  const stepsBy = (...more: readonly (typeof notes)[]) => standingOf(seen({ events: [...BASE, ...more], traces: TRACES })).steps
  expect(stepsBy(notes)).toEqual(stepsBy())
})

it('each open pull request moves what no other shows, and one that was closed moves nothing', () => {
  const run = ended(9, { id: 8, head: 'deep', conclusion: 'success' })
  const other = pull(10, 'opened', { number: 4, head: 'notes', base: 'main', branch: 'notes' })
  expect(movesOf(run, other)).toEqual([[3, '3.2 done, 3.3 done'], [4, '']])
  expect(movesOf(run, other, pull(11, 'closed', { number: 3, head: 'deep', base: 'main' }))).toEqual([[4, '']])
})
