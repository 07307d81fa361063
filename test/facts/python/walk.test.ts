import { expect, it } from 'vitest'
import { walk } from '../../../src/facts/python/walk.ts'
import { readPython } from '../../../src/parse/python/read-python.ts'

/** How many tests surround each statement of a chain of so many `elif`s. */
function testsOfChain(length: number): readonly number[] {
  const counts: number[] = []
  walk(readPython(`if a == 0:\n    b\n${Array.from({ length }, (_, at) => `elif a == ${at + 1}:\n    b\n`).join('')}`), (statement, context) => {
    if (statement.kind === 'expression') counts.push(context.tests.length)
  })
  return counts
}

it('gives a branch its own test and those before it', () => { expect(testsOfChain(3)).toEqual([1, 2, 3, 4]) })

it('gives a branch of an endless chain the nearest tests only', () => {
  const counts = testsOfChain(5000)
  expect(counts).toHaveLength(5001)
  expect(Math.max(...counts)).toBe(100)
})
