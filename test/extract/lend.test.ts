import { expect, it } from 'vitest'
import { extractInProcess } from '../../src/extract/extract-in-process.ts'
import { lend } from '../../src/extract/lend.ts'
import type { ExtractPort } from '../../src/flow/ports/repository-port.ts'

it('lends a reader to one repository at a time, and gets it back from one that failed', async () => {
  const [one, other] = [extractInProcess(), extractInProcess()]
  const withExtract = lend([one, other])
  const held = new Set<ExtractPort>()
  const lent: ExtractPort[] = []
  const use = (fails: boolean) => (reader: ExtractPort): Promise<string> => {
    expect(held.has(reader)).toBe(false)
    held.add(reader)
    lent.push(reader)
    return new Promise((resolve, reject) => {
      setImmediate(() => {
        held.delete(reader)
        if (fails) reject(new Error('reading failed'))
        else resolve('read')
      })
    })
  }
  const ends = await Promise.allSettled([true, false, true, false, false].map((fails) => withExtract(use(fails))))
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(new Set(lent)).toEqual(new Set([one, other]))
})
