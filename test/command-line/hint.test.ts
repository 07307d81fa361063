import { expect, it } from 'vitest'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const run = (...words: readonly string[]): Promise<Ran> => runInProcess(words)

it('shows the first hint, where its lesson stands, and how to see one more', async () => {
  const { code, out, err } = await run('hint', 'readme')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^A README that works \(readme\)$/m)
  expect(out).toMatch(/lesson-modules\/1-foundations\/1-1-welcome-setup\.md:\d+/)
  expect(out).toMatch(/^ 1\. /m)
  expect(out).not.toMatch(/^ 2\. /m)
  expect(out).toContain('capstone-coach hint readme 2 tells more.')
})

it('shows the hints up to the level asked for, each line within the width', async () => {
  const { out } = await run('hint', 'readme-complete', '3')
  expect(out.match(/^ [123]\. /gm)).toEqual([' 1. ', ' 2. ', ' 3. '])
  expect(out).not.toContain('tells more')
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})

it('says which ids there are where it is given another', async () => {
  const { code, out, err } = await run('hint', 'reamde')
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(/hint takes a criterion, an item or a step: .*readme.*; found "reamde"/)
})
